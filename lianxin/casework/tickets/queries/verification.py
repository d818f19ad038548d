"""Whether tickets are what the ledger says they are."""

from collections.abc import Iterator

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import deeds
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import rules as payload
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Progress

CHUNK = 1000


def faults(
    *, ticket_id: int | None = None, progress: Progress = lambda done: None
) -> Iterator[Fault]:
    """Yield where a ticket's row is not the replay of its entries: all tickets, or one."""
    rows = Ticket.objects.order_by("pk")
    last = 0
    if ticket_id is not None:
        rows, last = rows.filter(pk=ticket_id), ticket_id - 1
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from _chunk(chunk)
        last = chunk[-1].pk
        progress(len(chunk))
    if ticket_id is None:
        yield from _orphans()


def _chunk(tickets: list[Ticket]) -> Iterator[Fault]:
    entries: dict[int, list[Entry]] = {}
    found = Entry.objects.filter(about="ticket", about_id__in=[ticket.pk for ticket in tickets])
    for entry in found.order_by("about_id", "seq"):
        entries.setdefault(entry.about_id, []).append(entry)
    for ticket in tickets:
        yield from _one(ticket, entries.get(ticket.pk, []))


def _one(ticket: Ticket, entries: list[Entry]) -> Iterator[Fault]:
    where = f"ticket {ticket.number}"
    if ticket.seq != len(entries):
        yield Fault(code="entries-missing", where=where, detail=f"{len(entries)} of {ticket.seq}")
    replayed = deeds.replay(payload.decode(entry.verb, entry.facts) for entry in entries)
    for name in sorted(deeds.COLUMNS):
        if (getattr(ticket, name) or None) != (replayed.get(name) or None):
            yield Fault(code="replay-differs", where=where, detail=name)


def _orphans() -> Iterator[Fault]:
    known = Ticket.objects.values("pk")
    lost = Entry.objects.filter(about=ledger.name_of(Ticket)).exclude(about_id__in=known)
    for about_id in lost.values_list("about_id", flat=True).distinct():
        yield Fault(code="ticket-missing", where=f"ticket id {about_id}")
