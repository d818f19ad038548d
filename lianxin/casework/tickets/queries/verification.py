"""Whether tickets are what the ledger says they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lianxin.casework.tickets.models import Assist, Mention, Ticket
from lianxin.casework.tickets.rules import code, deeds
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Facts, Progress, Replay

ASSISTS = "assist_unit_ids"  # the one fact of a handing that stands in rows of its own


def _where(pk: int) -> str:
    return f"ticket {code.number(pk)}" if pk > 0 else f"ticket id {pk}"


def _assists(told: Mapping[int, Sequence[Facts]]) -> Iterable[tuple[int, str]]:
    standing: dict[int, set[tuple[str, object, object]]] = {pk: set() for pk in told}
    rows = Assist.objects.filter(ticket_id__in=told)
    columns = rows.values_list("ticket_id", "unit_id", "due_at", "ticket_due_at")
    for pk, unit_id, due_at, ticket_due_at in columns:
        standing[pk].add((str(unit_id), due_at, ticket_due_at))
    for pk, facts in told.items():
        now: dict[str, object] = {}
        for one in facts:
            now.update(one)
        newest: Facts = next((one for one in reversed(facts) if ASSISTS in one), {})
        units, due = newest.get(ASSISTS, []), newest.get("assist_due_at")
        alone = Ticket(state=str(now.get("state")), with_matter=bool(now.get("with_matter")))
        ticket_due = now.get("due_at") if alone.at_work_alone else None
        if not isinstance(units, list) or standing[pk] != {
            (str(unit), due, ticket_due) for unit in units
        }:
            yield pk, "assists"


def _mentions(told: Mapping[int, Sequence[Facts]]) -> Iterable[tuple[int, str]]:
    standing: dict[int, tuple[set[object], set[object]]] = {pk: (set(), set()) for pk in told}
    for row in Mention.objects.filter(ticket_id__in=told):
        staff, units = standing[row.ticket_id]
        (staff if row.unit_id is None else units).add(row.staff_id or row.unit_id)
    for pk, facts in told.items():
        newest: Facts = next((one for one in reversed(facts) if "asked_staff_ids" in one), {})
        asked = [newest.get(name) or [] for name in deeds.NAMED]
        if [sorted(rows, key=str) for rows in standing[pk]] != [
            sorted(ids, key=str) for ids in asked if isinstance(ids, list)
        ]:
            yield pk, "mentions"


def _beside(told: Mapping[int, Sequence[Facts]]) -> Iterable[tuple[int, str]]:
    yield from _assists(told)
    yield from _mentions(told)


REPLAY = Replay(model=Ticket, columns=deeds.COLUMNS, where=_where, beside=_beside)
known = REPLAY.known


def faults(
    *, ticket_id: int | None = None, progress: Progress = lambda done: None
) -> Iterator[Fault]:
    """Yield where a ticket's row is not the replay of its entries: all tickets, or one."""
    yield from REPLAY.faults(pk=ticket_id, progress=progress)
    if ticket_id is None:
        strays = Assist.objects.exclude(ticket_id__in=Ticket.objects.values("pk"))
        for pk in strays.values_list("ticket_id", flat=True).distinct():
            where = f"{ledger.name_of(Ticket)} id {pk}"
            yield Fault(code="ticket-missing", where=where, detail="assists")
