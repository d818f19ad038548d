"""When a place is open: the examples that people would check, and always what a slow walk by the minute says."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.time import SHANGHAI
from lianxin.registers.calendars.rules import Calendar, Kind, plain, sources
from lianxin.registers.places import rules
from lianxin.registers.places.rules import Hours, Span, SpecialDay

CALENDAR = Calendar(sources.kinds(2026))
OFFICE = rules.hours.week("周一至周五 8:30-12:00 13:30-17:30; 周六 9:00-12:00")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def hours(**other: object) -> Hours:
    return Hours(**{"week": OFFICE, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "state", "until"),
    [
        (at(11, 23, 8, 29), "closed", at(11, 23, 8, 30)),
        (at(11, 23, 8, 30), "open", at(11, 23, 12, 0)),
        (at(11, 23, 12, 0), "closed", at(11, 23, 13, 30)),  # the noon break
        (at(11, 23, 17, 29), "open", at(11, 23, 17, 30)),
        (at(11, 23, 17, 30), "closed", at(11, 24, 8, 30)),
        (at(11, 28, 13, 0), "closed", at(11, 30, 8, 30)),  # Saturday afternoon
        (at(9, 30, 18, 0), "closed", at(10, 8, 8, 30)),  # the National Day holidays
        (at(10, 10, 15, 0), "open", at(10, 10, 17, 30)),  # a Saturday worked in return: no half day
        (at(9, 20, 9, 0), "open", at(9, 20, 12, 0)),  # and a Sunday
    ],
)
def test_what_a_reader_of_the_door_sign_would_say(now: datetime, state: str, until: datetime):
    assert rules.standing(hours(), CALENDAR, now) == rules.Standing(
        open=state == "open", until=until
    )


def test_a_make_up_day_has_the_hours_of_the_nearest_day_off_in_lieu():
    days = [day for day, kind in CALENDAR.kinds.items() if kind is Kind.MAKE_UP_WORKDAY]
    off = [day for day, kind in CALENDAR.kinds.items() if kind is Kind.SWAPPED_OFF]
    for day in days:
        nearest = min(off, key=lambda other: (abs(other - day), other))
        assert rules.weekday_of(CALENDAR, day) == nearest.weekday()


def test_a_make_up_day_that_makes_up_for_nothing_is_a_monday():
    lonely = date(2026, 12, 5)
    assert rules.weekday_of(Calendar({lonely: Kind.MAKE_UP_WORKDAY}), lonely) == 0


def test_a_special_day_holds_before_everything_else():
    instead = {
        date(2026, 11, 24): SpecialDay(spans=(), reason="停电检修"),
        date(2026, 10, 1): SpecialDay(spans=(Span(540, 600),), reason="节日值班"),
    }
    given = hours(exceptions=instead)
    assert rules.standing(given, CALENDAR, at(11, 23, 18)).until == at(11, 25, 8, 30)
    assert rules.standing(given, CALENDAR, at(10, 1, 9, 30)).until == at(10, 1, 10)


def test_what_opens_on_holidays_does():
    given = hours(on_holidays=True)
    assert rules.standing(given, CALENDAR, at(10, 1, 9)).open
    assert rules.standing(given, CALENDAR, at(10, 5, 9)).open


def test_round_the_clock_never_closes_and_past_midnight_goes_on():
    always = hours(week=rules.hours.week("每天 0:00-24:00"), on_holidays=True)
    assert rules.standing(always, CALENDAR, at(6, 1, 3)) == rules.Standing(open=True, until=None)
    late = hours(week=rules.hours.week("周一 20:00-24:00; 周二 0:00-2:00"))
    assert rules.standing(late, CALENDAR, at(11, 23, 21)).until == at(11, 24, 2)


def test_what_is_over_does_not_open_again():
    given = hours(valid_to=date(2026, 11, 24))
    assert rules.standing(given, CALENDAR, at(11, 23, 18)) == rules.Standing(open=False, until=None)


def test_a_year_that_nobody_has_loaded_is_read_by_its_weekdays():
    assert rules.standing(hours(), Calendar({}), at(10, 1, 9)).open


SPANS = st.lists(st.integers(0, 48), unique=True, max_size=6).map(
    lambda cuts: tuple(
        Span(30 * first, 30 * second)
        for first, second in zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False)
    )
)
SPECIAL = st.dictionaries(
    st.dates(date(2026, 9, 15), date(2026, 10, 20)),
    SPANS.map(lambda spans: SpecialDay(spans=spans, reason="x")),
    max_size=4,
)


def walked(given: Hours, now: datetime) -> tuple[bool, datetime | None]:
    """Return the same by looking at one minute after the other, and at each day by itself."""

    def is_open(moment: datetime) -> bool:
        day, minute = moment.date(), moment.hour * 60 + moment.minute
        kind = CALENDAR.kinds.get(day, plain(day))
        if day in given.exceptions:
            spans = given.exceptions[day].spans
        elif kind in {Kind.HOLIDAY, Kind.SWAPPED_OFF} and not given.on_holidays:
            spans = ()
        elif kind is Kind.MAKE_UP_WORKDAY:
            off = [one for one, kind in CALENDAR.kinds.items() if kind is Kind.SWAPPED_OFF]
            nearest = min(off, key=lambda other: (abs(other - day), other))
            spans = given.week[nearest.weekday()]
        else:
            spans = given.week[day.weekday()]
        return any(opens <= minute < closes for opens, closes in spans)

    opened = is_open(now)
    moment = now.replace(minute=0 if now.minute < 30 else 30)  # cuts lie on half hours
    for _ in range(48 * 30):
        moment += timedelta(minutes=30)
        if is_open(moment) != opened:
            return opened, moment
    return opened, None


@given(
    week=st.tuples(*[SPANS] * 7),
    on_holidays=st.booleans(),
    exceptions=SPECIAL,
    day=st.dates(date(2026, 9, 15), date(2026, 10, 20)),
    minute=st.integers(0, 1439),
)
def test_a_walk_by_the_minute_always_says_the_same(week, on_holidays, exceptions, day, minute):
    given = Hours(week=week, on_holidays=on_holidays, exceptions=exceptions)
    now = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=SHANGHAI)
    opened, until = walked(given, now)
    said = rules.standing(given, CALENDAR, now)
    assert said.open == opened
    if until is not None:  # beyond a month the walk gives up
        assert said.until == until
