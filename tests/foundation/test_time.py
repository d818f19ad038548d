"""The country's clock: days, and 24:00."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.time import (
    SHANGHAI,
    begin_of,
    clock_of,
    day_of,
    deadline,
    end_of,
    last_day,
    local,
    month_after,
    month_before,
    month_of,
    months_from,
)

MOMENTS = st.datetimes(
    min_value=datetime(1992, 1, 1),  # noqa: DTZ001  the strategy gives it its zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([SHANGHAI, UTC]),
)


@pytest.mark.parametrize(
    ("at", "day", "clock"),
    [
        (datetime(2026, 11, 24, tzinfo=SHANGHAI), date(2026, 11, 23), "24:00"),
        (datetime(2026, 11, 23, 16, tzinfo=UTC), date(2026, 11, 23), "24:00"),
        (datetime(2027, 1, 1, tzinfo=SHANGHAI), date(2026, 12, 31), "24:00"),
        (datetime(2026, 11, 23, 18, tzinfo=SHANGHAI), date(2026, 11, 23), "18:00"),
        (datetime(2026, 11, 24, 0, 1, tzinfo=SHANGHAI), date(2026, 11, 24), "00:01"),
    ],
)
def test_a_deadline_at_midnight_is_24_00_of_the_day_before(at, day, clock):
    assert deadline(at) == (day, clock)
    assert deadline(at).whole_day is (clock == "24:00")


@given(at=MOMENTS)
def test_a_deadline_is_never_said_to_end_at_00_00_of_a_day(at):
    said = deadline(at)
    assert said.day == last_day(at)
    assert said.clock == (clock_of(at) if local(at).time().isoformat() != "00:00:00" else "24:00")
    assert day_of(at) - said.day == timedelta(days=said.whole_day)


def test_a_moment_late_in_the_evening_elsewhere_is_already_tomorrow_here():
    assert day_of(datetime(2026, 11, 23, 16, tzinfo=UTC)) == date(2026, 11, 24)


def test_a_moment_without_a_zone_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 11, 23))  # noqa: DTZ001  the mistake


def test_every_day_that_one_can_type_has_an_end():
    assert end_of(date(2026, 11, 23)) == datetime(2026, 11, 24, tzinfo=SHANGHAI)
    assert end_of(date.max) == end_of(date.max - timedelta(days=1))


DAYS = st.dates(min_value=date(1900, 2, 1), max_value=date(2100, 1, 1))


@given(day=DAYS)
def test_a_day_begins_where_the_one_before_it_ends(day):
    assert begin_of(day) == end_of(day - timedelta(days=1))
    assert day_of(begin_of(day)) == day


@pytest.mark.parametrize(
    ("day", "before", "own", "after"),
    [
        (date(2026, 11, 23), date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)),
        (date(2027, 1, 31), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 2, 1), date(2028, 3, 1)),
    ],
)
def test_a_month_has_one_before_it_and_one_after_it_over_the_turn_of_the_year(
    day, before, own, after
):
    assert (month_before(day), month_of(day), month_after(day)) == (before, own, after)


@given(day=DAYS, months=st.integers(-40, 40))
def test_months_are_counted_one_by_one(day, months):
    assert month_of(day) <= day < month_after(day)
    assert month_after(month_before(day)) == month_of(day)
    step = month_after if months > 0 else month_before
    found = month_of(day)
    for _ in range(abs(months)):
        found = step(found)
    assert months_from(day, months) == found
