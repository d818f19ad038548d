"""Figures for the eyes of an actor: of the requests that they may see, and no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import ibis
from django.conf import settings
from ibis import _
from ibis.expr.types import Table

from lianxin.followers.insight.catalogue import FIGURES, RATES, SCORE, TICKETS, counted
from lianxin.followers.insight.queries.reading import Reader
from lianxin.followers.insight.rules.figures import (
    By,
    Measure,
    Period,
    Result,
    Scope,
    Weights,
    score,
    share,
)
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.orgs import queries as orgs

OF_A_PLACE = frozenset({Role.DISPATCHER, Role.SUPERVISOR, Role.AUDITOR})
SEES = OF_A_PLACE | {Role.UNIT_LEAD}
Results = Mapping[str, Result]
MEASURES = {figure.code: figure.measure for figure in FIGURES} | {SCORE: Measure.POINTS}


@dataclass(frozen=True, kw_only=True)
class Row:
    """All figures of one key (a month, a category's or unit's id, a code); None is "not known"."""

    key: Any
    results: Results


@cache
def reader(folder: Path) -> Reader:
    """Return the process's reader of a record."""
    return Reader(folder)


def figures(by: Actor, *, period: Period, scope: Scope, at: datetime, weights: Weights) -> Results:
    """Return all figures of a period, or refuse: there is no record, or none for this role."""
    table = counted(_seen(by), period=period, scope=scope, at=at, by=None, weights=weights)
    (row,) = _read(table)
    return _results(row, weights)


def rows(
    by: Actor, key: By, *, period: Period, scope: Scope, at: datetime, weights: Weights
) -> Sequence[Row]:
    """Return all figures of a period for each key, the greatest volume first."""
    table = counted(_seen(by), period=period, scope=scope, at=at, by=key, weights=weights)
    return [Row(key=row["key"], results=_results(row, weights)) for row in _read(table)]


def _read(table: Table) -> list[dict[str, Any]]:
    return reader(Path(settings.LIANXIN_INSIGHT)).read(str(ibis.to_sql(table, dialect="duckdb")))


def _seen(by: Actor) -> Table:
    """Return the table of the requests that an actor may see: by place for the hotline, else by unit."""
    if by.role not in SEES:
        raise NotAllowed(step="figures", role=by.role)
    if by.role in OF_A_PLACE:
        place = _.division_code.fill_null("")
        within = place.startswith(by.division) | (place == "")
        return TICKETS.filter(within) if by.division else TICKETS
    return TICKETS.filter(_.lead_unit_id.isin(orgs.unit_ids_under(by.unit_path)))


def _results(row: Mapping[str, Any], weights: Weights) -> Results:
    made: dict[str, Result] = {}
    for figure in FIGURES:
        of = int(row[f"{figure.code}__of"] or 0)
        match figure.measure:
            case Measure.SHARE:
                made[figure.code] = share(float(row[f"{figure.code}__hits"] or 0), of)
            case Measure.DAYS:
                median, p90 = row[f"{figure.code}__median"], row[f"{figure.code}__p90"]
                made[figure.code] = Result(value=median, of=of, high=p90)
            case _:
                made[figure.code] = Result(value=float(of), of=of)
    response, resolution, satisfaction = (made[code] for code in RATES)
    return {**made, SCORE: score(response, resolution, satisfaction, weights)}
