"""For which periods a table is asked, and by when each is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.casework.paperwork.rules.refusals import (
    BeginsTooEarly,
    DueOutOfReach,
    EndsTooEarly,
    EndsTooLate,
)
from lianxin.casework.paperwork.rules.words import Rhythm
from lianxin.foundation.time import end_of, months_from
from lianxin.registers.calendars.rules import Calendar, NoCalendar, due_in_working_days

DAY = timedelta(days=1)
FARTHEST = timedelta(days=731)  # two years: what is asked for longer is asked for anew
MOST_DAYS = 60  # working days to fill it in
MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}


@dataclass(frozen=True, order=True)
class Period:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    def overlaps(self, other: "Period") -> bool:
        """Tell whether two periods have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When a table is asked for: its rhythm, from its first day to its end date, with so many working days."""

    rhythm: Rhythm
    first_on: date
    ends_on: date
    due_days: int

    @property
    def span(self) -> Period:
        """Return all days that the table asks about."""
        return Period(self.first_on, self.ends_on)


def checked(schedule: Schedule, *, on: date) -> None:
    """Refuse a table without a sensible beginning and end, or that leaves no time."""
    if schedule.ends_on < max(schedule.first_on, on):
        raise EndsTooEarly
    if on - schedule.first_on > FARTHEST:
        raise BeginsTooEarly(since=on - FARTHEST)
    if schedule.ends_on > (until := min(schedule.first_on, on) + FARTHEST):
        raise EndsTooLate(until=until)
    if not 1 <= schedule.due_days <= MOST_DAYS:
        raise DueOutOfReach(most=MOST_DAYS)


def periods(schedule: Schedule) -> Iterator[Period]:
    """Yield the periods of a table in order: months, quarters and years are those of the calendar.

    The first and the last are cut where the table begins and ends.
    """
    if schedule.rhythm is Rhythm.ONCE:
        yield schedule.span
        return
    months = MONTHS[schedule.rhythm]
    first = schedule.first_on
    while first <= schedule.ends_on:
        following = _begins_after(first, months)
        yield Period(first, min(following - DAY, schedule.ends_on))
        first = following


def _begins_after(day: date, months: int) -> date:
    """Return the first day of the calendar's next month, quarter or year."""
    return months_from(day, months - (day.month - 1) % months)


def due_on(calendar: Calendar, period: Period, schedule: Schedule) -> date:
    """Return the last day to hand in: so many working days after the period is over.

    Where nobody has said which days are worked, every day counts: a page must not end there.
    """
    begins = end_of(period.last) - timedelta(seconds=1)
    try:
        return due_in_working_days(calendar, begins, schedule.due_days).last_day
    except NoCalendar:
        return period.last + schedule.due_days * DAY
