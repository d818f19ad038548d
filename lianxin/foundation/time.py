"""The country's one clock: the day on which a moment lies, its month, and how the end of a day is named."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
INSTANT = timedelta(microseconds=1)
END_OF_DAY = "24:00"
LAST = date.max - timedelta(days=1)  # of all days that one can name, the last with a day after it


class Unit(StrEnum):
    """What a limit is counted in; minutes and hours run day and night."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class Deadline(NamedTuple):
    """A deadline as people say it: the last day, and the time on it up to 24:00."""

    day: date
    clock: str

    @property
    def whole_day(self) -> bool:
        """Return whether all of that day is left for it."""
        return self.clock == END_OF_DAY


def local(at: datetime) -> datetime:
    """Return a moment on the country's clock; one without a time zone is a mistake of ours."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone", at)
    return at.astimezone(SHANGHAI)


def day_of(at: datetime) -> date:
    """Return the day on which a moment lies."""
    return local(at).date()


def clock_of(at: datetime) -> str:
    """Return the time of day at which a moment lies."""
    return f"{local(at):%H:%M}"


def last_day(due_at: datetime) -> date:
    """Return the last day on which a deadline can be met: that of 24:00, not that of 00:00."""
    return day_of(due_at - INSTANT)


def begin_of(day: date) -> datetime:
    """Return the moment at which a day begins: its 00:00."""
    return datetime.combine(day, time.min, SHANGHAI)


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over: its 24:00."""
    return begin_of(min(day, LAST) + timedelta(days=1))


def months_from(day: date, months: int) -> date:
    """Return the first day of the month that is so many months after that of a day; before it, if below zero."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def month_of(day: date) -> date:
    """Return the first day of the month in which a day lies."""
    return months_from(day, 0)


def month_after(day: date) -> date:
    """Return the first day of the month after that of a day."""
    return months_from(day, 1)


def month_before(day: date) -> date:
    """Return the first day of the month before that of a day."""
    return months_from(day, -1)


def deadline(due_at: datetime) -> Deadline:
    """Return a deadline as people say it: 24:00, and never 00:00 of the day after."""
    clock = END_OF_DAY if local(due_at).time() == time.min else clock_of(due_at)
    return Deadline(last_day(due_at), clock)
