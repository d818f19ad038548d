"""Whether people still follow what the classifier suggests, and whether it is as sure as it was when it was judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NEWEST = 4  # weeks that are judged
LEAST = 50  # decided suggestions below which nobody can tell
GAP = 0.1  # below what was measured on decisions that were held out


class Drift(StrEnum):
    """What the newest weeks say of the classifier."""

    TOO_FEW = "too_few"
    FINE = "fine"
    FOLLOWED_LESS = "followed_less"
    LESS_SURE = "less_sure"


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Suggestions of one week or one category: how many there were, were decided, and were followed."""

    made: int
    decided: int
    followed: int
    confidence: float  # mean of all that were made

    @property
    def share(self) -> float | None:
        """Return which part of the decided ones people followed."""
        return self.followed / self.decided if self.decided else None


@dataclass(frozen=True, kw_only=True)
class Week(Followed):
    """The suggestions of the week that begins on a Monday."""

    monday: date


@dataclass(frozen=True, kw_only=True)
class OfCategory(Followed):
    """The newest weeks' suggestions of one category, by its id."""

    category_id: int


def drift(weeks: Sequence[Week], *, right: float | None, confidence: float | None) -> Drift:
    """Return what the newest weeks say; `right` and `confidence` were measured on what was held out.

    Where nothing was measured (the cold start) what comes of it is only shown.
    """
    newest = sorted(weeks, key=lambda week: week.monday)[-NEWEST:]
    decided, made = (sum(one) for one in ((w.decided for w in newest), (w.made for w in newest)))
    if decided < LEAST:
        return Drift.TOO_FEW
    share = sum(week.followed for week in newest) / decided
    sure = sum(week.confidence * week.made for week in newest) / made
    if right is not None and share < right - GAP:
        return Drift.FOLLOWED_LESS
    if confidence is not None and sure < confidence - GAP:
        return Drift.LESS_SURE
    return Drift.FINE
