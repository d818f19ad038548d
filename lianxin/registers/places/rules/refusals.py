"""Every no of the register of service places; all speak of one row of an import."""

from lianxin.foundation.refusal import Refusal


class NotAPlaceCode(Refusal):
    """A place's code has 1 to 48 letters, digits, hyphens, dots and underscores."""


class UnknownPlaceKind(Refusal):
    """There is no such `kind` of service place."""


class AddressMissing(Refusal):
    """A place has an address: nobody finds it by its code."""


class HoursMissing(Refusal):
    """A place says when it is open."""


class NotHours(Refusal):
    """`text` is not hours as people write them: 周一至周五 8:30-12:00 13:30-17:30; 周六 9:00-12:00."""


class HoursOverlap(Refusal):
    """Two times of one day overlap or touch, or are not in their order: `text`."""


class WeekdayTwice(Refusal):
    """The hours of one weekday are given twice, in `text`."""


class NotAnException(Refusal):
    """`text` is not a day with 休息 or other hours, and a reason: 2026-12-01 休息 停电检修."""


class ExceptionTwice(Refusal):
    """Two exceptions are about the same `day`."""


class NeitherYesNorNo(Refusal):
    """In a `column` for yes or no stands `text`."""


class HalfAPoint(Refusal):
    """A point has a longitude, a latitude and the name of their system of coordinates, or nothing."""


class UnknownCrs(Refusal):
    """`crs` is none of the systems of coordinates that are known."""


class NotAPoint(Refusal):
    """Longitude and latitude are no point on earth in that order."""
