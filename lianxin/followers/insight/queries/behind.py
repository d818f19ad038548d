"""Which requests stand behind a number: the ids, for a list of those that the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ibis import _

from lianxin.followers.insight.queries import figures, panels
from lianxin.followers.insight.rules.figures import VOLUMES, By, Period
from lianxin.followers.insight.rules.panels import Promise, Stage
from lianxin.followers.insight.stages import PLAIN, plain, waits, waits_at
from lianxin.foundation.actor import Actor

MOST = 500  # requests of one number that can be listed
STAGES = {waits(stage): stage for stage in Stage}
PROMISES = {f"promised_{promise}": promise for promise in Promise}
VOLUME_KINDS = frozenset({*VOLUMES, *STAGES})  # what tells nothing of how somebody works
KINDS = frozenset({*PLAIN, *STAGES, *PROMISES})


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A number: of what kind, of which days, and narrowed down to what."""

    kind: str
    period: Period | None = None
    ended: Period | None = None
    category_id: int | None = None
    grid_id: int | None = None
    place: str = ""  # the leading digits of a division


def ids(by: Actor, one: Behind, *, at: datetime, midnight: datetime) -> tuple[list[int], int]:
    """Return the newest requests behind a number, and how many there are, in an actor's place."""
    table = panels.placed(by) if one.grid_id is not None else panels.seen(by)
    for condition in _conditions(one, at, midnight):
        table = table.filter(condition)
    (whole,) = figures.read(table.aggregate(many=_.count()))
    newest = table.select("ticket").order_by(_.ticket.desc()).limit(MOST)
    return [row["ticket"] for row in figures.read(newest)], whole["many"]


def monthly(by: Actor, kinds: Sequence[str], period: Period) -> list[tuple[str, list[int]]]:
    """Return each month of receipt with how many requests stand behind some of the plain numbers."""
    return sorted(_plain(by, kinds, period, By.MONTH))


def by_category(
    by: Actor, kinds: Sequence[str], period: Period
) -> list[tuple[int | None, list[int]]]:
    """Return each category with the same, the most first."""
    found = _plain(by, kinds, period, By.CATEGORY)
    return sorted(found, key=lambda one: (-sum(one[1]), one[0] or 0))


def _plain(by: Actor, kinds: Sequence[str], period: Period, key: By) -> list[tuple[Any, list[int]]]:
    codes = [plain(kind) for kind in kinds]
    rows = figures.answered(panels.question(panels.eyes(by), period, set(codes), key))
    return [(row["key"], [panels.volume(row, code) for code in codes]) for row in rows]


def _conditions(one: Behind, at: datetime, midnight: datetime) -> list[Any]:
    made = [_kind(one.kind, at, midnight)]
    if one.period is not None:
        made += [_.received_on >= one.period.first, _.received_on < one.period.end]
    if one.ended is not None:
        made += [_.ended_on >= one.ended.first, _.ended_on < one.ended.end]
    if one.category_id is not None:
        made.append(_.category_id == one.category_id)
    if one.grid_id is not None:
        made.append(_.grid_id == one.grid_id)
    if one.place:
        made.append(_.division_code.fill_null("").startswith(one.place))
    return made


def _kind(kind: str, at: datetime, midnight: datetime) -> Any:
    if kind in STAGES:
        return waits_at(STAGES[kind])
    if kind in PROMISES:
        return panels.promised(PROMISES[kind], at, midnight)
    return PLAIN[kind]
