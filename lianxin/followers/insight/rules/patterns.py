"""Patterns that look like gaming: each one test with a null model, and so few false questions that a question is worth asking.

Every test compares, within one unit and one month, how many of some cases have a mark with what
the null model expects, and asks how likely so many or more would be by chance:

- against others of the unit's own (Fisher, The Design of Experiments, 1935, 11: the exact test of a
  two-by-two table, one-sided): nothing has to be assumed about weekends, holidays or seasons, since both
  rows live through the same days;
- against exposure (a sum of independent trials with chances of their own, bounded by the binomial of their mean:
  Hoeffding, Annals of Mathematical Statistics 27, 1956);
- against all other units, doubled: units differ, and no unit is asked why it is not average.

Many looks: a year has so many units, patterns and months that chance alone would raise questions. Each
month may spend a twelfth of 5 %, shared evenly by all tests of that month (Bonferroni; Dunn, JASA 56, 1961): whatever
depends on what, a year without gaming raises any question at all with a chance of 5 % at most.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import exp, lgamma, log

FALSE_A_YEAR = 0.05  # the chance that a clean year raises any question
MONTHS = 12
FEWEST_CASES = 5  # below them nobody is asked about chance
TOLERATED = 2.0  # times what all other units do
LAST_DAYS = 2  # of a month
HEAP, BEFORE = (
    timedelta(hours=2),
    timedelta(hours=8),
)  # before a limit: the heap, and what it is held against
DAYS_BEFORE = 5  # on which the same hours are looked at
AT_ONCE = timedelta(minutes=2)  # after signing: nobody has talked to anybody in so short a time
CALLED = timedelta(hours=24)  # after a call
NEGLIGIBLE = 1e-14


class Pattern(StrEnum):
    """What is looked at."""

    LATE_EXCLUSIONS = "late_exclusions"  # exclusions just before the month ends
    REPEATED_CALLS = "repeated_calls"  # satisfied only after several attempts
    JUST_BEFORE_DUE = "just_before_due"  # replies heaped just before the limit
    CONTACTED_AT_ONCE = "contacted_at_once"  # marked as contacted within minutes of signing
    HOLDS_BEFORE_DUE = "holds_before_due"  # holds asked on the last day
    WITHDRAWN_AFTER_CALLS = "withdrawn_after_calls"  # withdrawals heaped after the unit's calls


class Null(StrEnum):
    """With what the cases are compared."""

    OWN = "own"  # others of the same unit: Fisher's exact test
    EXPOSURE = "exposure"  # chances that each case brings with it: the binomial of their mean
    OTHERS = "others"  # all other units, doubled: the binomial


NULLS = {
    Pattern.LATE_EXCLUSIONS: Null.OWN,
    Pattern.REPEATED_CALLS: Null.OWN,
    Pattern.JUST_BEFORE_DUE: Null.OWN,
    Pattern.CONTACTED_AT_ONCE: Null.OTHERS,
    Pattern.HOLDS_BEFORE_DUE: Null.EXPOSURE,
    Pattern.WITHDRAWN_AFTER_CALLS: Null.OWN,
}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted of a unit in a month for one pattern.

    `hits` of `cases` have the mark. With OWN and OTHERS, `marked` of `against` have it elsewhere; with
    EXPOSURE, `chance` is the mean of the cases' chances.
    """

    pattern: Pattern
    unit_id: int
    cases: int
    hits: int
    against: int = 0
    marked: int = 0
    chance: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Question:
    """What chance does not explain: so many, where so many would be expected."""

    counted: Counted
    expected: float
    p: float


def expected(one: Counted) -> float:
    """Return how many marks the null model expects among the cases."""
    match NULLS[one.pattern]:
        case Null.OWN:
            return one.cases * (one.hits + one.marked) / (one.cases + one.against)
        case Null.EXPOSURE:
            return one.cases * one.chance
        case Null.OTHERS:
            return one.cases * _tolerated(one)


def chance(one: Counted) -> float:
    """Return how likely so many marks or more are under the null model."""
    match NULLS[one.pattern]:
        case Null.OWN:
            return fisher(one.hits, one.cases, one.marked, one.against)
        case Null.EXPOSURE:
            return binomial(one.hits, one.cases, one.chance)
        case Null.OTHERS:
            return binomial(one.hits, one.cases, _tolerated(one))


def _tolerated(one: Counted) -> float:
    return min(1.0, TOLERATED * (one.marked + 1) / (one.against + 2))


def testable(one: Counted) -> bool:
    """Return whether there are cases enough, and something to hold them against."""
    return one.cases >= FEWEST_CASES and (
        NULLS[one.pattern] is Null.EXPOSURE or one.against >= FEWEST_CASES
    )


def limit(tests: int) -> float:
    """Return how unlikely something must be for a question in a month with so many tests."""
    return FALSE_A_YEAR / MONTHS / max(tests, 1)


def questions(counted: Iterable[Counted]) -> list[Question]:
    """Return the questions of one month, from what was counted of all its units; the least likely first."""
    tested = [(chance(one), one) for one in counted if testable(one)]
    bound = limit(len(tested))
    found = [Question(counted=one, expected=expected(one), p=p) for p, one in tested if p <= bound]
    return sorted(found, key=lambda one: (one.p, one.counted.unit_id, one.counted.pattern))


def fisher(hits: int, cases: int, marked: int, against: int) -> float:
    """Return the chance that at least so many of all marks fall to the cases, where each falls as likely on any."""
    marks, everything = hits + marked, cases + against
    most = min(cases, marks)
    whole = _choose(everything, marks)
    return _total(
        _choose(cases, k) + _choose(against, marks - k) - whole
        for k in range(hits, most + 1)
        if marks - k <= against
    )


def binomial(hits: int, cases: int, p: float) -> float:
    """Return the chance of at least so many hits among cases of this chance each."""
    if hits <= 0 or p >= 1:
        return 1.0
    if p <= 0:
        return 0.0
    return _total(
        _choose(cases, k) + k * log(p) + (cases - k) * log(1 - p) for k in range(hits, cases + 1)
    )


def _choose(many: int, few: int) -> float:
    return lgamma(many + 1) - lgamma(few + 1) - lgamma(many - few + 1)


def _total(logs: Iterable[float]) -> float:
    """Return the sum of a tail; its terms rise once at most, so what has become tiny stays so."""
    total = 0.0
    for one in logs:
        term = exp(one)
        total += term
        if term < total * NEGLIGIBLE:
            break
    return min(1.0, total)
