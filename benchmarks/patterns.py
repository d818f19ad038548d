"""How often a clean year raises a false question, and how strong gaming must be to be asked about.

Counts are drawn from each null model as units live it: with weekends, holidays, seasons and tempers of their own.
"""

import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from lianxin.followers.insight.rules import patterns
from lianxin.followers.insight.rules.patterns import Counted, Null, Pattern

MONTHS = 12
STRENGTHS = (2, 3, 5)  # times what is expected
CASES = 40


def main() -> None:
    """Print the share of clean years with a question, and the share of planted patterns that are found."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    began = time.process_time()
    false = false_years(years=years, units=50, seed=1)
    spent = time.process_time() - began
    print(
        f"clean years of 50 units with any question: {false} of {years} ({false / years:.2%}; at most 5 %)"
    )
    print(f"{spent / years * 1000:.0f} ms a year of {len(Pattern) * 50 * MONTHS} tests")
    for pattern in Pattern:
        said = ", ".join(
            f"{strength}x: {found(pattern, strength, repeats=200):.0%}" for strength in STRENGTHS
        )
        print(f"{pattern}: planted in {CASES} cases of one of 50 units and found, at {said}")


def false_years(*, years: int, units: int, seed: int) -> int:
    """Return how many of some clean years raise any question."""
    dice = np.random.default_rng(seed)
    return sum(
        any(patterns.questions(clean_month(dice, units)) for _ in range(MONTHS))
        for _ in range(years)
    )


def clean_month(dice: Generator, units: int) -> list[Counted]:
    """Return what is counted of some units in a month without gaming."""
    return [one for unit in range(units) for one in clean_unit(dice, unit)]


def clean_unit(dice: Generator, unit: int) -> Iterator[Counted]:
    """Yield what is counted of one unit: its own rates, the same for cases and for what they are held against."""
    for pattern in Pattern:
        share = float(dice.beta(2, 12))  # this unit's own, this month
        cases = min(int((dice.pareto(1.2) + 1) * 4), 400)
        yield counted(dice, pattern, unit, cases=cases, share=share, cases_share=share)


def counted(
    dice: Generator,
    pattern: Pattern,
    unit: int,
    *,
    cases: int,
    share: float,
    cases_share: float,
) -> Counted:
    """Return counts drawn with one share for the cases and another for what they are held against."""
    against = cases * 4
    match patterns.NULLS[pattern]:
        case Null.EXPOSURE:
            chances = 1 / dice.integers(2, 8, size=cases)
            hits = int((dice.random(cases) < chances * (cases_share / share)).sum())
            mean = float(chances.mean())
            return Counted(pattern=pattern, unit_id=unit, cases=cases, hits=hits, chance=mean)
        case Null.OTHERS:
            against = 2000  # all other units; one may be up to twice as quick as they
            cases_share *= dice.uniform(0.5, 2) if cases_share == share else 2
        case Null.OWN:
            pass
    return Counted(
        pattern=pattern,
        unit_id=unit,
        cases=cases,
        hits=int(dice.binomial(cases, min(1.0, cases_share))),
        against=against,
        marked=int(dice.binomial(against, share)),
    )


def found(pattern: Pattern, strength: float, *, repeats: int) -> float:
    """Return in how many of some months gaming of this strength in one unit is asked about, among 49 clean ones."""
    dice, hits = np.random.default_rng(2), 0
    for _ in range(repeats):
        month = [one for one in clean_month(dice, 50) if (one.pattern, one.unit_id) != (pattern, 0)]
        planted = counted(
            dice, pattern, 0, cases=CASES, share=0.1, cases_share=min(1.0, 0.1 * strength)
        )
        asked = [one.counted for one in patterns.questions([*month, planted])]
        hits += planted in asked
    return hits / repeats
