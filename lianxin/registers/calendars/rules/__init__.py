"""Decisions about days: kinds of day, the calendar they make, and when a limit ends under it."""

from lianxin.registers.calendars.rules.days import (
    Calendar,
    DayDoesNotFit,
    Kind,
    NoCalendar,
    NothingToEnter,
    check_notice,
    fingerprint,
    keepers_only,
    plain,
)
from lianxin.registers.calendars.rules.deadlines import (
    CLOCK,
    Due,
    ahead_of,
    due,
    due_in_calendar_days,
    due_in_working_days,
    elapsed,
    extended,
    resumed,
    working_days_between,
)

__all__ = [
    "CLOCK",
    "Calendar",
    "DayDoesNotFit",
    "Due",
    "Kind",
    "NoCalendar",
    "NothingToEnter",
    "ahead_of",
    "check_notice",
    "due",
    "due_in_calendar_days",
    "due_in_working_days",
    "elapsed",
    "extended",
    "fingerprint",
    "keepers_only",
    "plain",
    "resumed",
    "working_days_between",
]
