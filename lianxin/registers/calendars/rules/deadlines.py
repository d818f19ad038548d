"""When a limit ends: hours, working days and calendar days under a calendar.

Civil Code 200 to 204: days are those of the Gregorian calendar; the day on which a limit begins is
not counted (201); a last day that is a day of rest rolls forward to the day after it, and the last
day ends at 24:00 (203); what a law or an agreement says otherwise prevails (204). 24:00 is written
as 00:00 of the next day: what happens *before* `at` is in time, and `last_day` is what pages say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lianxin.foundation.time import INSTANT, Unit, begin_of, last_day, local
from lianxin.registers.calendars.rules.days import (
    ONE_DAY,
    Calendar,
    NoCalendar,
    following,
)

CLOCK = {Unit.MINUTES: timedelta(minutes=1), Unit.HOURS: timedelta(hours=1)}


@dataclass(frozen=True)
class Due:
    """The moment by which something is to be done, and whether a coming notice may move it."""

    at: datetime
    provisional: bool

    @property
    def last_day(self) -> date:
        """Return the day to name on a page: "by Thursday 26 November"."""
        return last_day(self.at)


def due(calendar: Calendar, start: datetime, *, amount: int, unit: str) -> Due:
    """Return when a limit that begins at `start` ends."""
    return ENDS[Unit(unit)](calendar, start, amount)


def due_in_working_days(calendar: Calendar, start: datetime, days: int) -> Due:
    """Return the end of the last of so many working days; 0 is the same day, if it is worked."""
    return _ended_working(calendar, _local(start).date(), days)


def due_in_calendar_days(calendar: Calendar, start: datetime, days: int) -> Due:
    """Return the end of the last of so many days; a last day of rest rolls forward."""
    return _ended_calendar(calendar, _local(start).date(), days)


def extended(calendar: Calendar, due_at: datetime, *, amount: int, unit: str) -> Due:
    """Return a deadline put off: the new limit begins where the old one ended."""
    if Unit(unit) in CLOCK:
        return _ticked(due_at, amount, Unit(unit))
    return due(calendar, _local(due_at) - INSTANT, amount=amount, unit=unit)


def resumed(
    calendar: Calendar, due_at: datetime, *, paused_at: datetime, resumed_at: datetime, unit: str
) -> Due:
    """Return a deadline after a pause of its clock: what the pause took is given back, and no more.

    A clock of days gets back the days that it would have counted: not the one on which the pause
    began, but the one on which it ended.
    """
    if resumed_at < paused_at:
        raise ValueError(paused_at, resumed_at)
    if Unit(unit) in CLOCK:
        return _clock(_local(due_at).astimezone(UTC) + (resumed_at - paused_at))
    lost = elapsed(calendar, paused_at, resumed_at, unit=unit)
    return extended(calendar, due_at, amount=lost, unit=unit) if lost else _clock(_local(due_at))


def elapsed(calendar: Calendar, since: datetime, until: datetime, *, unit: str) -> int:
    """Return how many of a unit a limit counts from one moment to another, whole ones only."""
    if Unit(unit) in CLOCK:
        return (until - since) // CLOCK[Unit(unit)]
    first, last = _local(since).date(), _local(until).date()
    if Unit(unit) is Unit.CALENDAR_DAYS:
        return (last - first).days
    return working_days_between(calendar, first, last)


def ahead_of(calendar: Calendar, due_at: datetime, *, amount: int, unit: str) -> datetime:
    """Return the moment so long before a deadline: when the yellow card comes up.

    One working day before 24:00 on Monday is 00:00 on Monday; before Monday 14:00, Friday 14:00.
    """
    moment = _local(due_at)
    if Unit(unit) in CLOCK:
        return _local(moment.astimezone(UTC) - amount * CLOCK[Unit(unit)])
    day = moment.date()
    for _ in range(amount):
        worked = Unit(unit) is Unit.WORKING_DAYS
        day = calendar.working_day_before(day) if worked else day - ONE_DAY
    return datetime.combine(day, moment.timetz())


def working_days_between(calendar: Calendar, after: date, until: date) -> int:
    """Return how many working days there are after one day up to and with another."""
    days = (following(after, number) for number in range(1, (until - after).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def _ended_working(calendar: Calendar, first: date, days: int) -> Due:
    last = calendar.on_or_after(first) if _whole(days) == 0 else first
    for _ in range(days):
        last = calendar.working_day_after(last)
    return _ends(last, provisional=calendar.is_provisional(first, last))


def _ended_calendar(calendar: Calendar, first: date, days: int) -> Due:
    named = following(first, _whole(days))
    last = calendar.on_or_after(named)
    return _ends(last, provisional=calendar.is_provisional(named, last))


def _ends(last: date, *, provisional: bool) -> Due:
    return Due(at=begin_of(following(last)), provisional=provisional)


def _ticked(start: datetime, amount: int, unit: Unit) -> Due:
    moment = _local(start).astimezone(UTC)  # Shanghai had summer time until 1991
    try:
        return _clock(moment + _whole(amount) * CLOCK[unit])
    except OverflowError as end:
        raise NoCalendar(year=date.max.year) from end


def _clock(moment: datetime) -> Due:
    return Due(at=_local(moment), provisional=False)


def _local(at: datetime) -> datetime:
    try:
        return local(at)
    except OverflowError as end:
        raise NoCalendar(year=at.year) from end


def _whole(amount: int) -> int:
    if amount < 0:
        raise ValueError("a limit that runs backwards", amount)
    return amount


ENDS: dict[Unit, Callable[[Calendar, datetime, int], Due]] = {
    Unit.MINUTES: lambda _, start, amount: _ticked(start, amount, Unit.MINUTES),
    Unit.HOURS: lambda _, start, amount: _ticked(start, amount, Unit.HOURS),
    Unit.WORKING_DAYS: due_in_working_days,
    Unit.CALENDAR_DAYS: due_in_calendar_days,
}
