"""What the monthly report tells of the whole city beside the rows of open data."""

from collections.abc import Mapping
from datetime import datetime

import ibis
from ibis import _
from ibis.expr.types import Table

from lianxin.casework.tickets.rules import deeds
from lianxin.casework.tickets.rules.words import Channel
from lianxin.followers.insight.catalogue import TICKETS
from lianxin.followers.insight.queries.figures import Results, in_both_scopes, read
from lianxin.followers.insight.queries.profile import profile
from lianxin.followers.insight.rules import suppression
from lianxin.followers.insight.rules.figures import Period, Scope
from lianxin.followers.insight.rules.opendata import NOWHERE
from lianxin.followers.insight.rules.suppression import ANY, Frame, Key
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.time import day_of

CITY = Actor(role=Role.AUDITOR)  # who sees all of it, and is nobody
DECIDED = {
    "held": deeds.HELD,
    "released": deeds.HOLD_RELEASED,
    "declined": deeds.DECLINED,
    "excluded": deeds.EXCLUSION_APPROVED,
}
EVENTS = ibis.table({"verb": "string", "on": "date"}, name="events")


def whole(period: Period, *, at: datetime) -> Mapping[Scope, Results]:
    """Return all figures of a month in both scopes."""
    weights = profile("", day_of(at)).weights
    return in_both_scopes(CITY, period=period, at=at, weights=weights)


def channels(period: Period) -> Mapping[str, int]:
    """Return how many came by which door, as far as that may be told; `ANY` are all others."""
    found = _of(period).group_by(key=_.channel.fill_null("")).aggregate(count=_.count())
    cells = {Key(row["key"], NOWHERE, ANY): int(row["count"]) for row in read(found)}
    doors = {*(one.value for one in Channel), *(cell.group for cell in cells)}
    frame = Frame(groups=frozenset(doors), places=frozenset({NOWHERE}), kinds=frozenset({ANY}))
    return {key.group: number for key, number in suppression.told(cells, frame).items()}


def exclusions(period: Period) -> Mapping[str, int]:
    """Return how many requests of a month are left out of an assessment, by reason."""
    left_out = _of(period).filter(_.excluded_for.fill_null("") != "")
    found = left_out.group_by(key=_.excluded_for).aggregate(count=_.count())
    return {row["key"]: int(row["count"]) for row in read(found)}


def decisions(period: Period) -> Mapping[str, int]:
    """Return how often the hotline decided in a month to hold, to go on, or not to accept."""
    within = EVENTS.filter(_.on >= period.first, _.on < period.end)
    found = within.group_by("verb").aggregate(count=_.count())
    counts = {row["verb"]: int(row["count"]) for row in read(found)}
    return {name: counts.get(verb, 0) for name, verb in DECIDED.items()}


def _of(period: Period) -> Table:
    return TICKETS.filter(_.received_on >= period.first, _.received_on < period.end)
