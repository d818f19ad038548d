"""What comes back, from the counts of the night, equals what the catalogue counts of all rows."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import ibis
import pytest

from lianxin.followers.insight import actions, back, catalogue, manifest
from lianxin.followers.insight.queries import Reader
from lianxin.followers.insight.queries.back import counted
from lianxin.followers.insight.queries.counting import Asked
from lianxin.followers.insight.rules.figures import By, Period, Scope, Weights
from lianxin.foundation.time import begin_of, day_of
from tests.followers.insight.test_counting import (
    SHIFTED,
    SOME_DAYS,
    START,
    TWO_MONTHS,
    made,
    record,
)

AT = begin_of(day_of(START + timedelta(days=100))) + timedelta(hours=9)
NIGHT = AT - timedelta(hours=7)
QUESTIONS: list[dict[str, Any]] = [
    {"period": TWO_MONTHS, "scope": Scope.ALL},
    {"period": TWO_MONTHS, "scope": Scope.ASSESSED, "by": By.MONTH},
    {"period": TWO_MONTHS, "scope": Scope.ALL, "by": By.KIND, "place": "990101"},
    {"period": TWO_MONTHS, "scope": Scope.ALL, "by": By.CATEGORY, "units": [1, 3]},
    {"period": SOME_DAYS, "scope": Scope.ALL, "by": By.TOWN},
    {"period": SHIFTED, "scope": Scope.ASSESSED, "by": By.MONTH},
]


def problem(n: int) -> dict[str, Any]:
    """Return a request that may come back: after hours or after months, in one grid or the next."""
    ended = START + timedelta(hours=31 * n, days=n % 3)
    return {**made(n), "kind": "help", "dispatches": 1, "grid_id": n % 2, "ended_at": ended}


def whole(folder: Path, at: Any) -> int:
    """Count until nothing is left to be counted."""
    many = 0
    while actions.count_back(folder=folder, at=at, large=10):
        many += 1
    return many


def slowly(reader: Reader, asked: Asked, scope: Scope) -> dict[Any, Any]:
    """Return the catalogue's own counts in a scope, from every row."""
    table = catalogue.TICKETS
    if asked.place:
        code = table.division_code.fill_null("")
        table = table.filter(code.startswith(asked.place) | (code == ""))
    if asked.units is not None:
        table = table.filter(table.lead_unit_id.isin(asked.units))
    expression = catalogue.counted(
        table,
        period=asked.period,
        scope=scope,
        at=asked.at,
        by=asked.by,
        weights=Weights(),
        figures=back.FIGURES,
    )
    rows = reader.read(str(ibis.to_sql(expression, dialect="duckdb")))
    return {
        (row.get("key"), scope): {name: row[name] or 0 for name in back.COLUMNS} for row in rows
    }


def test_what_the_night_counted_is_what_the_rows_say(tmp_path: Path):
    record(tmp_path, [problem(n) for n in range(45)], [])
    assert whole(tmp_path, NIGHT) == back.PARTS
    reader = Reader(tmp_path)
    hits = 0
    for question in QUESTIONS:
        asked = Asked(at=AT, **question)
        found = counted(reader, asked)
        assert found is not None
        quick = {
            (row["key"], row["scope"]): {name: row[name] or 0 for name in back.COLUMNS}
            for row in found
        }
        expected = {k: v for scope in asked.both() for k, v in slowly(reader, asked, scope).items()}
        assert quick == {key: expected[key] for key in expected}, question
        hits += sum(row["back_30__hits"] for row in expected.values())
    assert hits


def test_it_is_counted_once_a_day_after_midnight_and_goes_on_where_it_was(tmp_path: Path):
    record(tmp_path, [problem(n) for n in range(45)], [])
    for _ in range(5):
        actions.count_back(folder=tmp_path, at=NIGHT, large=10)
    reader = Reader(tmp_path)
    asked = Asked(at=AT, period=TWO_MONTHS, scope=Scope.ALL)
    assert counted(reader, asked) is None  # not whole: the rows are read
    assert whole(tmp_path, AT) == back.PARTS - 5
    before = manifest.read(tmp_path).back
    assert counted(reader, asked) is not None
    midnight = begin_of(day_of(AT) + timedelta(days=1))
    assert (
        whole(tmp_path, midnight + timedelta(minutes=30)) == 0
    )  # much of the day before may come yet
    assert whole(tmp_path, midnight + timedelta(hours=2)) == back.PARTS
    after = manifest.read(tmp_path)
    assert after.back != before
    assert before is not None
    assert {path for path, _ in after.retired} >= set(before.paths())
    assert all((tmp_path / path).exists() for path in after.paths())


def test_counts_of_a_later_day_or_of_other_definitions_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    record(tmp_path, [problem(n) for n in range(45)], [])
    whole(tmp_path, NIGHT)
    question: dict[str, Any] = {"period": TWO_MONTHS, "scope": Scope.ALL}
    yesterday = Asked(at=AT - timedelta(days=1), **question)
    assert counted(Reader(tmp_path), yesterday) is None
    monkeypatch.setattr(back, "signature", lambda: "another")
    assert counted(Reader(tmp_path), Asked(at=AT, **question)) is None
    assert whole(tmp_path, AT) == back.PARTS


def test_a_small_record_has_none_and_a_period_before_it_nothing(tmp_path: Path):
    record(tmp_path, [problem(n) for n in range(45)], [])
    assert actions.count_back(folder=tmp_path, at=NIGHT) == 0
    whole(tmp_path, NIGHT)
    long_ago = Period(
        first=TWO_MONTHS.first.replace(year=2020), end=TWO_MONTHS.end.replace(year=2020)
    )
    asked = Asked(at=AT, period=long_ago, scope=Scope.ALL, by=By.TOWN)
    assert counted(Reader(tmp_path), asked) == []
