"""A month counted from the record for everybody: which months there are, and what its rows hold."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lianxin.followers.insight.queries import opendata
from lianxin.followers.insight.rules.opendata import Cut
from lianxin.followers.insight.rules.refusals import MonthUnfinished, NotAMonth, NothingReceived
from lianxin.followers.insight.rules.suppression import ANY, NO_RATES, Key
from tests.casework.tickets import town
from tests.followers.insight.test_record import kept
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
AFTER = MONDAY + timedelta(days=9)
GIVEN: dict[str, Any] = {"at": AFTER, "on": AFTER.date()}


@pytest.fixture
def folder(settings: Any) -> Path:
    town.built()
    return Path(settings.LIANXIN_INSIGHT)


def received(count: int, *, dispatched: int = 0) -> None:
    for number in range(count):
        ticket = town.received(at=MONDAY, key=f"opendata-{number}")
        if number < dispatched:
            town.dispatched(ticket, at=MONDAY)


def test_requests_are_counted_by_group_subdistrict_and_kind(folder: Path):
    received(9, dispatched=7)
    kept(folder)
    told = opendata.month("2026-11", **GIVEN)
    # two that nobody has placed in a category are too few, so the smallest row goes with them
    assert told.total == 9
    assert set(told.rows) == {Key(ANY, ANY, ANY)}
    assert told.rates["on_time"] == NO_RATES
    again = opendata.month(
        "2026-11",
        **GIVEN,
        before=Cut(rows=told.rows, rated={"on_time": frozenset(), "resolution_rate": frozenset()}),
    )
    assert again.rows == told.rows


def test_what_is_enough_stands_in_a_row_of_its_own(folder: Path):
    received(7, dispatched=7)
    kept(folder)
    told = opendata.month("2026-11", **GIVEN)
    assert told.rows == {Key("lighting", "990101001", "help"): 7}


def test_nothing_is_told_of_fewer_than_five(folder: Path):
    received(4, dispatched=4)
    kept(folder)
    told = opendata.month("2026-11", **GIVEN)
    assert told.rows == {}
    assert told.total == 0


@pytest.mark.parametrize("named", ["2026-13", "2026-1", "", "October", "2026-10-01", "10/2026"])
def test_what_is_no_month_is_refused(folder: Path, named: str):
    with pytest.raises(NotAMonth):
        opendata.month(named, **GIVEN)


def test_a_month_is_told_once_it_is_over_and_where_something_came_in(folder: Path):
    received(5)
    kept(folder)
    with pytest.raises(MonthUnfinished):
        opendata.month("2026-12", **GIVEN)
    with pytest.raises(NothingReceived):
        opendata.month("2026-09", **GIVEN)
