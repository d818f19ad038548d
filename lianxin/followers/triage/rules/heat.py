"""How hot a topic is, and what kind of coming up it is: the formula that the board shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WEEKS = 4  # that are recent, where nobody chooses otherwise
BEFORE = 3  # times as many weeks before them, from which what was to be expected is reckoned
YEAR = 52
STEADY = 3  # requests assumed besides, so that a few more of a rare thing are no wave
FEWEST = 5  # requests below which a topic is not shown: one household must not be told from it
GROWN = 1.5  # times what was expected
SEASON = 1.5  # times the mean week of the year, in the same weeks a year ago
CAME_BACK = 0.1  # share of the solved that was back within 90 days


class Coming(StrEnum):
    """In which way a topic comes up."""

    NEW = "new"  # 新出现
    GROWING = "growing"  # 增长
    SEASONAL = "seasonal"  # 季节性
    RETURNING = "returning"  # 反复
    STEADY = "steady"  # 平稳


@dataclass(frozen=True, kw_only=True)
class Week:
    """One week of a topic: requests, those of them solved, and those back at a place solved before."""

    count: int = 0
    solved: int = 0
    back_30: int = 0
    back_90: int = 0


@dataclass(frozen=True, kw_only=True)
class Heat:
    """What a topic's heat is made of."""

    recent: int
    expected: float
    growth: float
    unsolved: float
    back_30: int
    back_90: int
    returned: float
    index: float
    coming: Coming


def heat(weeks: Sequence[Week], *, recent: int = WEEKS) -> Heat:
    """Return the heat of a topic from its weeks, oldest first; the last so many of them are recent.

    index = recent * growth * (1 + unsolved + returned), divided by the recent weeks: so many
    requests a week, weighed by how much more they are than expected, how many are not solved, and
    how many came back.
    """
    now, before = weeks[-recent:], weeks[-recent * (1 + BEFORE) : -recent]
    count = sum(week.count for week in now)
    mean = sum(week.count for week in before) / max(len(before), 1)
    expected = mean * len(now)
    growth = (count + STEADY) / (expected + STEADY)
    unsolved = 1 - sum(week.solved for week in now) / count if count else 0.0
    back_30, back_90 = sum(week.back_30 for week in now), sum(week.back_90 for week in now)
    returned = back_90 / count if count else 0.0
    return Heat(
        recent=count,
        expected=expected,
        growth=growth,
        unsolved=unsolved,
        back_30=back_30,
        back_90=back_90,
        returned=returned,
        index=count / recent * growth * (1 + unsolved + returned),
        coming=_coming(weeks, recent, growth, returned),
    )


def _coming(weeks: Sequence[Week], recent: int, growth: float, returned: float) -> Coming:
    if not any(week.count for week in weeks[:-recent]):
        return Coming.NEW
    if _seasonal(weeks):
        return Coming.SEASONAL
    if growth >= GROWN:
        return Coming.GROWING
    return Coming.RETURNING if returned >= CAME_BACK else Coming.STEADY


def _seasonal(weeks: Sequence[Week]) -> bool:
    """Tell whether the same weeks a year ago stood out too: without a year's history nothing is."""
    if len(weeks) < YEAR + WEEKS or not any(week.count for week in weeks[: -YEAR - WEEKS + 1]):
        return False
    mean = sum(week.count for week in weeks[-YEAR:]) / YEAR
    then = sum(week.count for week in weeks[-YEAR - WEEKS : -YEAR]) / WEEKS
    now = sum(week.count for week in weeks[-WEEKS:]) / WEEKS
    return mean > 0 and then >= SEASON * mean and now >= SEASON * mean
