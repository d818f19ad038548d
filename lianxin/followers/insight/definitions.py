"""Every figure as one definition over the columns of `tickets`, declared so that it can be added up beforehand.

A share is two counts, hits and what they are of, so that it can be added up over places and months
and nobody divides by nothing. What a definition says in words stands with the interfaces.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
from ibis import _

from lianxin.casework.tickets.rules.words import CLAIMS, Kind, Outcome, Revisited, State
from lianxin.followers.insight.rules.figures import Measure, Question, Weights
from lianxin.followers.insight.rules.folding import WAITED_FOR
from lianxin.foundation.time import begin_of, day_of
from lianxin.registers.policies.rules import Tier

HOUR, HOURS = 60 * 60, 24  # seconds of an hour, hours of a day
Value = Any  # a column of the table, not bound to one yet
Condition = Callable[[datetime], Value]  # given the moment as of which it is counted
BACK = "back_at"  # a column of no file: when the same problem came back at the same place


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure: what is counted, and of what; `weighed` where a hit may count less than one."""

    code: str
    measure: Measure
    of: Condition
    hits: Condition | None = None
    weighed: Callable[[Weights], Sequence[tuple[Value, float]]] | None = None
    span: tuple[str, str] | None = None  # of a figure in days: from when, to when
    back: bool = False  # looks at what came afterwards at the same place: needs the column BACK

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
            hours = self.hours()
            made[f"{self.code}__median"] = hours.quantile(0.5, where=of) / HOURS
            made[f"{self.code}__p90"] = hours.quantile(0.9, where=of) / HOURS
        return made

    def counts(self, at: datetime) -> dict[str, Value]:
        """Return of one request what it counts for, by column: true or not, whatever the weights are."""
        of = self.of(at)
        made = {f"{self.code}__of": of}
        if self.hits is not None:
            made[f"{self.code}__hits"] = of & self.hits(at)
        if self.weighed is not None:
            for number, (hit, _weight) in enumerate(self.weighed(Weights())):
                made[f"{self.code}__part{number}"] = of & hit
        return made

    def hours(self) -> Value:
        """Return the hours of the span: one that has begun counts whole, a clock that was set back makes none negative."""
        assert self.span is not None  # noqa: S101  only asked of a figure in days
        first, last = self.span
        seconds = ibis.greatest(_[last].epoch_seconds() - _[first].epoch_seconds(), 0)
        return ((seconds + HOUR - 1) / HOUR).floor().cast("int64")


def asked_again(_at: datetime) -> Value:
    """Return what another unit asked about again, and was told how it is."""
    return _.revisited.isin([Revisited.AGREES.value, Revisited.DISAGREES.value])


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
    return (_.dispatches > 0) & _.outcome.isin([one.value for one in CLAIMS])


def ended(_at: datetime) -> Value:
    """Return what was given to a unit and is over."""
    return (_.dispatches > 0) & _.ended_at.notnull()


def pressing(at: datetime) -> Value:
    """Return what touches safety, water, power, gas or heat, and is answered or should be by now."""
    return due(at) & _.tier.isin([Tier.URGENT.value, Tier.ESSENTIAL.value])


def satisfied(weights: Weights) -> Sequence[tuple[Value, float]]:
    """Return how much a rating counts: 4 and 5 whole, "basically satisfied" in part."""
    return [(_.rating >= 4, 1.0), (_.rating == 3, weights.basically)]


def at_once(_at: datetime) -> Value:
    """Return what was solved by the first unit that had it, the first time."""
    once = (_.dispatches == 1) & (_.rework_count == 0) & (_.reopened == 0)
    return once & (_.outcome == Outcome.RESOLVED.value)


def problem() -> Value:
    """Return what tells of something that can come back: no question, no suggestion, no praise."""
    return _.kind.isin([Kind.HELP.value, Kind.COMPLAINT.value, Kind.TIP_OFF.value])


def _looked_at(days: int) -> Condition:
    """Return what was given to a unit, and ended so long before a day that one can say whether it came back."""
    later = ibis.interval(days=days)

    def of(at: datetime) -> Value:
        return ended(at) & problem() & (_.ended_at + later <= ibis.literal(begin_of(day_of(at))))

    return of


def _came_back(days: int) -> Condition:
    return lambda _at: _[BACK] <= _.ended_at + ibis.interval(days=days)


def _step(name: str) -> Figure:
    """Return the share of a step's first time that was taken by when it was due."""
    by = f"due_{name}"
    states = [str(state) for state, (_done, due_by) in WAITED_FOR.items() if due_by == by]
    (done,) = {done for done, due_by in WAITED_FOR.values() if due_by == by}

    def of(at: datetime) -> Value:
        late = _.state.isin(states) & _[done].isnull() & (_[by] < ibis.literal(at))
        return (_[done].notnull() & _[by].notnull()) | late

    return Figure(
        code=f"{name}_on_time", measure=Measure.SHARE, of=of, hits=lambda _at: _[done] <= _[by]
    )


COUNT, SHARE, DAYS = Measure.COUNT, Measure.SHARE, Measure.DAYS
FIGURES: Sequence[Figure] = (
    Figure(code="received", measure=COUNT, of=every),
    Figure(code="open", measure=COUNT, of=lambda at: _.ended_at.isnull()),
    Figure(code="excluded", measure=COUNT, of=lambda at: _.excluded_for != ""),
    Figure(code="recomputed", measure=COUNT, of=lambda at: _.recomputed > 0),
    Figure(
        code="on_time",
        measure=SHARE,
        of=due,
        hits=lambda at: _.answered_at <= _.current_promise_at,
    ),
    *map(_step, ("dispatch", "sign", "contact", "reply", "review", "follow_up")),
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
    Figure(code="redispatched", measure=SHARE, of=dispatched, hits=lambda at: _.dispatches > 1),
    Figure(code="extended", measure=SHARE, of=dispatched, hits=lambda at: _.extensions > 0),
    Figure(code="held", measure=SHARE, of=dispatched, hits=lambda at: _.holds > 0),
    Figure(code="hurried", measure=SHARE, of=every, hits=lambda at: _.hurries > 0),
    Figure(code="escalated", measure=SHARE, of=dispatched, hits=lambda at: _.whistles > 0),
    Figure(code="raised", measure=SHARE, of=dispatched, hits=lambda at: _.raised > 0),
    Figure(code="ordered", measure=SHARE, of=dispatched, hits=lambda at: _.orders > 0),
    Figure(code="reworked", measure=SHARE, of=ended, hits=lambda at: _.rework_count > 0),
    Figure(code="reopened", measure=SHARE, of=ended, hits=lambda at: _.reopened > 0),
    Figure(code="back_30", measure=SHARE, of=_looked_at(30), hits=_came_back(30), back=True),
    Figure(code="back_90", measure=SHARE, of=_looked_at(90), hits=_came_back(90), back=True),
    Figure(
        code="revisit_agreement",
        measure=SHARE,
        of=asked_again,
        hits=lambda at: _.revisited == Revisited.AGREES.value,
    ),
    Figure(
        code="unreachable",
        measure=SHARE,
        of=ended,
        hits=lambda at: _.outcome == Outcome.UNREACHABLE.value,
    ),
    Figure(
        code="declined",
        measure=SHARE,
        of=every,
        hits=lambda at: _.state == State.NOT_ACCEPTED.value,
    ),
    Figure(code="at_once", measure=SHARE, of=valid, hits=at_once),
    Figure(
        code="pressing_on_time",
        measure=SHARE,
        of=pressing,
        hits=lambda at: _.answered_at <= _.current_promise_at,
    ),
)
RATES = ("response_rate", "resolution_rate", "satisfaction_rate")
SCORE = "three_rates"  # made from RATES by their weights

# the three questions that the whole effort is judged by, each by a few outcomes, never by effort
QUESTIONS: Mapping[Question, Sequence[str]] = {
    Question.EASIER: ("resolution_rate", "at_once", "waited", "redispatched"),
    Question.HEARD: ("contact_on_time", "on_time", "satisfaction_rate", "declined"),
    Question.SAFER: ("pressing_on_time", "back_30", "back_90"),
}
