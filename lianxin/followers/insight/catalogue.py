"""Every figure as one definition, an expression over the table `tickets` that each engine computes alike.

A share is two counts, hits and what they are of, so that it can be added up over places and months
and nobody divides by nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from lianxin.casework.tickets.rules.words import Outcome
from lianxin.followers.insight.rules import columns
from lianxin.followers.insight.rules.figures import By, Measure, Period, Scope, Weights

DAY = 24 * 60 * 60
Value = Any  # a column of the table, not bound to one yet
Condition = Callable[[datetime], Value]  # given the moment as of which it is counted


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure: what is counted, and of what; `weighed` where a hit may count less than one."""

    code: str
    measure: Measure
    of: Condition
    hits: Condition | None = None
    weighed: Callable[[Weights], Sequence[tuple[Value, float]]] | None = None
    span: tuple[str, str] | None = None  # of a figure in days: from when, to when

    def columns(self, at: datetime, weights: Weights) -> dict[str, Value]:
        """Return the aggregates that the figure is made from, by column."""
        of = self.of(at)
        made = {f"{self.code}__of": of.sum()}
        if self.hits is not None:
            made[f"{self.code}__hits"] = (of & self.hits(at)).sum()
        if self.weighed is not None:
            cases = [(of & hit, weight) for hit, weight in self.weighed(weights)]
            made[f"{self.code}__hits"] = ibis.cases(*cases, else_=0.0).sum()
        if self.span is not None:
            days = _seconds(*self.span) / DAY
            made[f"{self.code}__median"] = days.quantile(0.5, where=of)
            made[f"{self.code}__p90"] = days.quantile(0.9, where=of)
        return made


def _seconds(first: str, last: str) -> Value:
    return _[last].epoch_seconds() - _[first].epoch_seconds()


def every(_at: datetime) -> Value:
    """Return every request."""
    return _.ticket.notnull()


def dispatched(_at: datetime) -> Value:
    """Return what was given to a unit."""
    return _.dispatches > 0


def answered(_at: datetime) -> Value:
    """Return what has reached the requester as an answer."""
    return _.answered_at.notnull()


def due(at: datetime) -> Value:
    """Return what is answered, or should be by now."""
    return _.answered_at.notnull() | (_.current_promise_at < ibis.literal(at))


def valid(_at: datetime) -> Value:
    """Return what was effectively followed up (有效回访): the requester said how it ended."""
    said = [Outcome.RESOLVED.value, Outcome.PARTLY.value, Outcome.EXPLAINED.value]
    return (_.dispatches > 0) & _.outcome.isin(said)


def ended(_at: datetime) -> Value:
    """Return what was given to a unit and is over."""
    return (_.dispatches > 0) & _.ended_at.notnull()


def satisfied(weights: Weights) -> Sequence[tuple[Value, float]]:
    """Return how much a rating counts: 4 and 5 whole, "basically satisfied" in part."""
    return [(_.rating >= 4, 1.0), (_.rating == 3, weights.basically)]


COUNT, SHARE, DAYS = Measure.COUNT, Measure.SHARE, Measure.DAYS
FIGURES: Sequence[Figure] = (
    Figure(code="received", measure=COUNT, of=every),
    Figure(code="open", measure=COUNT, of=lambda at: _.ended_at.isnull()),
    Figure(code="excluded", measure=COUNT, of=lambda at: _.excluded_for != ""),
    Figure(
        code="on_time",
        measure=SHARE,
        of=due,
        hits=lambda at: _.answered_at <= _.current_promise_at,
    ),
    Figure(code="response_rate", measure=SHARE, of=valid, hits=lambda at: _.contacted_at.notnull()),
    Figure(
        code="resolution_rate",
        measure=SHARE,
        of=valid,
        hits=lambda at: _.outcome == Outcome.RESOLVED.value,
    ),
    Figure(code="satisfaction_rate", measure=SHARE, of=valid, weighed=satisfied),
    Figure(code="waited", measure=DAYS, of=answered, span=("received_at", "answered_at")),
    Figure(code="returned", measure=SHARE, of=dispatched, hits=lambda at: _.returns_granted > 0),
    Figure(code="extended", measure=SHARE, of=dispatched, hits=lambda at: _.extensions > 0),
    Figure(code="held", measure=SHARE, of=dispatched, hits=lambda at: _.holds > 0),
    Figure(code="hurried", measure=SHARE, of=every, hits=lambda at: _.hurries > 0),
    Figure(code="escalated", measure=SHARE, of=dispatched, hits=lambda at: _.whistles > 0),
    Figure(code="reworked", measure=SHARE, of=ended, hits=lambda at: _.rework_count > 0),
    Figure(code="reopened", measure=SHARE, of=ended, hits=lambda at: _.reopened > 0),
    Figure(
        code="unreachable",
        measure=SHARE,
        of=ended,
        hits=lambda at: _.outcome == Outcome.UNREACHABLE.value,
    ),
)
RATES = ("response_rate", "resolution_rate", "satisfaction_rate")
SCORE = "three_rates"  # made from RATES by their weights

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
    By.MONTH: _.received_on.strftime("%Y-%m"),
    By.CATEGORY: _.category_id,
    By.UNIT: _.lead_unit_id,
    By.TOWN: _.division_code.left(9),
    By.KIND: _.kind,
    By.CHANNEL: _.channel,
}


def counted(
    tickets: Table, *, period: Period, scope: Scope, at: datetime, by: By | None, weights: Weights
) -> Table:
    """Return all figures of the requests of a period, in one row or in one for each key."""
    found = tickets.filter(_.received_on >= period.first, _.received_on < period.end)
    if scope is Scope.ASSESSED:
        found = found.filter(_.excluded_for.fill_null("") == "")
    made = {
        name: column for figure in FIGURES for name, column in figure.columns(at, weights).items()
    }
    if by is None:
        return found.aggregate(**made)
    return found.group_by(key=KEYS[by]).aggregate(**made).order_by(ibis.desc("received__of"), "key")
