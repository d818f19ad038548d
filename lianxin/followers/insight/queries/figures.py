"""Figures for the eyes of an actor: of the requests that they may see, and no others."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import ibis
from django.conf import settings
from ibis import _
from ibis.expr.types import Table

from lianxin.followers.insight.back import FIGURES as BACK
from lianxin.followers.insight.catalogue import FIGURES, RATES, SCORE, TICKETS, Figure, counted
from lianxin.followers.insight.counts import FAULTS, KEPT
from lianxin.followers.insight.queries import back, counting, disclosure
from lianxin.followers.insight.queries.counting import Asked
from lianxin.followers.insight.queries.reading import Reader
from lianxin.followers.insight.rules.figures import (
    UNITS,
    VOLUMES,
    VOLUMES_ONLY,
    By,
    Measure,
    Period,
    Result,
    Scope,
    Untold,
    Weights,
    score,
    share,
)
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import day_of, month_after
from lianxin.registers.orgs import queries as orgs

OF_A_PLACE = frozenset({Role.DISPATCHER, Role.SUPERVISOR, Role.AUDITOR})
SEES = OF_A_PLACE | {Role.UNIT_LEAD}
Results = Mapping[str, Result]
MEASURES = {figure.code: figure.measure for figure in FIGURES} | {SCORE: Measure.POINTS}
WITHHELD = Result(value=None, of=0, untold=Untold.WITHHELD)
BROKEN = Result(value=None, of=0, untold=Untold.BROKEN)
WEIGHTS = Weights()
NOTHING: Mapping[Any, Any] = {}  # the row of a month without requests
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Row:
    """All figures of one key (a month, a category's or unit's id, a code); None is "not known"."""

    key: Any
    results: Results


@cache
def reader(folder: Path) -> Reader:
    """Return the process's reader of a record."""
    return Reader(folder)


def figures(
    by: Actor,
    *,
    period: Period,
    scope: Scope,
    at: datetime,
    weights: Weights,
    codes: Set[str] | None = None,
) -> Results:
    """Return all figures of a period, or some, or refuse: there is no record, or none for this role."""
    given: dict[str, Any] = {"period": period, "at": at, "weights": weights, "codes": codes}
    return _whole(by, scope=scope, **given)[scope]


def in_both_scopes(
    by: Actor, *, period: Period, at: datetime, weights: Weights, codes: Set[str] | None = None
) -> Mapping[Scope, Results]:
    """Return the same in both scopes, counted at once, or refuse."""
    return _whole(by, scope=None, period=period, at=at, weights=weights, codes=codes)


def _whole(
    by: Actor,
    *,
    scope: Scope | None,
    at: datetime,
    weights: Weights,
    codes: Set[str] | None,
    period: Period,
) -> Mapping[Scope, Results]:
    given: dict[str, Any] = {"period": period, "scope": scope, "at": at, "weights": weights}
    rows, broken = found(by, given, codes)
    made = {Scope(row["scope"]): results(row, weights, broken, codes) for row in rows}
    if disclosure.few(by, day_of(at)):
        return {scope: _volumes(one) for scope, one in made.items()}
    return made


def rows(
    by: Actor,
    key: By,
    *,
    period: Period,
    scope: Scope,
    at: datetime,
    weights: Weights,
    codes: Set[str] | None = None,
    middles: int | None = None,
) -> Sequence[Row]:
    """Return all figures of a period for each key, or some, the greatest volume first; medians of so many keys.

    What would tell of a few persons is withheld here, so that it is on no page and in no file.
    """
    on = day_of(at)
    given: dict[str, Any] = {"period": period, "scope": scope, "at": at, "weights": weights}
    heirs = orgs.successions(on) if key in UNITS else {}
    asked = VOLUMES if key in VOLUMES_ONLY else codes and codes | {"received"}
    over = {"by": key, "heirs": heirs if key is By.UNIT else {}, "middles": middles}
    rows, broken = found(by, given, asked, over)
    made = partial(results, weights=weights, broken=broken, codes=codes)
    listed = {row["key"]: made(row) for row in rows}
    if key is By.MONTH:
        listed |= {one: made(NOTHING) for one in months(period) - set(listed)}
    volumes = _untold(by, key, listed, on, heirs)
    shown = [
        Row(key=one, results=_volumes(made) if one in volumes else made)
        for one, made in listed.items()
    ]
    return sorted(shown, key=lambda row: (-row.results["received"].of, str(row.key)))


def found(
    by: Actor, given: Mapping[str, Any], codes: Set[str] | None, over: Mapping[str, Any] = NOTHING
) -> tuple[list[dict[str, Any]], Collection[str]]:
    """Return the rows of some figures, from counts that are kept as far as they are, and the codes of broken ones.

    `given` are period, scope, moment and weights; `over` how figures are told apart, as in `Asked`.
    """
    on, weights = day_of(given["at"]), given["weights"]
    keys: dict[str, Any] = {"by": over.get("by"), "within": over.get("within")}
    table = partial(counted, as_now(seen(by, on), over.get("heirs", {})), **keys, **given)
    figures = [one for one in FIGURES if codes is None or one.code in codes]
    kept = {one.code for one in figures if one in KEPT}
    asked = {name: given[name] for name in ("period", "scope", "at")}
    question = Asked(only=kept, **over, **asked, **eyes(by, on))
    beside = [one for one in figures if one.code not in kept]
    try:
        quick = answered(question, weights)
        morning = bool(beside) and set(beside) <= set(BACK)
        this_morning = back.counted(_reader(), question) if morning else None
    except FAULTS:
        return _of_rows(table, question, figures)
    if not beside:
        return quick, ()
    rows, broken = _of_rows(table, question, beside) if this_morning is None else (this_morning, ())
    slow = {counting.named(row): row for row in rows}
    return [{**slow.get(counting.named(row), {}), **row} for row in quick], broken


def _of_rows(
    table: Callable[..., Table], asked: Asked, figures: Sequence[Figure]
) -> tuple[list[dict[str, Any]], Collection[str]]:
    """Return the rows of figures in each scope that is asked for, counted from the requests, and which are broken."""
    found, broken = list[dict[str, Any]](), set[str]()
    for scope in asked.both():
        rows, more = counts(partial(table, scope=scope), figures)
        found += [{**row, "scope": scope.value} for row in rows]
        broken |= set(more)
    return found, broken


def answered(question: Asked, weights: Weights = WEIGHTS) -> list[dict[str, Any]]:
    """Return the columns of what is asked for, from counts that are kept as far as they are."""
    return counting.counted(_reader(), question, weights)


def _reader() -> Reader:
    return reader(Path(settings.LIANXIN_INSIGHT))


def as_now(table: Table, heirs: Mapping[int, int]) -> Table:
    """Return requests as led by the units that stand for those which led them: figures follow the function."""
    if not heirs:
        return table
    return table.mutate(lead_unit_id=_.lead_unit_id.cases(*heirs.items(), else_=_.lead_unit_id))


def months(period: Period) -> set[str]:
    """Return the months that a period reaches into, by name."""
    shift = timedelta(days=period.from_day - 1)
    one, last = period.first - shift, period.end - timedelta(days=1) - shift
    found = set()
    while one <= last:
        following = month_after(one)
        found.add(f"{following if period.from_day > 1 else one:%Y-%m}")
        one = following
    return found


def counts(
    made: Callable[..., Table], figures: Sequence[Figure]
) -> tuple[list[dict[str, Any]], Collection[str]]:
    """Return the rows of figures, and the codes of those whose definition does not compile: the others are told."""
    try:
        return read(made(figures=figures)), ()
    except FAULTS:
        sound = [one for one in figures if _compiles(made, one)]
        if not sound or len(sound) == len(figures):
            raise  # no definition is to blame
        return read(made(figures=sound)), {one.code for one in figures if one not in sound}


def _compiles(made: Callable[..., Table], figure: Figure) -> bool:
    try:
        read(made(figures=[figure]).limit(0))
    except FAULTS:
        log.exception("The definition of the figure %s does not compile.", figure.code)
        return False
    return True


def read(table: Table) -> list[dict[str, Any]]:
    """Return the rows of an expression over the record, or refuse: there is none."""
    return _reader().read(str(ibis.to_sql(table, dialect="duckdb")))


def seen(by: Actor, on: date | None = None, table: Table = TICKETS) -> Table:
    """Return the table of the requests that an actor may see: by place for the hotline, else by unit.

    As of a day, a unit's are also those of the units that it stands for by then.
    """
    seen = eyes(by, on)
    if (units := seen.get("units")) is not None:
        return table.filter(_.lead_unit_id.isin(units))
    place = _.division_code.fill_null("")
    within = place.startswith(seen["place"]) | (place == "")
    return table.filter(within) if seen["place"] else table


def eyes(by: Actor, on: date | None = None) -> Mapping[str, Any]:
    """Return the same as what a question is narrowed down to, or refuse: the role counts nothing."""
    if by.role not in SEES:
        raise NotAllowed(step="figures", role=by.role)
    if by.role in OF_A_PLACE:
        return {"place": by.division}
    under = set(orgs.unit_ids_under(by.unit_path))
    heirs = orgs.successions(on) if on else {}
    over = {closed for closed, heir in heirs.items() if heir in under}
    return {"units": sorted(under | over)}


def _untold(
    by: Actor, key: By, listed: Collection[Any], on: date, heirs: Mapping[int, int]
) -> Collection[Any]:
    """Return the keys of which only volumes are told: the rest would tell of persons."""
    if key in VOLUMES_ONLY or disclosure.few(by, on):
        return listed
    if key not in UNITS:
        return ()
    present = {one for one in listed if one is not None}
    return present - disclosure.told(key, present, on, heirs)


def _volumes(made: Results) -> Results:
    return {code: one if code in VOLUMES else WITHHELD for code, one in made.items()}


def results(
    row: Mapping[str, Any],
    weights: Weights,
    broken: Collection[str] = (),
    codes: Set[str] | None = None,
) -> dict[str, Result]:
    """Return all figures of a row of counts, or some and the volume; what it lacks is none."""
    listed = [one for one in FIGURES if codes is None or one.code in codes | {"received"}]
    made = {one.code: BROKEN if one.code in broken else _result(one, row) for one in listed}
    if codes is not None and not codes >= set(RATES):
        return made
    response, resolution, satisfaction = (made[code] for code in RATES)
    return {**made, SCORE: score(response, resolution, satisfaction, weights)}


def _result(figure: Figure, row: Mapping[str, Any]) -> Result:
    of = int(row.get(f"{figure.code}__of") or 0)
    match figure.measure:
        case Measure.SHARE:
            return share(float(row.get(f"{figure.code}__hits") or 0), of)
        case Measure.DAYS:
            median, p90 = row.get(f"{figure.code}__median"), row.get(f"{figure.code}__p90")
            return Result(value=median, of=of, high=p90)
        case _:
            return Result(value=float(of), of=of)
