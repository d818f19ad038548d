"""What waits for whom: for each role its desks, each a list with what is due first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from lianxin.casework.tickets.models import IS_OPEN, Ticket
from lianxin.casework.tickets.queries.access import visible_to
from lianxin.casework.tickets.rules import State
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotFound

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One list of work: its name, its condition, and the moment that orders it."""

    name: str
    holds: Q
    order: str = "due_at"
    own_unit: bool = False  # only what the actor's own unit leads, however far they may see


def _waiting(*states: State) -> Q:
    return Q(state__in=[state.value for state in states])


AT_WORK = _waiting(
    State.DISPATCHED,
    State.SIGNED,
    State.HANDLING,
    State.CO_HANDLING,
    State.WAITING_RESIDENT,
    State.HOLD,
    State.REWORK,
)
INCOMING = Desk(name="incoming", holds=_waiting(State.RECEIVED) & Q(accepted_at=None))
TO_DISPATCH = Desk(
    name="to-dispatch", holds=_waiting(State.RECEIVED) & Q(accepted_at__isnull=False)
)
DECISIONS = Desk(name="decisions", holds=~Q(pending=""), order="decide_by")
REPLIES = Desk(name="replies", holds=_waiting(State.REPLIED))
ESCALATED = Desk(name="escalated", holds=_waiting(State.ESCALATED))
FOLLOW_UPS = Desk(name="follow-ups", holds=_waiting(State.FOLLOW_UP))
OPEN = Desk(name="open", holds=IS_OPEN)
OURS = Desk(name="ours", holds=IS_OPEN & AT_WORK, own_unit=True)
SUBTREE = Desk(name="subtree", holds=IS_OPEN & AT_WORK)

DESKS: dict[Role, tuple[Desk, ...]] = {
    Role.AGENT: (INCOMING, OPEN),
    Role.DISPATCHER: (TO_DISPATCH, INCOMING, REPLIES, OPEN),
    Role.SUPERVISOR: (DECISIONS, ESCALATED, REPLIES, OPEN),
    Role.CALLER: (FOLLOW_UPS,),
    Role.HANDLER: (OURS,),
    Role.UNIT_LEAD: (OURS, SUBTREE),
    Role.GRID_WORKER: (OURS, SUBTREE),
    Role.AUDITOR: (OPEN,),
}


def desks_of(by: Actor) -> tuple[Desk, ...]:
    """Return the lists that a role works from, the first one first."""
    return DESKS.get(by.role, ())


def desk(
    by: Actor, name: str, *, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> QuerySet[Ticket]:
    """Return a page of a desk: what is due first, beginning behind the (moment, id) of a row."""
    chosen = next((one for one in desks_of(by) if one.name == name), None)
    if chosen is None:
        raise NotFound(desk=name)
    # what the own unit leads is a part of what its people see, and has an index of its own
    rows = Ticket.objects.filter(lead_unit_id=by.unit_id) if chosen.own_unit else visible_to(by)
    rows = rows.filter(chosen.holds)
    if after is not None:
        moment, pk = after
        later = Q(**{f"{chosen.order}__gt": moment})
        rows = rows.filter(
            Q(**{f"{chosen.order}__gte": moment}), later | Q(**{chosen.order: moment, "pk__gt": pk})
        )
    related = ("category", "grid", "lead_unit", "matter")
    return rows.select_related(*related).order_by(chosen.order, "pk")[:limit]


def held_by(codes: Iterable[str]) -> dict[str, int]:
    """Return how many open tickets some units lead, by the units' codes."""
    found = Ticket.objects.filter(IS_OPEN, lead_unit__code__in=list(codes))
    return dict(found.values_list("lead_unit__code").annotate(Count("pk")).order_by())
