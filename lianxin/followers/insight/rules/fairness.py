"""How units are compared without being wronged: few cases, another mix of them, and chance.

Bands rather than places; a rank only where there are enough requests, and then by a share that is
drawn towards that of all, the more the fewer requests it rests on.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lianxin.followers.insight.rules.figures import Result, share

FEWEST = 30  # requests, for a band or a place
SURE = 3.09  # of the 99.8 % limits of funnel plots (Spiegelhalter 2005): of 500 units one by chance


class Band(StrEnum):
    """Where a unit's share lies against that of all that are compared."""

    HIGHER = "higher"
    ALIKE = "alike"
    LOWER = "lower"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Hits among requests: of a unit, of a category."""

    hits: float
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What is known of a share before its requests are looked at: its mean, and how many requests that is worth.

    Where units differ no more than by chance, `worth` is None: their mean is all there is to say.
    """

    mean: float
    worth: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A unit beside others: its share as it is, for the mix of all, drawn to that of all, and its band and place."""

    key: Hashable
    raw: Result
    adjusted: float | None
    shrunk: float | None
    band: Band
    place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Units beside each other; `pooled` is of all their requests, `mean` that of the units' shares."""

    units: Sequence[Compared]
    pooled: Result
    mean: float | None


Mix = Mapping[Any, Counted]  # by category


def compared(units: Mapping[Any, Mix]) -> Comparison:
    """Return units beside each other, given what was counted of each by category."""
    totals = {key: added(mix.values()) for key, mix in units.items()}
    pooled = added(totals.values())
    rates = by_category(units.values())
    known = prior(totals.values())
    shrunk = {key: drawn(one, known) for key, one in totals.items()}
    places = _places(totals, shrunk)
    whole = share(pooled.hits, pooled.of)
    listed = [
        Compared(
            key=key,
            raw=share(one.hits, one.of),
            adjusted=adjusted(units[key], rates, whole.value),
            shrunk=shrunk[key],
            band=band(one, whole.value),
            place=places.get(key),
        )
        for key, one in totals.items()
    ]
    own = [one.raw.value for one in listed if one.raw.value is not None]
    return Comparison(units=listed, pooled=whole, mean=sum(own) / len(own) if own else None)


def added(some: Iterable[Counted]) -> Counted:
    """Return several counts as one."""
    listed = list(some)
    return Counted(hits=sum(one.hits for one in listed), of=sum(one.of for one in listed))


def by_category(mixes: Iterable[Mix]) -> dict[Hashable, float]:
    """Return the share of each category in all units together."""
    found: dict[Hashable, Counted] = {}
    for mix in mixes:
        for category, one in mix.items():
            found[category] = added([found.get(category, Counted(hits=0, of=0)), one])
    return {category: one.hits / one.of for category, one in found.items() if one.of}


def adjusted(mix: Mix, rates: Mapping[Hashable, float], whole: float | None) -> float | None:
    """Return a unit's share as if it had the mix of all: indirect standardisation.

    Its hits are held against those that all would have had with its categories, and that ratio
    against the share of all (Breslow and Day 1987).
    """
    expected = sum(rates.get(category, 0.0) * one.of for category, one in mix.items())
    if not expected or whole is None:
        return None
    return whole * added(mix.values()).hits / expected


def prior(some: Iterable[Counted]) -> Prior | None:
    """Return the beta distribution of units' shares by the method of moments (Kleinman 1973), as mean and worth."""
    listed = [one for one in some if one.of]
    total = added(listed)
    if not total.of:
        return None
    mean, extra = total.hits / total.of, len(listed) - 1
    spread = sum(one.of * (one.hits / one.of - mean) ** 2 for one in listed)
    size = total.of - sum(one.of**2 for one in listed) / total.of - extra
    chance = mean * (1 - mean)
    if chance <= 0 or size <= 0 or spread <= chance * extra:
        return Prior(mean=mean, worth=None)
    alike = min((spread - chance * extra) / (chance * size), 1.0)  # correlation within a unit
    return Prior(mean=mean, worth=1 / alike - 1)


def drawn(one: Counted, known: Prior | None) -> float | None:
    """Return a share drawn towards that of all: its mean after its requests were looked at (empirical Bayes)."""
    if known is None or not one.of:
        return None
    if known.worth is None:
        return known.mean
    return (one.hits + known.mean * known.worth) / (one.of + known.worth)


def band(one: Counted, whole: float | None) -> Band:
    """Return where a share lies against that of all, as far as it is not chance."""
    if whole is None or one.of < FEWEST:
        return Band.TOO_FEW
    reach = share(one.hits, one.of, SURE)
    if reach.low is not None and reach.low > whole:
        return Band.HIGHER
    return Band.LOWER if reach.high is not None and reach.high < whole else Band.ALIKE


def _places(
    totals: Mapping[Hashable, Counted], shrunk: Mapping[Hashable, float | None]
) -> dict[Hashable, int]:
    """Return the places of those that have enough requests; who is drawn to the same share shares a place."""
    ranked = {key: shrunk[key] or 0.0 for key, one in totals.items() if one.of >= FEWEST}
    return {key: 1 + sum(other > own for other in ranked.values()) for key, own in ranked.items()}
