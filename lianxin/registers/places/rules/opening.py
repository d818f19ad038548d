"""Whether a place is open at a moment, and when that changes, under its hours and the calendar.

On a public holiday, and on a weekday off in lieu of one, a place is closed unless it says
otherwise. A weekend day that is worked in return (调休) has the hours of the weekday that it makes
up for. What somebody has said of one day holds before all that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from lianxin.foundation.time import begin_of, local
from lianxin.registers.calendars.rules import Calendar, Kind, plain
from lianxin.registers.places.rules.hours import MIDNIGHT, Span, Spans, Week

OFF = frozenset({Kind.HOLIDAY, Kind.SWAPPED_OFF})
HORIZON = 60  # days: what stays shut for longer says no day on which it opens
NEAR = 31  # days around a make-up day, where the day lies that it makes up for
ONE_DAY = timedelta(days=1)
MONDAY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """What holds on one day instead of the usual hours, and why; without times it is closed."""

    spans: Spans
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a place is open: its week, its exceptions, and for how long it is there at all."""

    week: Week
    on_holidays: bool = False
    exceptions: Mapping[date, SpecialDay] = field(default_factory=dict)
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a place is open, and the moment at which that changes, if that is near enough to say."""

    open: bool
    until: datetime | None


def kind_of(calendar: Calendar, day: date) -> Kind:
    """Return what a day is; in a year that nobody has loaded, what its weekday says."""
    return calendar.kinds.get(day) or plain(day)


def weekday_of(calendar: Calendar, day: date) -> int:
    """Return whose weekday's hours hold: of a make-up day, those of the nearest day off in lieu.

    No notice says which make-up day belongs to which day off; on a tie the earlier one counts, and
    where there is none, Monday.
    """
    if kind_of(calendar, day) is not Kind.MAKE_UP_WORKDAY:
        return day.weekday()
    for distance in range(1, NEAR + 1):
        for other in (day - timedelta(days=distance), day + timedelta(days=distance)):
            if kind_of(calendar, other) is Kind.SWAPPED_OFF:
                return other.weekday()
    return MONDAY


def of_day(hours: Hours, calendar: Calendar, day: date) -> Spans:
    """Return when a place is open on a day."""
    if day < hours.valid_from or (hours.valid_to is not None and day >= hours.valid_to):
        return ()
    if (instead := hours.exceptions.get(day)) is not None:
        return instead.spans
    if kind_of(calendar, day) in OFF and not hours.on_holidays:
        return ()
    return hours.week[weekday_of(calendar, day)]


def standing(hours: Hours, calendar: Calendar, at: datetime) -> Standing:
    """Return whether a place is open at a moment, and when it will close or open next."""
    now = local(at)
    minute = now.hour * 60 + now.minute
    today = of_day(hours, calendar, now.date())
    for span in today:
        if span.opens <= minute < span.closes:
            return Standing(open=True, until=_closing(hours, calendar, now.date(), span))
    later = next((span for span in today if span.opens > minute), None)
    if later is not None:
        return Standing(open=False, until=_moment(now.date(), later.opens))
    return Standing(open=False, until=_opening(hours, calendar, now.date()))


def _closing(hours: Hours, calendar: Calendar, day: date, span: Span) -> datetime | None:
    """Return when a place that is open closes: past midnight where the next day begins open."""
    for _ in range(HORIZON):
        following = of_day(hours, calendar, day + ONE_DAY)
        if span.closes < MIDNIGHT or not following or following[0].opens > 0:
            return _moment(day, span.closes)
        day, span = day + ONE_DAY, following[0]
    return None


def _opening(hours: Hours, calendar: Calendar, day: date) -> datetime | None:
    for number in range(1, HORIZON + 1):
        later = day + timedelta(days=number)
        if found := of_day(hours, calendar, later):
            return _moment(later, found[0].opens)
    return None


def _moment(day: date, minute: int) -> datetime:
    return begin_of(day) + timedelta(minutes=minute)
