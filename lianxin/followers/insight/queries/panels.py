"""What the panels of the roles count: the loop's stages, days, what surges, promises, and places by volume."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from lianxin.casework.tickets.rules.words import State
from lianxin.followers.insight import stages
from lianxin.followers.insight.catalogue import RATES, TICKETS
from lianxin.followers.insight.counts import FAR
from lianxin.followers.insight.queries import figures
from lianxin.followers.insight.queries.counting import Asked
from lianxin.followers.insight.queries.figures import Results
from lianxin.followers.insight.queries.reading import UNSETTLED
from lianxin.followers.insight.rules import panels
from lianxin.followers.insight.rules.counting import TOWN
from lianxin.followers.insight.rules.figures import VOLUMES, By, Period, Scope, Weights
from lianxin.followers.insight.rules.panels import Dense, Promise, Reached, Recent, Stage
from lianxin.foundation.actor import Actor, Role
from lianxin.registers.orgs import queries as orgs

DAY = timedelta(days=1)
OPEN = ibis.table(TICKETS.schema(), name=UNSETTLED)  # every open request, and a few others
STANDING = [State.HOLD.value, State.WAITING_RESIDENT.value]
Value = Any  # a column of the table, not bound to one yet


@dataclass(frozen=True, kw_only=True)
class Volume:
    """How much came in somewhere, and how much of it is open; a volume, and nothing else."""

    key: Any
    received: int
    open: int


@dataclass(frozen=True, kw_only=True)
class Day:
    """What came in on a day, and what ended on it."""

    on: date
    received: int
    ended: int


def seen(by: Actor, table: Table = TICKETS) -> Table:
    """Return what an actor's panel counts: a grid worker's own grids, else what figures count."""
    if by.role is Role.GRID_WORKER:
        return table.filter(_.grid_id.isin(sorted(by.grid_ids)))
    return figures.seen(by, table=table)


def placed(by: Actor) -> Table:
    """Return all requests of an actor's place, whoever answers for them: to be told by volume only."""
    if by.role is Role.GRID_WORKER:
        return seen(by)
    figures.seen(by)  # refuses who counts nothing
    return TICKETS.filter(_.division_code.fill_null("").startswith(by.division))


def eyes(by: Actor) -> Mapping[str, Any]:
    """Return the same as what a question is narrowed down to."""
    if by.role is Role.GRID_WORKER:
        return {"grids": sorted(by.grid_ids)}
    return figures.eyes(by)


def place(by: Actor) -> Mapping[str, Any]:
    """Return an actor's place as what a question is narrowed down to."""
    if by.role is Role.GRID_WORKER:
        return eyes(by)
    figures.eyes(by)  # refuses who counts nothing
    return {"place": by.division, "strictly": True}


def within(table: Table, period: Period) -> Table:
    """Return the requests that were received in a period."""
    return table.filter(_.received_on >= period.first, _.received_on < period.end)


def loop(by: Actor, period: Period) -> list[Reached]:
    """Return how far the requests of a period have come around the loop, and where they wait."""
    names = [(one, stages.came(one), stages.waits(one)) for one in Stage]
    only = {name for _one, *both in names for name in both}
    (row,) = figures.answered(question(eyes(by), period, only))
    return panels.funnel(
        [(one, volume(row, came), volume(row, waits)) for one, came, waits in names]
    )


def question(
    seen: Mapping[str, Any], period: Period, only: Set[str], by: By | None = None
) -> Asked:
    """Return the question for some plain counts: time alone changes none of them."""
    return Asked(period=period, scope=Scope.ALL, at=FAR, by=by, only=only, **seen)


def volume(row: Mapping[str, Any], code: str) -> int:
    """Return a plain count."""
    return int(row[f"{code}__of"] or 0)


def days(by: Actor, period: Period) -> list[Day]:
    """Return each day of a period with what came in and what ended on it, also where that is nothing."""
    table = seen(by)
    came = _daily(table, _.received_on, period)
    gone = _daily(table, _.ended_on, period)
    many = (period.end - period.first).days
    each = [period.first + DAY * number for number in range(many)]
    return [Day(on=on, received=came.get(on, 0), ended=gone.get(on, 0)) for on in each]


def _daily(table: Table, day: Value, period: Period) -> Mapping[date, int]:
    found = table.filter(day >= period.first, day < period.end)
    rows = figures.read(found.group_by(on=day).aggregate(many=_.count()))
    return {row["on"]: row["many"] for row in rows}


def recent(by: Actor, on: date) -> list[Recent]:
    """Return each category with what came in the last week and in a usual one, what surges most first."""
    last = on + DAY - timedelta(days=panels.RECENT)
    first = last - timedelta(days=panels.USUAL)
    found = within(seen(by), Period(first=first, end=on + DAY))
    late = _.received_on >= last
    made = {"now": late.sum(), "before": (~late).sum()}
    rows = figures.read(found.group_by(key=_.category_id).aggregate(**made))
    weeks = panels.USUAL / panels.RECENT
    listed = [
        Recent(key=row["key"], count=int(row["now"] or 0), usual=int(row["before"] or 0) / weeks)
        for row in rows
    ]
    return sorted(listed, key=lambda one: (-one.excess, one.key or 0))


def promised(promise: Promise, at: datetime, midnight: datetime) -> Value:
    """Return whether an open request is promised for then."""
    standing = _.ended_at.isnull() & _.state.isin(STANDING)
    if promise is Promise.STANDING:
        return standing
    begin, end = panels.bounds(at, midnight)[promise]
    # midnight still belongs to the day before: promised for its 24:00
    found = _.ended_at.isnull() & ~_.state.isin(STANDING) & (_.current_promise_at <= _moment(end))
    return found if begin is None else found & (_.current_promise_at > _moment(begin))


def _moment(at: datetime) -> Value:
    return ibis.literal(at)


def promises(by: Actor, at: datetime, midnight: datetime) -> dict[Promise, int]:
    """Return how many open requests are promised for when."""
    made = {str(one): promised(one, at, midnight).sum() for one in Promise}
    (row,) = figures.read(seen(by, OPEN).aggregate(**made))
    return {one: int(row[one] or 0) for one in Promise}


def late_by_category(by: Actor, at: datetime, midnight: datetime) -> list[tuple[int | None, int]]:
    """Return the categories of what is open and past its promise, the most first."""
    late = seen(by, OPEN).filter(promised(Promise.OVER, at, midnight))
    rows = figures.read(late.group_by(key=_.category_id).aggregate(many=_.count()))
    return sorted(((row["key"], row["many"]) for row in rows), key=lambda one: -one[1])


def grids(by: Actor, period: Period) -> list[Volume]:
    """Return the volumes of the grids of an actor's place by id."""
    return _volumes(question(place(by), period, VOLUMES, By.GRID))


def heat(by: Actor, period: Period) -> tuple[list[Dense], int]:
    """Return where much came from an actor's place, by hexagons of one size, and how much lies in none of them."""
    volumes = {one.key: one.received for one in grids(by, period)}
    return panels.heat(volumes, orgs.hexagons_of_grids())


def towns(by: Actor, period: Period) -> list[Volume]:
    """Return the volumes of the towns that an actor sees by the nine digits of their codes."""
    found = _volumes(question(eyes(by), period, VOLUMES, By.TOWN))
    return [one for one in found if len(one.key or "") >= TOWN]


def categories(by: Actor, period: Period) -> list[Volume]:
    """Return the volumes of the categories in an actor's place by id."""
    return _volumes(question(place(by), period, VOLUMES, By.CATEGORY), unknown=True)


def _volumes(asked: Asked, *, unknown: bool = False) -> list[Volume]:
    found = [
        Volume(key=row["key"], received=volume(row, "received"), open=volume(row, "open"))
        for row in figures.answered(asked)
        if unknown or row["key"] is not None
    ]
    return sorted(found, key=lambda one: (-one.received, str(one.key)))


def for_everybody(period: Period, at: datetime, weights: Weights) -> Mapping[Scope, Results]:
    """Return the figures of the whole place that everybody may read, in both scopes."""
    codes = {*VOLUMES, "excluded", "on_time", *RATES}
    asked = Asked(period=period, scope=None, at=at, only=codes)
    return {
        Scope(row["scope"]): figures.results(row, weights, codes=codes)
        for row in figures.answered(asked, weights)
    }


def months_for_everybody(period: Period) -> list[tuple[str, int, int]]:
    """Return each month with what was received in it, and what was answered of that."""
    answered = stages.plain("answered")
    rows = figures.answered(question({}, period, {"received", answered}, By.MONTH))
    return sorted((row["key"], volume(row, "received"), volume(row, answered)) for row in rows)
