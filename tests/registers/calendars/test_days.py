"""Which days are worked: the official year, the years before it, and those nobody knows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.calendars import rules
from lianxin.registers.calendars.rules import Kind, sources


def span(first: tuple[int, int], last: tuple[int, int]) -> set[date]:
    start, end = date(2026, *first), date(2026, *last)
    return {start + timedelta(days=number) for number in range((end - start).days + 1)}


# The notice of the General Office of the State Council of 2025-11-04 on the days off of 2026.
OFF_2026 = (
    span((1, 1), (1, 3))
    | span((2, 15), (2, 23))
    | span((4, 4), (4, 6))
    | span((5, 1), (5, 5))
    | span((6, 19), (6, 21))
    | span((9, 25), (9, 27))
    | span((10, 1), (10, 7))
)
MAKE_UP_2026 = {
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
}


def year(number: int) -> rules.Calendar:
    return rules.Calendar(sources.kinds(number))


def test_2026_is_what_the_notice_says_day_by_day():
    calendar, day = year(2026), date(2026, 1, 1)
    while day.year == 2026:
        worked = day in MAKE_UP_2026 or (day.weekday() < 5 and day not in OFF_2026)
        assert calendar.is_working_day(day) is worked, day
        assert (calendar.kind(day) is Kind.MAKE_UP_WORKDAY) is (day in MAKE_UP_2026), day
        assert (calendar.kind(day) in {Kind.HOLIDAY, Kind.SWAPPED_OFF}) is (day in OFF_2026), day
        day += timedelta(days=1)
    assert sum(calendar.is_working_day(day) for day in calendar.kinds) == 248


@pytest.mark.parametrize("number", range(2004, 2031))
def test_every_year_has_all_its_days_and_no_kind_on_a_wrong_weekday(number: int):
    kinds = sources.kinds(number)
    assert len(kinds) == (date(number + 1, 1, 1) - date(number, 1, 1)).days
    rules.check_notice(kinds)


def test_a_year_not_announced_yet_is_reckoned_from_the_statutory_days():
    assert not sources.is_announced(2027)
    calendar = year(2027)
    assert calendar.kind(date(2027, 2, 5)) is Kind.HOLIDAY  # the eve of the Spring Festival
    assert calendar.kind(date(2027, 10, 1)) is Kind.HOLIDAY
    assert calendar.is_working_day(date(2027, 10, 8))
    assert Kind.MAKE_UP_WORKDAY not in calendar.kinds.values()


def test_a_year_before_the_announcements_is_reckoned_too():
    assert not year(1999).is_working_day(date(1999, 10, 1))


@pytest.mark.parametrize("number", [0, 1, 1899, 1949, 2101, 2200, 9999, 10_000])
def test_a_year_that_no_library_knows_is_refused_by_its_number(number: int):
    with pytest.raises(rules.NoCalendar) as refused:
        sources.kinds(number)
    assert refused.value.facts == {"year": number}


@given(day=st.dates(date(2027, 1, 1)))
def test_a_day_outside_the_calendar_is_refused_by_its_year(day: date):
    with pytest.raises(rules.NoCalendar) as refused:
        year(2026).is_working_day(day)
    assert refused.value.facts == {"year": day.year}


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 26), Kind.MAKE_UP_WORKDAY),
        (date(2026, 11, 26), Kind.WEEKEND),
        (date(2026, 11, 28), Kind.SWAPPED_OFF),
        (date(2026, 11, 28), Kind.WORKING_DAY),
    ],
)
def test_a_day_copied_wrongly_from_a_notice_is_refused(day: date, kind: Kind):
    with pytest.raises(rules.DayDoesNotFit) as refused:
        rules.check_notice({day: kind})
    assert refused.value.facts == {"day": day, "kind": kind}


def test_a_notice_without_days_is_refused():
    with pytest.raises(rules.NothingToEnter):
        rules.check_notice({})


@pytest.mark.parametrize("role", set(Role) - {Role.ADMINISTRATOR, Role.SYSTEM})
def test_nobody_but_an_administrator_keeps_the_calendar(role: Role):
    with pytest.raises(NotAllowed):
        rules.keepers_only(Actor(role=role))
