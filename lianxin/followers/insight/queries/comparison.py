"""Units of a kind, or subdistricts, beside each other, in both scopes, and never of a few persons."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lianxin.followers.insight.catalogue import FIGURES
from lianxin.followers.insight.queries import disclosure, figures
from lianxin.followers.insight.rules import fairness
from lianxin.followers.insight.rules.fairness import Comparison, Counted
from lianxin.followers.insight.rules.figures import UNITS, By, Measure, Period, Scope, Weights
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs

SHARES = {one.code: one for one in FIGURES if one.measure is Measure.SHARE}
Mixes = Mapping[Hashable, dict[Hashable, Counted]]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A comparison in each scope, and how many units are left out since they have too few people."""

    scopes: Mapping[Scope, Comparison]
    left_out: int


def beside(
    by: Actor,
    key: By,
    *,
    code: str,
    kind: str,
    period: Period,
    at: datetime,
    weights: Weights,
) -> Beside:
    """Return units of a kind, or subdistricts, beside each other by one share, or refuse.

    What is left out is in no sum either, so that it cannot be had by subtraction.
    """
    if by.role not in figures.OF_A_PLACE:
        raise NotAllowed(step="figures", role=by.role)
    on = day_of(at)
    given: dict[str, Any] = {"period": period, "scope": None, "at": at, "weights": weights}
    heirs = orgs.successions(on) if key in UNITS else {}
    over: dict[str, Any] = {"by": key, "within": By.CATEGORY, "heirs": heirs}
    rows, _broken = figures.found(by, given, {code}, over)
    found = {scope: _mixes([one for one in rows if one["scope"] == scope], code) for scope in Scope}
    present = {one for one in found[Scope.ALL] if one not in (None, "")}
    shown = _of_kind(key, kind, present, on)
    told = shown & _told(key, present, on, heirs)
    return Beside(
        scopes={
            scope: fairness.compared({one: mixes[one] for one in told & set(mixes)})
            for scope, mixes in found.items()
        },
        left_out=len(shown - told),
    )


def _mixes(rows: list[dict[str, Any]], code: str) -> Mixes:
    made: dict[Hashable, dict[Hashable, Counted]] = defaultdict(dict)
    for row in rows:
        hits, of = float(row[f"{code}__hits"] or 0), int(row[f"{code}__of"] or 0)
        made[row["key"]][row["within"]] = Counted(hits=hits, of=of)
    return made


def _of_kind(key: By, kind: str, present: set[Any], on: date) -> set[Any]:
    if key not in UNITS:
        return present
    return {pk for pk, unit in orgs.units_by_id(present).items() if unit.kind == kind}


def _told(key: By, present: set[Any], on: date, heirs: Mapping[int, int]) -> set[Any]:
    return disclosure.told(key, present, on, heirs) if key in UNITS else present
