"""What panels count of a request beside the figures: the loop's stages, and plain numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from ibis import _

from lianxin.casework.tickets.rules.words import CLAIMS, Outcome
from lianxin.followers.insight.definitions import Figure
from lianxin.followers.insight.rules.figures import VOLUMES, Measure
from lianxin.followers.insight.rules.panels import Stage

Value = Any  # a column of the table, not bound to one yet

PLAIN: Mapping[str, Value] = {
    "received": _.ticket.notnull(),
    "open": _.ended_at.isnull(),
    "answered": _.answered_at.notnull(),
    "returns_asked": _.returns_asked > 0,
    "returned": _.returns_granted > 0,
    "reworked": _.rework_count > 0,
    "reopened": _.reopened > 0,
    "hurried": _.hurries > 0,
    "escalated": _.whistles > 0,
}


def came_to() -> dict[Stage, Value]:
    """Return for each stage whether a request has come to it, or beyond."""
    given = _.dispatches > 0
    said = [one.value for one in CLAIMS]
    own = {
        Stage.RECEIVED: _.ticket.notnull(),
        Stage.ACCEPTED: _.accepted_at.notnull(),
        Stage.DISPATCHED: given,
        Stage.SIGNED: given & _.signed_at.notnull(),
        Stage.CONTACTED: given & _.contacted_at.notnull(),
        Stage.REPLIED: given & _.replied_at.notnull(),
        Stage.ANSWERED: given & _.answered_at.notnull(),
        Stage.SAID: given & _.ended_at.notnull() & _.outcome.isin(said),
        Stage.RESOLVED: given & _.ended_at.notnull() & (_.outcome == Outcome.RESOLVED.value),
    }
    made: dict[Stage, Value] = {}
    beyond: Value = None
    for stage in reversed(Stage):
        beyond = own[stage] if beyond is None else own[stage] | beyond
        made[stage] = beyond.fill_null(False)  # noqa: FBT003  what an unknown outcome is
    return {stage: made[stage] for stage in Stage}


def waits_at(stage: Stage) -> Value:
    """Return whether an open request has come to a stage and no further."""
    reached, listed = came_to(), list(Stage)
    here = reached[stage] & _.ended_at.isnull()
    onward = listed[listed.index(stage) + 1 :]
    return here & ~reached[onward[0]] if onward else here


def _counter(code: str, value: Value) -> Figure:
    return Figure(code=code, measure=Measure.COUNT, of=lambda _at: value)


def came(stage: Stage) -> str:
    """Return what the counter of those who came to a stage is called."""
    return f"came_{stage}"


def waits(stage: Stage) -> str:
    """Return what the counter of those who wait at a stage is called."""
    return f"waits_{stage}"


def plain(kind: str) -> str:
    """Return what the counter of a plain number is called."""
    return kind if kind in VOLUMES else f"plain_{kind}"


# kept beside large files like the figures, but no figures of the catalogue
COUNTERS: Sequence[Figure] = (
    *(_counter(plain(kind), value) for kind, value in PLAIN.items() if kind not in VOLUMES),
    *(_counter(came(stage), value) for stage, value in came_to().items()),
    *(_counter(waits(stage), waits_at(stage)) for stage in Stage),
)
