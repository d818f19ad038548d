"""How the three rates make one score, and when assessment months begin: the profile in force, with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.followers.insight.rules.figures import Period, Weights
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Figure, Number, TimeLimits, in_force

SAID = (
    Figure.RESPONSE_WEIGHT,
    Figure.RESOLUTION_WEIGHT,
    Figure.SATISFACTION_WEIGHT,
    Figure.BASICALLY_SATISFIED,
    Figure.ASSESSMENT_FROM_DAY,
)
LAST = 28  # every month has it
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What is in force; `since` is None where nobody adopted a profile, and what is usual counts."""

    weights: Weights
    from_day: int = 1  # of the month before
    name: str = ""
    since: date | None = None
    numbers: Sequence[Number] = ()


def profile(division: str, on: date) -> Profile:
    """Return the profile in force for a division ("" for all) on a day."""
    known = policies.policies()
    adopted = in_force(known.adoptions, division, on)
    if adopted is None:
        return Profile(weights=Weights())
    limits = known.profiles[adopted.profile]
    return Profile(
        weights=_weights(limits),
        from_day=min(max(1, limits.count(Figure.ASSESSMENT_FROM_DAY)), LAST),
        name=limits.profile.name,
        since=adopted.valid_from,
        numbers=[limits.by_figure[figure] for figure in SAID],
    )


def at_end(division: str, period: Period, on: date) -> Profile:
    """Return the profile in force at the end of a period, or today where that is to come."""
    return profile(division, min(period.end - DAY, on))


def _weights(limits: TimeLimits) -> Weights:
    said = limits.weights
    return Weights(
        response=float(said.response),
        resolution=float(said.resolution),
        satisfaction=float(said.satisfaction),
        basically=float(said.basically_satisfied),
    )
