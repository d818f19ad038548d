"""The catalogue of figures, and how it is counted: expressions over the table `tickets` that each engine computes alike."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from lianxin.followers.insight.definitions import (
    BACK,
    FIGURES,
    QUESTIONS,
    RATES,
    SCORE,
    Figure,
    Value,
    problem,
)
from lianxin.followers.insight.rules import columns
from lianxin.followers.insight.rules.figures import By, Period, Scope, Weights

__all__ = [
    "FIGURES",
    "KEYS",
    "QUESTIONS",
    "RATES",
    "SCORE",
    "TICKETS",
    "Figure",
    "counted",
    "with_back",
]

TYPES = {
    columns.ID: "int64",
    columns.COUNT: "int32",
    columns.CODE: "string",
    columns.MOMENT: "timestamp('UTC')",
    columns.DAY: "date",
    columns.YES_NO: "boolean",
}
TICKETS = ibis.table({one.name: TYPES[one.type] for one in columns.TICKETS}, name="tickets")

KEYS: Mapping[By, Value] = {
    By.CATEGORY: _.category_id,
    By.UNIT: _.lead_unit_id,
    By.UNIT_THEN: _.given_unit_id,
    By.TOWN: _.division_code.left(9),
    By.COMMUNITY: _.division_code,
    By.GRID: _.grid_id,
    By.KIND: _.kind,
    By.CHANNEL: _.channel,
    By.EXCLUSION: _.excluded_for,
}


def key(by: By, from_day: int = 1) -> Value:
    """Return what figures are told apart by; a month may begin on a day of the month before."""
    if by is not By.MONTH:
        return KEYS[by]
    day = _.received_on
    if from_day > 1:  # shifted back, each of them lies within one month: the one before it
        day = day - ibis.interval(days=from_day - 1) + ibis.interval(months=1)
    return day.strftime("%Y-%m")


def counted(
    tickets: Table,
    *,
    period: Period,
    scope: Scope,
    at: datetime,
    by: By | None,
    within: By | None = None,
    weights: Weights,
    figures: Sequence[Figure] = FIGURES,
) -> Table:
    """Return figures of the requests of a period, in one row or in one for each key, and each `within` it."""
    if any(figure.back for figure in figures) and BACK not in tickets.columns:
        tickets = with_back(tickets, since=period.first)
    found = tickets.filter(_.received_on >= period.first, _.received_on < period.end)
    if scope is Scope.ASSESSED:
        found = found.filter(_.excluded_for.fill_null("") == "")
    made = {
        name: column for figure in figures for name, column in figure.columns(at, weights).items()
    }
    if by is None:
        return found.aggregate(**made)
    keys = {"key": key(by, period.from_day)}
    if within is not None:
        keys["within"] = key(within, period.from_day)
    return found.group_by(**keys).aggregate(**made)


def with_back(tickets: Table, *, since: date = date.min, among: Value = None) -> Table:
    """Return requests with the moment at which the same problem next came back, after each ended.

    The same problem: of the same category in the same grid (where no grid is known, at the same
    place as finely as it is), or of the same matter. Who asked plays no part, and no dwelling. It
    may come back to another unit, so all requests are looked at that were received since a day;
    where only some categories are asked for, those `among` them.
    """
    whole = TICKETS if since == date.min else TICKETS.filter(_.received_on >= since)
    by_place: dict[str, Any] = {
        "about": _.category_id,
        "grid": _.grid_id,
        "place": ibis.ifelse(_.grid_id.isnull(), _.division_code, ""),
    }
    known = _.category_id.notnull() if among is None else _.category_id.notnull() & among
    placed = whole.filter(known, _.grid_id.notnull() | (_.division_code != ""))
    joined = whole.filter(_.matter_id.notnull())
    by_matter: dict[str, Any] = {
        "about": _.matter_id,
        "grid": _.matter_id,
        "place": ibis.literal(""),
    }
    found = _next(placed, by_place).union(_next(joined, by_matter))
    first = found.group_by("ended").aggregate(**{BACK: _.back.min()})
    return tickets.left_join(first, tickets.ticket == first.ended).drop("ended")


def _next(tickets: Table, named: Mapping[str, Any]) -> Table:
    """Return of each ended problem when the next of the same name was received, if one was."""
    told = tickets.filter(problem())
    came = told.select(**named, ended=ibis.null("int64"), turn=_.received_at, came=_.received_at)
    over = told.filter(_.ended_at.notnull())
    never = ibis.null("timestamp('UTC')")
    went = over.select(**named, ended=_.ticket, turn=_.ended_at, came=never)
    # the latest first, so that what came after an end is what was read before it; not what came with it
    later = ibis.cumulative_window(
        group_by=["about", "grid", "place"],
        order_by=[ibis.desc("turn"), ibis.desc("ended", nulls_first=False)],
    )
    lined = came.union(went).mutate(back=_.came.min().over(later))
    return lined.filter(_.ended.notnull(), _.back.notnull()).select("ended", "back")
