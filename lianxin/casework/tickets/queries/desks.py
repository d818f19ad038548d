"""What waits for whom: for each role its desks, each a list with what is due first."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q, QuerySet

from lianxin.casework.tickets import models
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries import lines, mentions
from lianxin.casework.tickets.queries.access import visible_to
from lianxin.casework.tickets.queries.narrowed import Narrowed
from lianxin.casework.tickets.rules import State
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotFound

PAGE = 50
COUNTED = 1000  # of what waits on a desk
UNREAD = ("grid__polygon", "category__description", "category__keywords")  # large, for no list


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One list of work: its name, its condition, and the moment that orders it."""

    name: str
    holds: Q
    order: str = "due_at"
    own_unit: bool = False  # only what the actor's own unit leads, however far they may see
    called: bool = False  # only where the actor's unit was asked for help and is still waited for
    named: bool = False  # only what a note asks the actor, or the actor's unit, to read

    @property
    def alone(self) -> bool:
        """Return whether it is one line of an index by itself, and not put together from many."""
        return self.named or self.called or self.own_unit

    @property
    def shown(self) -> str:
        """Return the moment that a row shows as its deadline."""
        return "due_at" if self.named else self.order


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much waits on a desk, counted as far as it helps, and how much of it is late."""

    desk: Desk
    count: int
    late: int

    @property
    def more(self) -> bool:
        """Return whether there is more than was counted."""
        return self.count > COUNTED


INCOMING = Desk(name="incoming", holds=models.INCOMING)
TO_DISPATCH = Desk(name="to-dispatch", holds=models.TO_DISPATCH)
DECISIONS = Desk(name="decisions", holds=models.PENDING, order="decide_by")
REPLIES = Desk(name="replies", holds=Q(state=State.REPLIED.value))
ESCALATED = Desk(name="escalated", holds=Q(state=State.ESCALATED.value))
FOLLOW_UPS = Desk(name="follow-ups", holds=Q(state=State.FOLLOW_UP.value))
HOLDS = Desk(name="holds", holds=Q(state=State.HOLD.value))  # by the day of its review
HURRIED = Desk(name="hurried", holds=models.HURRIED, order="hurry_by")
OUR_HURRIED = Desk(name="hurried", holds=models.HURRIED, order="hurry_by", own_unit=True)
RIGHTS = Desk(name="rights", holds=models.ASKED, order="answer_by")
OPEN = Desk(name="open", holds=models.OPEN_ALONE)
OURS = Desk(name="ours", holds=models.AT_WORK, own_unit=True)
SUBTREE = Desk(name="subtree", holds=models.AT_WORK)
ORDERS = Desk(name="orders", holds=models.ORDERED, order="order_due_at")
ORDERS_TO_US = replace(ORDERS, own_unit=True)
CALLED = Desk(
    name="called",
    holds=Q(
        state__in=[one.value for one in (State.TRIAGE_MEETING, State.CO_HANDLING, State.ESCALATED)]
    ),
    order="asked_by",
    called=True,
)
MENTIONS = Desk(name="mentions", holds=Q(), order="mentioned_at", named=True)

DESKS: dict[Role, tuple[Desk, ...]] = {
    Role.AGENT: (INCOMING, MENTIONS, OPEN),
    Role.DISPATCHER: (TO_DISPATCH, INCOMING, REPLIES, HURRIED, MENTIONS, OPEN),
    Role.SUPERVISOR: (
        DECISIONS,
        ESCALATED,
        HOLDS,
        ORDERS,
        REPLIES,
        HURRIED,
        RIGHTS,
        MENTIONS,
        OPEN,
    ),
    Role.CALLER: (FOLLOW_UPS, MENTIONS),
    Role.HANDLER: (OURS, CALLED, OUR_HURRIED, MENTIONS),
    Role.UNIT_LEAD: (OURS, CALLED, OUR_HURRIED, ORDERS_TO_US, MENTIONS, SUBTREE),
    Role.GRID_WORKER: (OURS, CALLED, OUR_HURRIED, MENTIONS, SUBTREE),
    Role.AUDITOR: (OPEN,),
}


def desks_of(by: Actor) -> tuple[Desk, ...]:
    """Return the lists that a role works from, the first one first."""
    return DESKS.get(by.role, ())


def desk(
    by: Actor,
    name: str,
    *,
    after: tuple[datetime, int] | None = None,
    limit: int = PAGE,
    narrowed: Narrowed | None = None,
) -> QuerySet[Ticket]:
    """Return a page of a desk: what is due first, beginning behind the (moment, id) of a row."""
    chosen = _chosen(by, name)
    front = lines.Front(moment=chosen.order, after=after, limit=limit, narrowed=narrowed)
    rows = _held(by, chosen, narrowed)
    if not chosen.alone:
        waiting = Ticket.objects.filter(chosen.holds)
        if narrowed is not None:
            waiting = narrowed.of(waiting, chosen.shown)
        ids = lines.foremost(by, waiting, front)
        if ids is not None:
            rows = Ticket.objects.filter(pk__in=front.ids(rows.filter(pk__in=ids)))
    return front.of(rows).select_related("category", "grid", "lead_unit", "matter").defer(*UNREAD)


def on_desk(
    by: Actor, name: str, ids: Collection[int], narrowed: Narrowed | None = None
) -> set[int]:
    """Return which of some tickets stand on a desk now, by their ids."""
    held = _held(by, _chosen(by, name), narrowed)
    return set(held.filter(pk__in=ids).values_list("pk", flat=True))


def _chosen(by: Actor, name: str) -> Desk:
    chosen = next((one for one in desks_of(by) if one.name == name), None)
    if chosen is None:
        raise NotFound(desk=name)
    return chosen


def _held(by: Actor, chosen: Desk, narrowed: Narrowed | None = None) -> QuerySet[Ticket]:
    """Return all that stands on a desk, or what fits of it, in no order."""
    rows = _all_held(by, chosen)
    return rows if narrowed is None else narrowed.of(rows, chosen.shown)


def _all_held(by: Actor, chosen: Desk) -> QuerySet[Ticket]:
    rows = visible_to(by).filter(chosen.holds)
    if chosen.named:
        return mentions.of(by, rows)
    if chosen.called:
        rows = rows.filter(Q(assists__unit_id=by.unit_id, assists__due_at__isnull=False))
        return rows.annotate(asked_by=F("assists__due_at"))
    return rows.filter(lead_unit_id=by.unit_id) if chosen.own_unit else rows


def late_orders(by: Actor, at: datetime) -> int:
    """Return how many orders within a supervisor's reach were not answered in time."""
    return visible_to(by).filter(models.ORDERED, order_due_at__lte=at).count()


def waiting(by: Actor, at: datetime) -> list[Waiting]:
    """Return for each desk of a role how much waits there, and how much of that is late."""
    found = []
    for one in desks_of(by):
        # what is due first comes first: all that is late is among what is counted, or fills it
        listed = desk(by, one.name, limit=COUNTED + 1).values_list(one.shown, flat=True)
        due = list(listed)
        late = sum(moment is not None and moment <= at for moment in due)
        found.append(Waiting(desk=one, count=len(due), late=late))
    return found
