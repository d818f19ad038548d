"""A unit is closed and others take its work over (机构调整): its open tickets move, every clock goes on."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.queries import Heir
from lianxin.casework.tickets.rules import State, Step, refusals
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs.rules import verbs

CARRIER = Actor.system("reorganisation")


@ledger.deed
def move(
    *,
    ticket_id: int,
    unit_id: int,
    successor_id: int,
    heir: Heir,
    decided: int,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Give a ticket of a closed unit to the one that takes over: what it led to the heir, its help to the successor.

    State, promise and what is due stay as they are.
    """
    turn = frame.begin(Step.MOVE, ticket_id=ticket_id, by=by, at=at, key=key, seen=None)
    ticket = turn.ticket
    asked = dict(ticket.assists.values_list("unit_id", "due_at"))
    led = ticket.lead_unit_id == unit_id
    if not led and unit_id not in asked:
        raise refusals.NotHeld
    lead_id = _unconcerned(heir.unit_id, ticket) if led else ticket.lead_unit_id
    named = {successor_id if pk == unit_id else pk for pk in asked} - {lead_id}
    assists = sorted(named - queries.concerned(named, ticket.about_unit_id))
    due_at = max((due for due in asked.values() if due), default=None)
    if set(assists) != set(asked):
        Assist.objects.filter(ticket=ticket).delete()
        Assist.objects.bulk_create(
            Assist(ticket=ticket, unit_id=pk, due_at=due_at) for pk in assists
        )
    row_id = heir.row_id if lead_id == heir.unit_id else None
    return turn.done(
        lead_unit_id=lead_id,
        catalogue_row_id=row_id if led else ticket.catalogue_row_id,
        assist_unit_ids=assists,
        assist_due_at=due_at,
        from_unit_id=unit_id,
        decided=decided,
        led=led,
        tells=led and ticket.state != State.FOLLOW_UP,
    )


def _unconcerned(unit_id: int, ticket: Ticket) -> int:
    """Return the heir, or the unit above the one complained of, where the heir is that one."""
    if ticket.about_unit_id is None:
        return unit_id
    return queries.unconcerned(unit_id, ticket.about_unit_id, chosen=False)


def rounds(at: datetime) -> Sequence[tuple[str, ledger.Subjects, ledger.Each]]:
    """Return what is carried out for many tickets once a unit was closed."""
    return ((verbs.REORGANISED, _held, _moving(at)),)


def _held(entry: Entry, after: int, limit: int) -> Sequence[int]:
    return queries.held(entry.about_id, after=after, limit=limit)


@lru_cache(maxsize=4096)
def _named(_stamps: object, named: int, category_id: int | None, place: str, on: date) -> Heir:
    """Return whom the catalogue names before `named`; asked once while it says the same."""
    return queries.heir(named, category_id=category_id, division_code=place, on=on)


def _moving(at: datetime) -> ledger.Each:
    stamps = cache(duties.stamps)  # one query for all tickets of a chunk

    def do(entry: Entry, pk: int, key: str) -> Entry:
        successor_id: int = entry.facts["successor_unit_id"]
        heir = Heir(unit_id=successor_id)
        if entry.facts["by_catalogue"]:
            about = Ticket.objects.values_list("category_id", "division_code").get(pk=pk)
            heir = _named((stamps(), entry.pk), successor_id, *about, day_of(at))
        return move(
            ticket_id=pk,
            unit_id=entry.about_id,
            successor_id=successor_id,
            heir=heir,
            decided=entry.pk,
            by=CARRIER,
            at=at,
            key=key,
        )

    return do
