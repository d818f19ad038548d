"""What the panels tell of: the loop's stages, what surges, by when something is promised, and what is too little to show."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt
from typing import Any

FEWEST = 5  # of a count that is shown to everybody, or of a piece of ground
RECENT, USUAL = 7, 28  # days: what came of late, and what it is compared with
SURE = 2.0  # standard deviations above what is usual


class Stage(StrEnum):
    """How far a request has come around the loop; who has come to one has come to all before it."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    SIGNED = "signed"
    CONTACTED = "contacted"
    REPLIED = "replied"
    ANSWERED = "answered"
    SAID = "said"  # the requester said how it ended
    RESOLVED = "resolved"  # and that it is resolved


class Promise(StrEnum):
    """By when an open request is promised."""

    OVER = "over"
    TODAY = "today"
    THREE_DAYS = "three_days"
    WEEK = "week"
    LATER = "later"
    STANDING = "standing"  # the clock stands still


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many requests have come to a stage, and how many of them wait there or ended there."""

    stage: Stage
    count: int
    waiting: int
    ended: int  # without going on


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """How much of something came in the last week, and in a usual one."""

    key: Any
    count: int
    usual: float

    @property
    def surges(self) -> bool:
        """Return whether it is more than chance brings in a usual week, and enough to speak of."""
        return self.count >= FEWEST and self.excess > SURE

    @property
    def excess(self) -> float:
        """Return how far it lies above the usual, in standard deviations of a count (Poisson)."""
        return (self.count - self.usual) / sqrt(max(self.usual, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dense:
    """How much came from a hexagon, by area, and the grid that most of it came from."""

    key: str
    received: int
    mostly: int


def heat(
    volumes: Mapping[int, int], shares: Mapping[int, Mapping[str, float]]
) -> tuple[list[Dense], int]:
    """Return the hexagons that enough came from, the most first, and how much lies in none of them.

    `volumes` tells what came from each grid, `shares` how much of its area lies in which hexagon:
    what a grid holds is told evenly over it, since nobody keeps where in a grid a problem lies.
    """
    parts: dict[str, dict[int, float]] = defaultdict(dict)
    for grid, many in volumes.items():
        for cell, share in shares.get(grid, {}).items():
            parts[cell][grid] = many * share
    dense = [
        Dense(key=cell, received=round(whole), mostly=max(of, key=lambda grid: (of[grid], -grid)))
        for cell, of in parts.items()
        if (whole := sum(of.values())) >= FEWEST
    ]
    rest = sum(volumes.values()) - sum(one.received for one in dense)
    return sorted(dense, key=lambda one: (-one.received, one.key)), max(rest, 0)


def funnel(counts: Sequence[tuple[Stage, int, int]]) -> list[Reached]:
    """Return the stages with what ends at each; given how many came to each and wait there."""
    onward = [count for _, count, _ in counts[1:]] + [0]
    return [
        Reached(stage=stage, count=count, waiting=waiting, ended=count - after - waiting)
        for (stage, count, waiting), after in zip(counts, onward, strict=True)
    ]


def bounds(at: datetime, midnight: datetime) -> dict[Promise, tuple[datetime | None, datetime]]:
    """Return from when until before when each is promised; the last midnight opens today."""
    ends = {
        Promise.OVER: at,
        Promise.TODAY: midnight + timedelta(days=1),
        Promise.THREE_DAYS: midnight + timedelta(days=3),
        Promise.WEEK: midnight + timedelta(days=7),
        Promise.LATER: datetime.max.replace(year=9000, tzinfo=at.tzinfo),
    }
    made: dict[Promise, tuple[datetime | None, datetime]] = {}
    before: datetime | None = None
    for promise, end in ends.items():
        made[promise] = (before, end)
        before = end
    return made
