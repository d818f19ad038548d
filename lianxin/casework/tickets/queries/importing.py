"""What a bulk import must know: which tickets are there already, and which terms the others get."""

from collections.abc import Collection
from datetime import datetime

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules.importing import ImportedTicket, Terms
from lianxin.registers.policies.rules import Step as Limit


def imported(source: str, refs: Collection[str]) -> set[str]:
    """Return those ids of a source whose tickets are here already."""
    found = Ticket.objects.filter(source=source, source_ref__in=refs)
    return set(found.values_list("source_ref", flat=True))


def terms(ticket: ImportedTicket, at: datetime) -> Terms:
    """Return a ticket's terms: what its source promised, else what our limits of today give it.

    They are reckoned from the day on which it came in: who waited at the source waited.
    """
    clock = Clock(ticket.division_code, at)
    tier = str(clock.tier(ticket.category_id))
    if not ticket.is_open:
        return Terms(tier=tier, promise_at=ticket.deadline or ticket.ended_at or at)
    received = ticket.received_at
    if ticket.unit_id:
        due_at = clock.due(Limit.SIGN_IN, tier=tier, since=ticket.dispatched_at or received)
    else:
        due_at = clock.due(Limit.DISPATCH, tier=tier, since=received)
    if ticket.deadline:
        return Terms(tier=tier, promise_at=ticket.deadline, due_at=due_at)
    promise = clock.promise(tier, since=received)
    return Terms(tier=tier, promise_at=promise.at, provisional=promise.provisional, due_at=due_at)


def can_promise(division_code: str, at: datetime) -> None:
    """Refuse an import into a division ("" for none in particular) in which no limits are in force."""
    Clock(division_code, at).promise(Clock(division_code, at).default_tier, since=at)
