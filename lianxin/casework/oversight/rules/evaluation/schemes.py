"""What a scheme is: domains, dimensions, indicators, vetoes and bands; and when one is sound."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from lianxin.casework.oversight.rules.evaluation.refusals import (
    BandsUnsound,
    DimensionEmpty,
    SchemeUnchanged,
    TooLittleService,
)
from lianxin.casework.oversight.rules.evaluation.words import Scope
from lianxin.foundation.ledger.rules import canonical

SERVICE_LEAST = 30  # per cent of all weight, in every domain, for the service of residents
FEWEST_CASES = 5  # no figure is read from fewer


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A kind of units that are evaluated alike; without a `source` it is an example."""

    code: str
    name: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One "good": good where indicators of at least `least` per cent of its weight are met."""

    code: str
    name: str
    text: str = ""
    source: str = ""
    least: int = 60


@dataclass(frozen=True, kw_only=True)
class Measure:
    """How a line is decided: by a figure of the catalogue, or, without one, by evidence and a reviewer."""

    figure: str = ""
    scope: Scope = Scope.ALL
    months: int = 0  # of the window that ends with the period; 0 is the period itself
    fewest: int = 0  # cases below which it says nothing
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that is looked at; `domain` "" is every domain, `service` what residents get from it."""

    code: str
    domain: str
    dimension: str
    name: str
    text: str
    weight: int
    service: bool
    measure: Measure
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Veto:
    """What makes a dimension not good, or ("") leads to the lowest band, whatever else is met."""

    code: str
    domain: str
    dimension: str
    name: str
    text: str
    measure: Measure
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Band:
    """What follows from so many good dimensions."""

    code: str
    name: str
    at_least: int
    text: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """A whole scheme as its file says it."""

    code: str
    name: str
    text: str
    source: str
    domains: Sequence[Domain]
    dimensions: Sequence[Dimension]
    indicators: Sequence[Indicator]
    vetoes: Sequence[Veto]
    bands: Sequence[Band]  # the highest first

    def domain(self, code: str) -> Domain | None:
        """Return the domain of a code."""
        return next((one for one in self.domains if one.code == code), None)

    def band(self, code: str) -> Band | None:
        """Return the band of a code."""
        return next((one for one in self.bands if one.code == code), None)

    def indicators_in(self, domain: str) -> list[Indicator]:
        """Return the indicators that count in a domain."""
        return [one for one in self.indicators if one.domain in ("", domain)]

    def vetoes_in(self, domain: str) -> list[Veto]:
        """Return the vetoes that count in a domain."""
        return [one for one in self.vetoes if one.domain in ("", domain)]

    def measures(self, domain: str) -> dict[str, Measure]:
        """Return the measures of what figures decide in a domain, by the line's code."""
        lines: list[Indicator | Veto] = [*self.indicators_in(domain), *self.vetoes_in(domain)]
        return {one.code: one.measure for one in lines if one.measure.figure}


def check(scheme: Scheme) -> None:
    """Refuse a scheme whose bands do not fit, or that counts too little of what residents get."""
    steps = [band.at_least for band in scheme.bands]
    falling = all(above > below for above, below in pairwise(steps))
    if not steps or not falling or steps[-1] != 0 or steps[0] > len(scheme.dimensions):
        raise BandsUnsound
    for domain in scheme.domains:
        found = scheme.indicators_in(domain.code)
        for dimension in scheme.dimensions:
            if not any(one.dimension == dimension.code for one in found):
                raise DimensionEmpty(domain=domain.code, dimension=dimension.code)
        percent = service_percent(found)
        if percent < SERVICE_LEAST:
            raise TooLittleService(domain=domain.code, percent=int(percent), least=SERVICE_LEAST)


def service_percent(indicators: Collection[Indicator]) -> float:
    """Return how much of the weight of indicators is on the service of residents."""
    whole = sum(one.weight for one in indicators)
    return 100 * sum(one.weight for one in indicators if one.service) / whole if whole else 0.0


def changed(digest: str, newest: str) -> None:
    """Refuse to keep as a new version what the newest says already, by their fingerprints."""
    if digest == newest:
        raise SchemeUnchanged


def plain(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as JSON values."""
    said: dict[str, Any] = json.loads(json.dumps(asdict(scheme)))
    return said


def fingerprint(said: Mapping[str, object]) -> str:
    """Return what tells one version of a scheme, as JSON values, from another."""
    return hashlib.sha256(canonical(said)).hexdigest()


def of_plain(said: Mapping[str, object]) -> Scheme:
    """Return the scheme that JSON values say."""
    heads = {name: str(said[name]) for name in ("code", "name", "text", "source")}
    return Scheme(
        **heads,
        domains=[Domain(**one) for one in _listed(said, "domains")],
        dimensions=[Dimension(**one) for one in _listed(said, "dimensions")],
        indicators=[Indicator(**_measured(one)) for one in _listed(said, "indicators")],
        vetoes=[Veto(**_measured(one)) for one in _listed(said, "vetoes")],
        bands=[Band(**one) for one in _listed(said, "bands")],
    )


def _listed(said: Mapping[str, object], name: str) -> list[dict[str, Any]]:
    found = said[name]
    return list(found) if isinstance(found, list | tuple) else []


def _measured(one: Mapping[str, Any]) -> dict[str, Any]:
    measure = one["measure"]
    return {**one, "measure": Measure(**{**measure, "scope": Scope(measure["scope"])})}
