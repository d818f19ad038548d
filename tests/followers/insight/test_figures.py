"""Figures: each as a slow, obvious count over the rows; nobody divides by nothing; scopes and places hold."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import rules
from lianxin.followers.insight import catalogue
from lianxin.followers.insight.definitions import Figure
from lianxin.followers.insight.queries import figures as insight
from lianxin.followers.insight.queries.profile import profile
from lianxin.followers.insight.rules import figures
from lianxin.followers.insight.rules.figures import (
    VOLUMES,
    By,
    Measure,
    Period,
    Result,
    Scope,
    Untold,
    Weights,
)
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotAllowed
from tests.casework.tickets import town
from tests.casework.tickets.test_clocked import DECEMBER, announce, recomputed
from tests.casework.tickets.town import actor, did
from tests.followers.insight.test_record import kept, rows
from tests.make import MONDAY

YEAR = Period(first=date(2026, 1, 1), end=date(2027, 1, 1))
AT = MONDAY + timedelta(days=20)
GIVEN: dict[str, Any] = {"period": YEAR, "at": AT, "weights": Weights()}


@pytest.fixture
def folder(settings: Any) -> Path:
    """A town in which requests have ended in several ways, counted."""
    town.built()
    late = town.followed(key="figures-late", at=MONDAY)
    did(late, tickets.confirm, "requester", rating=3, outcome=rules.Outcome.RESOLVED, words="")
    good = town.followed(key="figures-good", at=MONDAY + timedelta(days=1))
    did(
        good,
        tickets.confirm,
        "requester",
        at=MONDAY + timedelta(days=2),
        rating=5,
        outcome=rules.Outcome.PARTLY,
        words="",
    )
    town.handling(key="figures-open", at=MONDAY)
    town.received(key="figures-new", at=MONDAY + timedelta(days=9))
    where = Path(settings.LIANXIN_INSIGHT)
    kept(where)
    return where


@pytest.mark.django_db
def test_the_figures_are_what_one_counts_by_hand(folder: Path):
    found = insight.figures(actor("supervisor"), scope=Scope.ALL, **GIVEN)
    listed = rows(folder)["tickets"]
    valid = [row for row in listed if row["outcome"] in ("resolved", "partly", "explained")]
    assert found["received"].value == len(listed) == 4
    assert found["open"].value == sum(row["ended_at"] is None for row in listed) == 2
    assert found["resolution_rate"].value == 1 / 2
    assert found["satisfaction_rate"].value == pytest.approx((0.9 + 1) / 2)
    assert found["response_rate"].of == len(valid) == 2
    assert found["three_rates"].value == 100 * (0.1 * 1 + 0.5 * 0.5 + 0.4 * 0.95)
    # answered: two at once; promised for a day that is over: the one still handled, and the new one
    assert (found["on_time"].value, found["on_time"].of) == (2 / 4, 4)
    assert found["waited"].value == 0


@pytest.mark.django_db
@pytest.mark.parametrize("by", list(By))
def test_the_parts_make_the_whole(folder: Path, by: By):
    whole = insight.figures(actor("supervisor"), scope=Scope.ALL, **GIVEN)
    parts = insight.rows(actor("supervisor"), by, scope=Scope.ALL, **GIVEN)
    for code in ("received", "on_time", "resolution_rate"):
        told = [part.results[code] for part in parts]
        if code in VOLUMES or not any(one.untold for one in told):
            assert sum(one.of for one in told) == whole[code].of


@pytest.mark.django_db
def test_of_grids_and_of_units_with_few_people_only_volumes_are_told(folder: Path):
    for by in (By.GRID, By.UNIT, By.UNIT_THEN):
        for row in insight.rows(actor("supervisor"), by, scope=Scope.ALL, **GIVEN):
            if row.key is not None:
                told = {code for code, one in row.results.items() if one.untold is None}
                assert told == set(VOLUMES)


@pytest.mark.django_db
def test_a_month_without_requests_stands_there_with_nothing_to_divide_by(folder: Path):
    found = insight.rows(actor("supervisor"), By.MONTH, scope=Scope.ALL, **GIVEN)
    named = {row.key: row.results for row in found}
    assert sorted(named) == [f"2026-{month:02d}" for month in range(1, 13)]
    assert named["2026-05"]["received"].value == 0
    assert named["2026-05"]["on_time"].value is None


@pytest.mark.django_db
def test_a_definition_that_does_not_compile_is_named_and_all_others_are_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def nowhere(_at: object) -> Any:
        return ibis._.no_such_column > 0

    planted = Figure(code="planted", measure=Measure.SHARE, of=nowhere)
    monkeypatch.setattr(insight, "FIGURES", [*catalogue.FIGURES, planted])
    monkeypatch.setattr(insight, "MEASURES", {**insight.MEASURES, "planted": Measure.SHARE})
    found = insight.figures(actor("supervisor"), scope=Scope.ALL, **GIVEN)
    assert found["planted"].untold is Untold.BROKEN
    assert [code for code, one in found.items() if one.untold] == ["planted"]
    assert found["received"].value == 4
    assert "planted" in caplog.text


@pytest.mark.django_db
def test_figures_follow_the_function_where_a_unit_was_merged_and_both_views_are_offered(
    folder: Path,
):
    at = MONDAY + timedelta(days=12)
    town.closed("lamps", "power", at=at)
    while tickets.carry(at=at, limit=100):
        pass
    kept(folder)
    given = GIVEN | {"at": at + timedelta(days=1)}
    for by, unit in ((By.UNIT, "power"), (By.UNIT_THEN, "lamps")):
        rows_ = insight.rows(actor("supervisor"), by, scope=Scope.ALL, **given)
        received = {row.key: row.results["received"].of for row in rows_}
        assert received == {town.unit(unit): 3, None: 1}


@pytest.mark.django_db
def test_the_weights_are_those_of_the_profile_in_force_with_their_source(folder: Path):
    used = profile("", MONDAY.date())
    assert used.weights == Weights()
    assert used.from_day == 19
    assert used.since is not None
    assert all(one.source for one in used.numbers)
    assert profile("", date(2000, 1, 1)).since is None


@pytest.mark.django_db
def test_without_requests_nothing_is_divided_by_nothing(folder: Path):
    before = replace(YEAR, first=date(2020, 1, 1), end=date(2020, 2, 1))
    found = insight.figures(actor("supervisor"), scope=Scope.ALL, **(GIVEN | {"period": before}))
    assert found["received"].value == 0
    assert {found[code].value for code in ("on_time", "three_rates", "waited")} == {None}


@pytest.mark.django_db
def test_a_unit_counts_what_it_leads_and_the_register_keeper_nothing(folder: Path):
    own = insight.figures(actor("lead"), scope=Scope.ALL, **GIVEN)
    assert own["received"].value == 3
    assert insight.figures(actor("hewan-lead"), scope=Scope.ALL, **GIVEN)["received"].value == 0
    for username in ("admin", "handler", "grid"):
        with pytest.raises(NotAllowed):
            insight.figures(actor(username), scope=Scope.ALL, **GIVEN)
    with pytest.raises(NotAllowed):
        insight.figures(Actor.public("x"), scope=Scope.ALL, **GIVEN)


@pytest.mark.django_db
def test_the_hotline_of_a_district_counts_its_own_and_what_nobody_has_placed(folder: Path):
    elsewhere = replace(actor("supervisor"), division="9909")
    assert insight.figures(elsewhere, scope=Scope.ALL, **GIVEN)["received"].value == 0
    own = replace(actor("supervisor"), division="990101")
    assert insight.figures(own, scope=Scope.ALL, **GIVEN)["received"].value == 4


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share_and_narrows_with_numbers(hits: int, more: int):
    found = figures.share(hits, hits + more)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1
    wider = figures.share(hits * 4, (hits + more) * 4)
    assert (wider.high or 0) - (wider.low or 0) < found.high - found.low


def test_wilsons_interval_is_that_of_the_books():
    found = figures.share(8, 10)  # Newcombe 1998: 0.490 to 0.943
    assert (round(found.low or 0, 3), round(found.high or 0, 3)) == (0.490, 0.943)


def test_a_score_without_one_of_its_rates_is_not_a_number():
    known, none = Result(value=1.0, of=3), Result(value=None, of=0)
    assert figures.score(known, known, none, Weights()).value is None
    assert figures.score(known, known, known, Weights()).value == 100.0


@pytest.mark.django_db
def test_a_promise_that_another_calendar_moved_moves_the_figures_and_is_counted(settings: Any):
    town.built()
    ticket = town.received(key="figures-calendar", at=DECEMBER)
    where = Path(settings.LIANXIN_INSIGHT)
    year = GIVEN | {"period": replace(YEAR, end=date(2028, 1, 1))}
    late = ticket.promise_at + timedelta(hours=1)
    kept(where)
    before = insight.figures(actor("supervisor"), scope=Scope.ALL, **(year | {"at": late}))
    assert (before["on_time"].of, before["recomputed"].value) == (1, 0)
    announce(date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5))
    recomputed(ticket)
    kept(where)
    after = insight.figures(actor("supervisor"), scope=Scope.ALL, **(year | {"at": late}))
    assert (after["on_time"].of, after["recomputed"].value) == (0, 1)
