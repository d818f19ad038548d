"""What a figure is: a number, a share with its interval, or a span of time, in one of two scopes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

Z = 1.96  # of a 95 % interval
FEWEST_STAFF = 5  # below it a unit's rates would be those of persons


class Scope(StrEnum):
    """Which requests count: what is assessed (考核口径), or all, with everything excluded (全口径)."""

    ASSESSED = "assessed"
    ALL = "all"


class By(StrEnum):
    """What figures are told apart by."""

    MONTH = "month"
    CATEGORY = "category"
    UNIT = "unit"  # as functions lie now
    UNIT_THEN = "unit_then"  # as they lay when it was given to a unit
    TOWN = "town"
    COMMUNITY = "community"
    GRID = "grid"
    KIND = "kind"
    CHANNEL = "channel"
    EXCLUSION = "exclusion"


# a grid has one named worker: what is told of it are volumes alone
VOLUMES_ONLY = frozenset({By.GRID})
UNITS = frozenset({By.UNIT, By.UNIT_THEN})
VOLUMES = frozenset({"received", "open"})


class Question(StrEnum):
    """What the whole effort is judged by (办事更方便、表达诉求渠道更畅通、更平安更幸福)."""

    EASIER = "easier"
    HEARD = "heard"
    SAFER = "safer"


class Untold(StrEnum):
    """Why a figure is not told though there may be one."""

    WITHHELD = "withheld"  # it would tell of persons
    BROKEN = "broken"  # its definition does not compile


class Measure(StrEnum):
    """What a figure is counted in."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    POINTS = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days of receipt that count: from `first`, before `end`.

    `from_day` is the day on which months begin: 1, or that of the assessment in the month before.
    """

    first: date
    end: date
    from_day: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A figure's value; None is "n/a": there is nothing to divide by, and never a 0.

    `of` is how many requests it rests on; a share has the bounds of its 95 % interval.
    """

    value: float | None
    of: int
    low: float | None = None
    high: float | None = None
    untold: Untold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How the three rates (三率) make one score; a district's published code, and a city's to change."""

    response: float = 0.10
    resolution: float = 0.50
    satisfaction: float = 0.40
    basically: float = 0.9  # of what "basically satisfied" counts


def share(hits: float, of: int, z: float = Z) -> Result:
    """Return hits among so many with the interval of Wilson (1927), which is right for small numbers too."""
    if not of:
        return Result(value=None, of=0)
    rate = hits / of
    centre = rate + z * z / (2 * of)
    reach = z * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    low, high = max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)
    return Result(value=rate, of=of, low=low, high=high)


def score(response: Result, resolution: Result, satisfaction: Result, weights: Weights) -> Result:
    """Return the three rates as one number from 0 to 100, or n/a where one of them is."""
    rates = [
        (weights.response, response.value),
        (weights.resolution, resolution.value),
        (weights.satisfaction, satisfaction.value),
    ]
    untold = response.untold or resolution.untold or satisfaction.untold
    if untold or any(value is None for _, value in rates):
        return Result(value=None, of=0, untold=untold)
    total = sum(weight * value for weight, value in rates if value is not None)
    return Result(value=round(100 * total, 1), of=resolution.of)
