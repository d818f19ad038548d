"""When limits end, against a slow and obvious reference over 2015 to 2026."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lianxin.foundation.time import SHANGHAI, Unit, day_of
from lianxin.registers.calendars import rules
from lianxin.registers.calendars.rules import Due, sources
from tests.make import MONDAY

FIRST, LAST = date(2015, 1, 1), date(2026, 12, 31)


@cache
def calendar() -> rules.Calendar:
    kinds: dict[date, rules.Kind] = {}
    for year in range(2015, 2029):
        kinds |= sources.kinds(year)
    return rules.Calendar(kinds, frozenset({2027, 2028}))


def all_days() -> list[date]:
    return [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


@cache
def worked() -> list[date]:
    return [day for day in all_days() if chinese_calendar.is_workday(day)]


def slow_working_days(start: datetime, days: int) -> date:
    """Cross out the days of a printed calendar, beginning on the day after."""
    begun = start.astimezone(SHANGHAI).date()
    return [day for day in worked() if day > begun][days - 1]


def slow_calendar_days(start: datetime, days: int) -> date:
    named = start.astimezone(SHANGHAI).date() + timedelta(days=days)
    return min(day for day in worked() if day >= named)


def moments(first: date, last: date) -> st.SearchStrategy[datetime]:
    zones = st.sampled_from([SHANGHAI, UTC])
    return st.builds(datetime.combine, st.dates(first, last), st.times(), zones)


MOMENTS = moments(FIRST, date(2026, 9, 30))
STARTS = moments(FIRST, date(2027, 10, 1))
AMOUNTS = st.integers(0, 60)
UNITS = st.sampled_from(list(Unit))


@given(start=MOMENTS, days=st.integers(1, 40))
def test_working_days_end_as_on_a_printed_calendar(start: datetime, days: int):
    due = rules.due_in_working_days(calendar(), start, days)
    assert due.last_day == slow_working_days(start, days)
    assert due.at == datetime.combine(due.last_day + timedelta(days=1), time(0), SHANGHAI)
    assert not due.provisional


@given(start=MOMENTS, days=st.integers(0, 60))
def test_calendar_days_end_on_the_named_day_or_the_next_one_worked(start: datetime, days: int):
    due = rules.due_in_calendar_days(calendar(), start, days)
    assert due.last_day == slow_calendar_days(start, days)
    assert due.at == datetime.combine(due.last_day + timedelta(days=1), time(0), SHANGHAI)


@given(start=STARTS, amount=AMOUNTS)
def test_hours_run_day_and_night(start: datetime, amount: int):
    due = rules.due(calendar(), start, amount=amount, unit="hours")
    assert due == Due(at=start + timedelta(hours=amount), provisional=False)
    assert rules.due(calendar(), start, amount=60 * amount, unit="minutes") == due


@given(start=STARTS, amount=AMOUNTS, more=AMOUNTS, unit=UNITS)
def test_a_longer_limit_never_ends_earlier(start: datetime, amount: int, more: int, unit: Unit):
    short = rules.due(calendar(), start, amount=amount, unit=unit)
    assert short.at <= rules.due(calendar(), start, amount=amount + more, unit=unit).at


@given(start=STARTS, other=STARTS, amount=AMOUNTS, unit=UNITS)
def test_who_comes_later_is_never_due_earlier(
    start: datetime, other: datetime, amount: int, unit: Unit
):
    first, second = sorted([start, other])
    early = rules.due(calendar(), first, amount=amount, unit=unit)
    assert early.at <= rules.due(calendar(), second, amount=amount, unit=unit).at


@given(start=STARTS, amount=AMOUNTS, unit=st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]))
def test_a_limit_in_days_never_ends_on_a_day_of_rest(start: datetime, amount: int, unit: Unit):
    due = rules.due(calendar(), start, amount=amount, unit=unit)
    assert calendar().is_working_day(due.last_day)
    assert due.at > start


@given(start=STARTS, amount=AMOUNTS)
def test_a_deadline_in_a_year_without_its_notice_is_provisional(start: datetime, amount: int):
    due = rules.due(calendar(), start, amount=amount, unit="working_days")
    assert due.provisional is (due.last_day.year >= 2027)


@given(start=STARTS, amount=AMOUNTS, more=AMOUNTS)
def test_an_extension_counts_on_from_the_last_day(start: datetime, amount: int, more: int):
    due = rules.due_in_working_days(calendar(), start, amount)
    assume(amount > 0)
    later = rules.extended(calendar(), due.at, amount=more, unit="working_days")
    assert later.at == rules.due_in_working_days(calendar(), start, amount + more).at


@given(start=STARTS, hours=st.integers(1, 99), more=AMOUNTS)
def test_an_extension_in_hours_adds_them(start: datetime, hours: int, more: int):
    due = rules.due(calendar(), start, amount=hours, unit="hours")
    assert rules.extended(calendar(), due.at, amount=more, unit="hours").at == (
        due.at + timedelta(hours=more)
    )


@given(start=MOMENTS, amount=st.integers(1, 20), wait=st.integers(0, 90), pause=st.integers(0, 900))
def test_a_pause_of_working_days_gives_back_what_it_took(
    start: datetime, amount: int, wait: int, pause: int
):
    due = rules.due_in_working_days(calendar(), start, amount)
    paused_at = min(start + timedelta(hours=wait), due.at - timedelta(seconds=1))
    resumed_at = paused_at + timedelta(hours=pause)
    again = rules.resumed(
        calendar(), due.at, paused_at=paused_at, resumed_at=resumed_at, unit="working_days"
    )
    first, last = day_of(paused_at), day_of(resumed_at)
    assert again.at >= due.at
    assume(last <= LAST)
    lost = len([day for day in worked() if first < day <= last])
    assert lost == rules.working_days_between(calendar(), first, last)
    assert lost == rules.working_days_between(calendar(), due.last_day, again.last_day)


@given(start=MOMENTS, amount=st.integers(1, 20), wait=st.integers(0, 90), pause=st.integers(0, 900))
def test_a_pause_of_calendar_days_gives_back_every_day_and_rolls_on_from_a_day_of_rest(
    start: datetime, amount: int, wait: int, pause: int
):
    due = rules.due_in_calendar_days(calendar(), start, amount)
    paused_at = min(start + timedelta(hours=wait), due.at - timedelta(seconds=1))
    resumed_at = paused_at + timedelta(hours=pause)
    again = rules.resumed(
        calendar(), due.at, paused_at=paused_at, resumed_at=resumed_at, unit="calendar_days"
    )
    nights = (day_of(resumed_at) - day_of(paused_at)).days
    named = due.last_day + timedelta(days=nights)
    assume(named <= date(2026, 12, 20))
    assert again.last_day == min(day for day in worked() if day >= named)


@given(start=STARTS, hours=st.integers(0, 900), cut=st.integers(0, 900), unit=UNITS)
def test_a_pause_cut_in_two_gives_back_as_much(start: datetime, hours: int, cut: int, unit: Unit):
    assume(unit is not Unit.CALENDAR_DAYS)  # each of two may end on a day of rest and roll on
    due = rules.due(calendar(), start, amount=30, unit=unit)
    ends = start + timedelta(hours=hours)
    middle = start + timedelta(hours=min(cut, hours))
    whole = rules.resumed(calendar(), due.at, paused_at=start, resumed_at=ends, unit=unit)
    first = rules.resumed(calendar(), due.at, paused_at=start, resumed_at=middle, unit=unit)
    both = rules.resumed(calendar(), first.at, paused_at=middle, resumed_at=ends, unit=unit)
    assert both.at == whole.at


@given(start=STARTS, odd=st.timedeltas(timedelta(), timedelta(days=9)), unit=UNITS)
def test_a_pause_that_took_no_time_changes_nothing(start: datetime, odd: timedelta, unit: Unit):
    due = start + odd  # an imported deadline may lie anywhere in a day
    again = rules.resumed(calendar(), due, paused_at=start, resumed_at=start, unit=unit)
    assert again.at == due


@given(start=STARTS, pause=st.integers(0, 5000))
def test_a_pause_of_an_hour_clock_gives_back_every_minute(start: datetime, pause: int):
    due, paused_at = start + timedelta(hours=24), start + timedelta(hours=1)
    resumed_at = paused_at + timedelta(minutes=pause)
    again = rules.resumed(calendar(), due, paused_at=paused_at, resumed_at=resumed_at, unit="hours")
    assert again.at - due == timedelta(minutes=pause)


@given(start=STARTS, amount=st.integers(1, 30), unit=UNITS, before=st.integers(0, 5))
def test_the_yellow_card_comes_before_the_deadline(
    start: datetime, amount: int, unit: Unit, before: int
):
    due = rules.due(calendar(), start, amount=amount, unit=unit)
    card = rules.ahead_of(calendar(), due.at, amount=before, unit=unit)
    assert card < due.at if before else card == due.at


def at(month: int, day: int, hour: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        (MONDAY, 3, "working_days", at(11, 27)),  # until Thursday, 24:00
        (MONDAY, 0, "working_days", at(11, 24)),  # the same day
        (at(11, 28, 9), 0, "working_days", at(12, 1)),  # Saturday: by the end of Monday
        (at(11, 28, 9), 1, "working_days", at(12, 1)),
        (at(11, 28, 23), 7, "calendar_days", at(12, 8)),  # Saturday rolls to Monday
        (at(9, 19, 9), 1, "working_days", at(9, 21)),  # 20 September is a Sunday that is worked
        (at(9, 24, 9), 7, "calendar_days", at(10, 9)),  # all of National Day's week rolls on
        (at(2, 13, 18), 1, "working_days", at(2, 15)),  # 14 February, a Saturday, is worked
        (at(2, 14, 18), 1, "working_days", at(2, 25)),
        (MONDAY, 2, "hours", at(11, 23, 11)),
        (at(10, 1, 23), 24, "hours", at(10, 2, 23)),  # a holiday does not stop the hours
    ],
)
def test_limits_around_weekends_and_holidays(
    start: datetime, amount: int, unit: str, end: datetime
):
    assert rules.due(calendar(), start, amount=amount, unit=unit).at == end


@pytest.mark.parametrize(
    ("paused_at", "resumed_at", "unit", "lost"),
    [
        # the last minute of a day and the first of the next: one day is counted
        (at(11, 23, 23) + timedelta(minutes=59), at(11, 24), "working_days", 1),
        (at(11, 23, 23) + timedelta(minutes=59), at(11, 24), "calendar_days", 1),
        # from 00:00 to 23:59 of the same day: none
        (at(11, 24), at(11, 24, 23) + timedelta(minutes=59), "working_days", 0),
        (at(11, 24), at(11, 24, 23) + timedelta(minutes=59), "calendar_days", 0),
        # 15 to 23 February are off; 14 and 28 February, Saturdays, are worked
        (at(2, 14, 12), at(2, 23, 23), "working_days", 0),
        (at(2, 14, 12), at(2, 24), "working_days", 1),
        (at(2, 13, 23), at(2, 24), "working_days", 2),
        (at(2, 27, 12), at(3, 1, 12), "working_days", 1),
        (at(2, 14, 12), at(2, 23, 23), "calendar_days", 9),
    ],
)
def test_pauses_at_midnight_and_around_spring_festival(
    paused_at: datetime, resumed_at: datetime, unit: str, lost: int
):
    due = at(3, 11) if paused_at.month < 10 else at(12, 2)
    again = rules.resumed(calendar(), due, paused_at=paused_at, resumed_at=resumed_at, unit=unit)
    if unit == "working_days":
        counted = [day for day in worked() if day_of(due) <= day < day_of(again.at)]
        assert len(counted) == lost
    else:
        named = day_of(due) - timedelta(days=1) + timedelta(days=lost)
        assert again.last_day == min(day for day in worked() if day >= named)


def test_a_moment_late_in_the_evening_elsewhere_is_already_tomorrow_in_shanghai():
    start = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert rules.due_in_working_days(calendar(), start, 1).last_day == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("due", "amount", "unit", "card"),
    [
        (at(11, 27), 1, "working_days", at(11, 26)),
        (at(12, 1), 1, "working_days", at(11, 30)),
        (at(11, 30, 14), 1, "working_days", at(11, 27, 14)),
        (at(10, 9), 2, "working_days", at(9, 30)),
        (at(12, 1), 2, "calendar_days", at(11, 29)),
        (at(11, 23, 11), 30, "minutes", at(11, 23, 10) + timedelta(minutes=30)),
    ],
)
def test_yellow_cards_around_weekends_and_holidays(
    due: datetime, amount: int, unit: str, card: datetime
):
    assert rules.ahead_of(calendar(), due, amount=amount, unit=unit) == card


def test_thirty_working_days_from_late_november_already_need_the_next_notice():
    due = rules.due_in_working_days(calendar(), MONDAY, 30)
    assert due.last_day.year == 2027
    assert due.provisional


@pytest.mark.parametrize("year", [1999, 2014, 2200])
@pytest.mark.parametrize("unit", ["working_days", "calendar_days"])
def test_a_limit_in_a_year_without_a_calendar_is_refused(year: int, unit: str):
    with pytest.raises(rules.NoCalendar) as refused:
        rules.due(calendar(), at(6, 1, year=year), amount=5, unit=unit)
    assert refused.value.facts == {"year": year}


@pytest.mark.parametrize("unit", list(Unit))
def test_a_limit_beyond_all_dates_is_refused(unit: Unit):
    with pytest.raises(rules.NoCalendar):
        rules.due(calendar(), MONDAY, amount=10**10, unit=unit)
    with pytest.raises(rules.NoCalendar):
        rules.due(calendar(), datetime.max.replace(tzinfo=UTC), amount=1, unit=unit)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_limit_that_runs_backwards_or_has_no_zone_is_a_mistake_of_ours(unit: Unit):
    with pytest.raises(ValueError, match="backwards"):
        rules.due(calendar(), MONDAY, amount=-1, unit=unit)
    with pytest.raises(ValueError, match="time zone"):
        rules.due(calendar(), MONDAY.replace(tzinfo=None), amount=1, unit=unit)
