"""What the two libraries know of a year; asked when years are loaded, never while a page waits.

`chinesecalendar` holds the State Council's announced days with 调休 and says so when it does not
know a year; `holidays` reckons the statutory days of any year but knows no 调休 to come, so its
years are provisional. `workalendar` was found wrong for 2026.
"""

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

from chinese_calendar import constants

from lianxin.registers.calendars.rules.days import (
    MONDAY_TO_FRIDAY,
    ONE_DAY,
    Kind,
    NoCalendar,
    plain,
)

ANNOUNCED, RECKONED, NOTICE = "chinesecalendar", "holidays", "notice"

ANNOUNCED_YEARS = frozenset(range(min(constants.holidays).year, max(constants.holidays).year + 1))


def is_announced(year: int) -> bool:
    """Return whether the library of announced days knows a year."""
    return year in ANNOUNCED_YEARS


def kinds(year: int) -> dict[date, Kind]:
    """Return what every day of a year is, announced or else reckoned, or refuse."""
    return _announced(year) if is_announced(year) else _reckoned(year)


def released(library: str) -> str:
    """Return which release of a library was asked."""
    return version(library)


def days(year: int) -> Iterator[date]:
    """Return the days of a year in order."""
    try:
        day = date(year, 1, 1)
    except ValueError as wrong:
        raise NoCalendar(year=year) from wrong
    while day.year == year:
        yield day
        day += ONE_DAY


def _announced(year: int) -> dict[date, Kind]:
    def kind(day: date) -> Kind:
        if day in constants.workdays:
            return Kind.MAKE_UP_WORKDAY
        if day in constants.in_lieu_days:
            return Kind.SWAPPED_OFF
        return Kind.HOLIDAY if day in constants.holidays else plain(day)

    return {day: kind(day) for day in days(year)}


def _reckoned(year: int) -> dict[date, Kind]:
    from holidays import country_holidays  # a quarter of a second, which a web process never needs

    off = country_holidays("CN", years=year)
    if not off:
        raise NoCalendar(year=year)

    def kind(day: date) -> Kind:
        if day in off.weekend_workdays and day.weekday() not in MONDAY_TO_FRIDAY:
            return Kind.MAKE_UP_WORKDAY
        return Kind.HOLIDAY if day in off else plain(day)

    return {day: kind(day) for day in days(year)}
