"""Kinds of day, the calendar that they make, and what a notice may say of a day."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed, Refusal

ONE_DAY = timedelta(days=1)

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.SYSTEM})

# The digest is that of the whole calendar after the deed; the first and last day that changed tell
# tickets which open deadlines to reckon again.
YEARS_LOADED = declare(
    "calendar.years_loaded",
    years=list,
    provisional_years=list,
    chinesecalendar=str,
    holidays=str,
    changed=int,
    first_changed=date,
    last_changed=date,
    digest=str,
)
NOTICE_ENTERED = declare(
    "calendar.notice_entered",
    settles=int,
    worked=list,  # days as numbers: 20260104
    off=list,
    changed=int,
    first_changed=date,
    last_changed=date,
    digest=str,
)


class NoCalendar(Refusal):
    """Nobody has said which days of that year are worked."""


class DayDoesNotFit(Refusal):
    """A day of that kind cannot fall on that weekday: the notice was copied wrongly."""


class NothingToEnter(Refusal):
    """A notice without days, or a load without years."""


class Kind(StrEnum):
    """What a day is."""

    WORKING_DAY = "working_day"
    MAKE_UP_WORKDAY = "make_up_workday"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    SWAPPED_OFF = "swapped_off"


WORKED = frozenset({Kind.WORKING_DAY, Kind.MAKE_UP_WORKDAY})

MONDAY_TO_FRIDAY, SATURDAY_SUNDAY = frozenset(range(5)), frozenset({5, 6})
FALLS_ON = {
    Kind.WORKING_DAY: MONDAY_TO_FRIDAY,
    Kind.MAKE_UP_WORKDAY: SATURDAY_SUNDAY,
    Kind.HOLIDAY: MONDAY_TO_FRIDAY | SATURDAY_SUNDAY,
    Kind.WEEKEND: SATURDAY_SUNDAY,
    Kind.SWAPPED_OFF: MONDAY_TO_FRIDAY,
}


@dataclass(frozen=True)
class Calendar:
    """What each known day is, and the years whose notice is not out yet."""

    kinds: Mapping[date, Kind]
    provisional: frozenset[int] = frozenset()

    def kind(self, day: date) -> Kind:
        """Return what a day is, or refuse where its year has no calendar."""
        if (kind := self.kinds.get(day)) is None:
            raise NoCalendar(year=day.year)
        return kind

    def is_working_day(self, day: date) -> bool:
        """Return whether offices work on a day."""
        return self.kind(day) in WORKED

    def is_provisional(self, first: date, last: date | None = None) -> bool:
        """Return whether a day, or any year from one day to another, still waits for its notice."""
        years = range(first.year, (last or first).year + 1)
        return not self.provisional.isdisjoint(years)

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the next one that is."""
        while not self.is_working_day(day):
            day = following(day)
        return day

    def working_day_after(self, day: date) -> date:
        """Return the first working day after a day."""
        return self.on_or_after(following(day))

    def working_day_before(self, day: date) -> date:
        """Return the last working day before a day."""
        day -= ONE_DAY
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day


def following(day: date, days: int = 1) -> date:
    """Return the day that many days later; past the last day that can be written is no calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError as end:
        raise NoCalendar(year=date.max.year) from end


def plain(day: date) -> Kind:
    """Return what a day is where no notice names it."""
    return Kind.WORKING_DAY if day.weekday() in MONDAY_TO_FRIDAY else Kind.WEEKEND


def check_notice(days: Mapping[date, Kind]) -> None:
    """Refuse a notice that names no day, or gives one a kind that cannot fall on its weekday."""
    if not days:
        raise NothingToEnter
    for day, kind in sorted(days.items()):
        if day.weekday() not in FALLS_ON[kind]:
            raise DayDoesNotFit(day=day, kind=kind)


def keepers_only(by: Actor) -> None:
    """Refuse anybody who does not keep this register."""
    if by.role not in KEEPERS:
        raise NotAllowed(role=by.role)


def fingerprint(days: Iterable[tuple[object, ...]]) -> str:
    """Return what changes whenever any of these rows does, and only then."""
    lines = (" ".join(str(column) for column in row) for row in days)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
