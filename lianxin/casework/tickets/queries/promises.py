"""What a ticket's current promise is under the calendar of now, reckoned again from all that was decided."""

from lianxin.casework.tickets.models import IS_OPEN, Ticket
from lianxin.casework.tickets.queries import limits
from lianxin.casework.tickets.rules import deeds
from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.calendars.rules import Due


def reckoned(ticket: Ticket, known: limits.Registers | None = None) -> Due:
    """Return the current promise as its tiers and its extensions make it under the calendar of now."""
    promise, days = None, 0
    known = known or limits.of_now()
    for entry in ledger.about(ticket):
        division = entry.facts.get("division_code", ticket.division_code)
        clock = limits.Clock(division, entry.at, known)
        if "tier" in entry.facts:  # a later tier may bring it nearer, never put it off
            offered = clock.promise(entry.facts["tier"], since=ticket.received_at)
            promise = offered if promise is None or offered.at < promise.at else promise
        if entry.verb == deeds.EXTENSION_ASKED:
            days = entry.facts["days"]
        elif entry.verb == deeds.EXTENDED and promise is not None:
            promise = clock.extended(promise.at, days)
    return promise or as_it_stands(ticket)


def as_it_stands(ticket: Ticket) -> Due:
    """Return the current promise as the ticket holds it."""
    return Due(at=ticket.current_promise_at, provisional=ticket.promise_provisional)


def outdated() -> list[int]:
    """Return the open tickets whose promise waited for a calendar and reads otherwise under that of now."""
    waiting = Ticket.objects.filter(IS_OPEN, promise_provisional=True).order_by("pk")
    known = limits.of_now()
    return [row.pk for row in waiting.iterator() if reckoned(row, known) != as_it_stands(row)]
