"""Whether tickets are what the ledger says they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.rules import deeds
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import rules as payload
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import BEFORE_ALL, UNREADABLE, Progress, rows

CHUNK = 1000
ASSISTS = "assist_unit_ids"  # the one fact of a handing that stands in rows of its own
Facts = Mapping[str, object]


@dataclass
class _Told:
    """What the ledger and the rows beside it tell of one ticket."""

    entries: int = 0
    facts: list[Facts] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    assists: set[str] = field(default_factory=set)


def known(ticket_id: int) -> bool:
    """Tell whether there is or ever was such a ticket."""
    entries = Entry.objects.filter(about=ledger.name_of(Ticket), about_id=ticket_id)
    return entries.exists() or Ticket.objects.filter(pk=ticket_id).exists()


def faults(
    *, ticket_id: int | None = None, progress: Progress = lambda done: None
) -> Iterator[Fault]:
    """Yield where a ticket's row is not the replay of its entries: all tickets, or one."""
    if ticket_id is not None:
        yield from _chunk([ticket_id])
        return
    last, ids = BEFORE_ALL, Ticket.objects.order_by("pk").values_list("pk", flat=True)
    while chunk := list(ids.filter(pk__gt=last)[:CHUNK]):
        yield from _chunk(chunk)
        last = chunk[-1]
        progress(len(chunk))
    yield from _orphans()


def _chunk(ids: list[int]) -> Iterator[Fault]:
    tickets = rows(Ticket.objects.all(), ids)
    told = _told(ids)
    for pk in ids:
        if pk not in tickets:
            yield Fault(code="ticket-missing", where=f"ticket id {pk}")
        elif (ticket := tickets[pk]) is None:
            yield Fault(code="ticket-unreadable", where=f"ticket id {pk}")
        else:
            yield from _one(ticket, told[pk])


def _told(ids: list[int]) -> dict[int, _Told]:
    told = {pk: _Told() for pk in ids}
    found = Entry.objects.filter(about=ledger.name_of(Ticket), about_id__in=ids)
    about = dict(found.order_by("about_id", "seq").values_list("pk", "about_id"))
    for pk, entry in rows(Entry.objects.all(), list(about)).items():
        one = told[about[pk]]
        one.entries += 1
        try:
            facts = None if entry is None else payload.decode(entry.verb, entry.facts)
        except UNREADABLE:
            facts = None
        if facts is None:
            one.unreadable.append(pk)
        else:
            one.facts.append(facts)
    beside = Assist.objects.filter(ticket_id__in=ids).values_list("ticket_id", "unit_id")
    for pk, unit_id in beside:
        told[pk].assists.add(str(unit_id))
    return told


def _one(ticket: Ticket, told: _Told) -> Iterator[Fault]:
    where = f"ticket {ticket.number}" if ticket.pk > 0 else f"ticket id {ticket.pk}"
    if ticket.seq != told.entries or not told.entries:
        yield Fault(code="entries-missing", where=where, detail=f"{told.entries} of {ticket.seq}")
    if told.unreadable:  # no replay without them
        for pk in told.unreadable:
            yield Fault(code="entry-unreadable", where=where, detail=f"entry {pk}")
        return
    replayed = {**_columns(), **deeds.replay(told.facts)}
    for name in sorted(deeds.COLUMNS):
        if getattr(ticket, name) != replayed[name]:
            yield Fault(code="replay-differs", where=where, detail=name)
    handed: object = next((facts[ASSISTS] for facts in told.facts[::-1] if ASSISTS in facts), [])
    if not isinstance(handed, list) or told.assists != {*map(str, handed)}:
        yield Fault(code="replay-differs", where=where, detail="assists")


def _columns() -> dict[str, object]:
    """Return what stands in the columns that no entry has named yet."""
    return {field_.attname: field_.get_default() for field_ in Ticket._meta.concrete_fields}


def _orphans() -> Iterator[Fault]:
    known_ids = Ticket.objects.values("pk")
    lost = Entry.objects.filter(about=ledger.name_of(Ticket)).exclude(about_id__in=known_ids)
    for about_id in lost.values_list("about_id", flat=True).distinct():
        yield Fault(code="ticket-missing", where=f"ticket id {about_id}")
    stray = Assist.objects.exclude(ticket_id__in=known_ids).values_list("ticket_id", flat=True)
    for ticket_id in stray.distinct():
        yield Fault(code="ticket-missing", where=f"ticket id {ticket_id}", detail="assists")
