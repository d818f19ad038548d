"""Whether a new classifier beats the one in use: both are judged on the newest weeks, which it never saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lianxin.followers.triage.rules import measures
from lianxin.followers.triage.rules.refusals import TooFewWeeks

WEEKS, ENOUGH = 4, 500  # newest weeks, and decisions, that are held out where there are as many
SHARE = 5  # at most one in five, unless that is too few to tell
LEAST = 30  # decisions below which nobody can tell


class Verdict(StrEnum):
    """What a trial came to."""

    BETTER = "better"
    NOT_BETTER = "not_better"
    TOO_FEW = "too_few"


@dataclass(frozen=True, kw_only=True)
class Fared:
    """How a classifier fared on the decisions that were held out."""

    right: int
    macro_f1: float


def held_from(weeks: Mapping[date, int]) -> date:
    """Return the Monday from which on decisions are held out, by how many each week has."""
    newest = sorted((week for week, count in weeks.items() if count), reverse=True)
    if len(newest) < 2:
        raise TooFewWeeks
    most = sum(weeks.values()) / SHARE
    first, held = newest[0], weeks[newest[0]]
    for number, week in enumerate(newest[1:-1], start=1):
        full = held + weeks[week] > most or (number >= WEEKS and held >= ENOUGH)
        if full and held >= LEAST:
            break
        first, held = week, held + weeks[week]
    return first


def fared(truth: Sequence[str], called: Sequence[str]) -> Fared:
    """Return how a classifier fared that called decided texts so."""
    right = sum(one == other for one, other in zip(truth, called, strict=True))
    report = measures.report(truth, called, [1.0] * len(truth))
    return Fared(right=right, macro_f1=report.macro_f1)


def verdict(new: Fared, old: Fared, count: int) -> Verdict:
    """Return whether the new one is better for rare and frequent categories alike, and not wrong more often."""
    if count < LEAST:
        return Verdict.TOO_FEW
    better = new.macro_f1 > old.macro_f1 and new.right >= old.right
    return Verdict.BETTER if better else Verdict.NOT_BETTER
