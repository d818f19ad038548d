"""What comes of a scheme for one unit: met, not met or n/a; and nothing is ever made worse by knowing less.

A share of weight and a count of good dimensions are kept as two bounds: n/a taken as not met, and as
met. A verdict is given only where both agree.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from lianxin.casework.oversight.rules.evaluation.schemes import (
    Indicator,
    Measure,
    Scheme,
    Veto,
)
from lianxin.casework.oversight.rules.evaluation.words import Lacking

Verdict = bool | None  # None is n/a


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a figure was for a unit when it was fixed: `value` None is n/a, `of` how many it rests on."""

    value: float | None
    of: int
    few_staff: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is known of a unit: its figures, what reviewers judged, and what was found better since."""

    readings: Mapping[str, Reading] = field(default_factory=dict)
    judged: Mapping[str, bool] = field(default_factory=dict)
    improved: Collection[str] = ()  # codes of dimensions and vetoes


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an indicator or a veto came to, and why it came to nothing where it did."""

    line: Indicator | Veto
    verdict: Verdict
    reading: Reading | None = None
    lacking: Lacking | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """One dimension: its indicators, the vetoes on it, the weight met (at least, at most), the verdict."""

    code: str
    name: str
    least: int
    found: Sequence[Found]
    vetoes: Sequence[Found]
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of a unit; `band` None is n/a: it lies between two, and nobody says which."""

    parts: Sequence[Part]
    vetoes: Sequence[Found]  # those on the whole
    good: int
    good_most: int
    points: int
    points_most: int
    band: str | None
    lowest: str
    highest: str

    @property
    def to_improve(self) -> list[str]:
        """Return the codes of what is not good."""
        parts = [part.code for part in self.parts if part.verdict is False]
        return parts + [one.line.code for one in self.vetoes if one.verdict]


def outcome(scheme: Scheme, domain: str, told: Told) -> Outcome:
    """Return the result of a unit of a domain."""
    found = [_found(one, told) for one in scheme.indicators_in(domain)]
    vetoes = [_veto(one, told) for one in scheme.vetoes_in(domain)]
    parts = [_part(scheme, code, found, vetoes, told) for code in _codes(scheme)]
    whole = [one for one in vetoes if not one.line.dimension]
    good = sum(part.verdict is True for part in parts)
    good_most = sum(part.verdict is not False for part in parts)
    vetoed = any(one.verdict for one in whole)
    lowest = scheme.bands[-1].code if vetoed else _band(scheme, good)
    highest = scheme.bands[-1].code if vetoed else _band(scheme, good_most)
    points, points_most = _share(found)
    return Outcome(
        parts=parts,
        vetoes=whole,
        good=good,
        good_most=good_most,
        points=int(points),
        points_most=int(points_most),
        band=lowest if lowest == highest else None,
        lowest=lowest,
        highest=highest,
    )


def _codes(scheme: Scheme) -> list[str]:
    return [one.code for one in scheme.dimensions]


def _found(line: Indicator, told: Told) -> Found:
    if not line.measure.figure:
        judged = told.judged.get(line.code)
        return Found(
            line=line, verdict=judged, lacking=Lacking.NOT_JUDGED if judged is None else None
        )
    reading = told.readings.get(line.code)
    lacking = _lacking(line.measure, reading)
    verdict = None if reading is None or lacking else _reached(line.measure, reading)
    return Found(line=line, verdict=verdict, reading=reading, lacking=lacking)


def _veto(line: Veto, told: Told) -> Found:
    """Return whether a veto was found; too little data, or nobody's finding, is none."""
    if line.code in told.improved:
        return Found(line=line, verdict=False)
    if not line.measure.figure:
        return Found(line=line, verdict=told.judged.get(line.code, False))
    reading = told.readings.get(line.code)
    lacking = _lacking(line.measure, reading)
    hit = reading is not None and lacking is None and bool(_reached(line.measure, reading))
    return Found(line=line, verdict=hit, reading=reading, lacking=lacking)


def _lacking(measure: Measure, reading: Reading | None) -> Lacking | None:
    if reading is None:
        return Lacking.NOT_FIXED
    if reading.few_staff:
        return Lacking.FEW_STAFF
    if reading.of and reading.of < measure.fewest:
        return Lacking.TOO_FEW
    return Lacking.NOTHING_COUNTED if reading.value is None else None


def _reached(measure: Measure, reading: Reading) -> Verdict:
    if reading.value is None:
        return None
    if measure.at_least is not None:
        return reading.value >= measure.at_least
    return measure.at_most is not None and reading.value <= measure.at_most


def _part(
    scheme: Scheme, code: str, found: Sequence[Found], vetoes: Sequence[Found], told: Told
) -> Part:
    dimension = next(one for one in scheme.dimensions if one.code == code)
    own = [one for one in found if one.line.dimension == code]
    against = [one for one in vetoes if one.line.dimension == code]
    low, high = _share(own)
    verdict: Verdict = True if low >= dimension.least else None
    if high < dimension.least:
        verdict = False
    if any(one.verdict for one in against):
        verdict = False
    if code in told.improved:
        verdict = True
    return Part(
        code=code,
        name=dimension.name,
        least=dimension.least,
        found=own,
        vetoes=against,
        low=low,
        high=high,
        verdict=verdict,
    )


def _share(found: Sequence[Found]) -> tuple[float, float]:
    """Return which share of the weight is met, in per cent: at least, and at most."""
    weights = [(_weight(one), one.verdict) for one in found]
    whole = sum(weight for weight, _ in weights)
    low = sum(weight for weight, verdict in weights if verdict is True)
    high = sum(weight for weight, verdict in weights if verdict is not False)
    return (100 * low / whole, 100 * high / whole) if whole else (0.0, 100.0)


def _weight(one: Found) -> int:
    return one.line.weight if isinstance(one.line, Indicator) else 0


def _band(scheme: Scheme, good: int) -> str:
    return next(band.code for band in scheme.bands if good >= band.at_least)
