"""Figures from the counts that are kept equal the catalogue's own, counted row by row."""

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.followers.insight import actions, back, catalogue, counts, files, manifest
from lianxin.followers.insight.manifest import Manifest
from lianxin.followers.insight.queries import Reader
from lianxin.followers.insight.queries.counting import Asked, counted
from lianxin.followers.insight.queries.reading import UNSETTLED
from lianxin.followers.insight.rules import columns, counting, folding
from lianxin.followers.insight.rules.figures import By, Period, Scope, Weights

START = datetime(2026, 1, 1, tzinfo=UTC)
COUNTED_AT = START + timedelta(days=40)  # in the middle of what happens
PLACES = (None, "", "990101001001", "990101002001", "990102001001")
TWO_MONTHS = Period(first=date(2026, 1, 1), end=date(2026, 3, 1))
SOME_DAYS = Period(first=date(2026, 1, 9), end=date(2026, 2, 12))
SHIFTED = Period(first=date(2025, 12, 20), end=date(2026, 2, 20), from_day=20)
VOLUMES = frozenset({"received", "open"})

moments = st.integers(0, 90 * 24 * 6).map(lambda n: START + timedelta(minutes=10 * n))
USUAL: dict[str, st.SearchStrategy[Any]] = {
    columns.ID: st.sampled_from([None, 1, 2, 3]),
    columns.COUNT: st.integers(0, 2),
    columns.CODE: st.sampled_from(["", "a", "b"]),
    columns.MOMENT: st.none() | moments,
    columns.YES_NO: st.booleans(),
    columns.DAY: st.none(),
}
SPECIAL = {
    "received_on": st.integers(0, 58).map(lambda n: date(2026, 1, 1) + timedelta(days=n)),
    "received_at": moments,
    "division_code": st.sampled_from(PLACES),
    "outcome": st.sampled_from(["", "resolved", "partly", "unresolved", "unreachable"]),
    "rating": st.sampled_from([None, 1, 3, 4, 5]),
}
rows = st.fixed_dictionaries(
    {one.name: SPECIAL.get(one.name, USUAL[one.type]) for one in columns.TICKETS}
)
Row = dict[str, Any]
QUESTIONS = [
    {"period": period, "by": by, "scope": scope, **seen}
    for period in (TWO_MONTHS, SOME_DAYS, SHIFTED)
    for by in (None, *By)
    for scope, seen in (
        (Scope.ALL, {}),
        (Scope.ASSESSED, {"place": "990101"}),
        (Scope.ALL, {"place": "990101002001"}),
        (Scope.ASSESSED, {"units": [1, 3]}),
        (Scope.ALL, {"grids": [2], "only": VOLUMES}),
        (Scope.ALL, {"place": "990101", "strictly": True, "within": By.CATEGORY}),
        (None, {}),
        (None, {"place": "990102", "within": By.CATEGORY}),
    )
    if by or "within" not in seen  # what is told apart by nothing is not told apart further
]


def record(folder: Path, first: list[Row], later: list[Row]) -> None:
    """Write requests and what came of some of them, with counts beside the first files of both months."""
    listed: dict[str, list[manifest.File]] = {}
    old = [{**row, "ticket": n, "position": n} for n, row in enumerate(first)]
    new, gone = [], []
    for n, row in enumerate(later):
        number = n if n < len(old) else 1000 + n
        stays = {"received_on": old[n]["received_on"]} if n < len(old) else {}
        new.append({**row, **stays, "ticket": number, "position": 5000 + n})
        gone += old[n : n + 1]
    for name, some, replaced in (("a", old, []), ("b", new, gone)):
        beside = files.by_month("tickets", replaced)
        for month, content in files.by_month("tickets", some).items():
            path = f"g1/tickets/month={month}/{name}.parquet"
            file = files.put(folder, path, content, beside.get(month))
            listed.setdefault(month, []).append(file)
    manifest.commit(folder, Manifest(files={"tickets": listed, "events": {}}))


def slowly(reader: Reader, asked: Asked, scope: Scope) -> list[Row]:
    """Return the catalogue's figures in a scope, from every row."""
    table = catalogue.TICKETS
    if asked.place:
        code = table.division_code.fill_null("")
        unplaced = (code == "") & (not asked.strictly)
        table = table.filter(code.startswith(asked.place) | unplaced)
    if asked.units is not None:
        table = table.filter(table.lead_unit_id.isin(asked.units))
    if asked.grids is not None:
        table = table.filter(table.grid_id.isin(asked.grids))
    expression = catalogue.counted(
        table,
        period=asked.period,
        scope=scope,
        at=asked.at,
        by=asked.by,
        within=asked.within,
        weights=Weights(),
        figures=asked.figures(),
    )
    return reader.read(str(ibis.to_sql(expression, dialect="duckdb")))


def same(reader: Reader, asked: Asked) -> None:
    names = [key for figure in asked.figures() for key in figure.columns(asked.at, Weights())]
    quick = {
        (row["key"], row["within"], row["scope"]): {name: float(row[name] or 0) for name in names}
        for row in counted(reader, asked, Weights())
    }
    expected = {
        (row.get("key"), row.get("within"), scope.value): {
            name: pytest.approx(float(row[name] or 0)) for name in names
        }
        for scope in asked.both()
        for row in slowly(reader, asked, scope)
    }
    assert set(quick) == set(expected)
    for key, values in expected.items():
        assert quick[key] == values


@settings(max_examples=6, deadline=None)
@given(
    st.lists(rows, min_size=1, max_size=12),
    st.lists(rows, max_size=8),
    st.lists(st.sampled_from(QUESTIONS), min_size=3, max_size=3),
    st.integers(-20, 60),
)
def test_kept_counts_answer_as_every_row_does(
    first: list[Row], later: list[Row], questions: list[dict[str, Any]], days: int
):
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        record(folder, first, later)
        reader = Reader(folder)
        asked = [Asked(at=COUNTED_AT + timedelta(days=days), **one) for one in questions]
        for one in asked:
            same(reader, one)
        expected = still_open(reader, "tickets")
        assert still_open(reader, UNSETTLED) == expected
        while actions.count(folder=folder, at=COUNTED_AT, large=4):
            pass
        for one in asked:
            same(reader, one)
        assert still_open(reader, UNSETTLED) == expected


def still_open(reader: Reader, table: str) -> list[int]:
    """Return the requests of a table that have not ended."""
    sql = f"SELECT ticket FROM {table} WHERE ended_at IS NULL ORDER BY ticket"  # noqa: S608  our own names
    return [row["ticket"] for row in reader.read(sql)]


def test_every_question_is_answered_from_counts_and_rows_alike(tmp_path: Path):
    first = [made(n) for n in range(40)]
    record(tmp_path, first, [made(n * 7 + 3) for n in range(12)])
    while actions.count(folder=tmp_path, at=COUNTED_AT, large=10):
        pass
    reader = Reader(tmp_path)
    for question in QUESTIONS[::7]:
        same(reader, Asked(at=COUNTED_AT + timedelta(days=3), **question))


def made(n: int) -> Row:
    """Return a row that differs from its neighbours in everything that a question asks."""
    at = START + timedelta(hours=31 * n)
    answered = at + timedelta(minutes=700 * (n % 9)) if n % 5 else None
    return {
        **folding.EMPTY,
        "received_on": date(2026, 1, 1) + timedelta(days=n % 58),
        "received_at": at,
        "answered_at": answered,
        "ended_at": answered,
        "current_promise_at": at + timedelta(days=7),
        "division_code": PLACES[n % 5],
        "lead_unit_id": n % 4,
        "category_id": n % 3,
        "grid_id": n % 4 or None,
        "kind": "ab"[n % 2],
        "channel": "xyz"[n % 3],
        "dispatches": n % 3,
        "outcome": ("resolved", "partly", "unresolved")[n % 3],
        "rating": 1 + n % 5,
        "excluded_for": "beyond_power" if n % 7 == 0 else "",
    }


def test_medians_are_told_of_the_greatest_keys_where_no_more_are_asked_for(tmp_path: Path):
    record(tmp_path, [made(n) for n in range(40)], [])
    while actions.count(folder=tmp_path, at=COUNTED_AT, large=10):
        pass
    given: dict[str, Any] = {"period": TWO_MONTHS, "scope": Scope.ALL, "at": COUNTED_AT}
    for by in (By.CATEGORY, By.COMMUNITY):
        whole = counted(Reader(tmp_path), Asked(by=by, **given), Weights())
        some = counted(Reader(tmp_path), Asked(by=by, middles=2, **given), Weights())
        assert [row["waited__median"] for row in some[2:]] == [None] * len(some[2:])
        assert some[:2] == whole[:2]
        assert whole[2]["waited__median"]


def test_counts_of_other_definitions_are_not_read_and_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    record(tmp_path, [made(n) for n in range(30)], [])
    while actions.count(folder=tmp_path, at=COUNTED_AT, large=5):
        pass
    before = manifest.read(tmp_path)
    other = replace(counts.definitions(), sql=counts.definitions().sql + " ")
    monkeypatch.setattr(counts, "definitions", lambda: other)
    same(Reader(tmp_path), Asked(at=COUNTED_AT, **QUESTIONS[0]))
    assert actions.count(folder=tmp_path, at=COUNTED_AT, large=5) == 1
    after = manifest.read(tmp_path)
    assert {path for path, _ in after.retired} <= before.listed()
    same(Reader(tmp_path), Asked(at=COUNTED_AT, **QUESTIONS[0]))


def test_small_files_have_no_counts(tmp_path: Path):
    record(tmp_path, [made(n) for n in range(30)], [])
    assert actions.count(folder=tmp_path, at=COUNTED_AT) == 0
    assert counting.LARGE > 30


def test_every_process_reads_counts_by_the_same_definitions():
    said = "import django; django.setup(); from lianxin.followers.insight import back, counts; print(counts.signature(), back.signature())"
    seeds = ("0", "2", "5")  # sets and strings are hashed in another way in each process
    found = {
        subprocess.run(  # noqa: S603  our own words
            [sys.executable, "-c", said],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in seeds
    }
    assert found == {f"{counts.signature()} {back.signature()}\n"}
