"""Others take over what a unit did, all or a part of it (机构调整): its tickets move, every clock goes on."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.actions.assisting import assist
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries import Heir
from lianxin.casework.tickets.rules import State, Step, refusals
from lianxin.casework.tickets.rules.words import OPEN
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs.rules import verbs

HANDED = ("category_id", "division_code", "catalogue_row_id", "designated")
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
    """Let whoever takes over stand for a unit on a ticket: lead, help, notes, and what is complained of.

    The lead goes to the heir, all else to the successor. State, promise and what is due stay as they
    are. A ticket that ended stays where it was answered; only who may read it is seen to.
    """
    turn = frame.begin(Step.MOVE, ticket_id=ticket_id, by=by, at=at, key=key, seen=None)
    ticket, before = turn.ticket, turn.ticket.lead_unit_id
    if not queries.names(ticket, unit_id):
        raise refusals.NotHeld
    if ticket.about_unit_id == unit_id:
        ticket.about_unit_id = successor_id
    led = before == unit_id and ticket.state in OPEN
    if ticket.state in OPEN:
        ticket.lead_unit_id = _unconcerned(heir.unit_id if led else before, ticket)
    moved = ticket.lead_unit_id != before
    if moved:
        by_row = led and ticket.lead_unit_id == heir.unit_id
        ticket.catalogue_row_id = heir.row_id if by_row else None
    assists = _assists(ticket, unit_id, successor_id)
    return turn.done(
        lead_unit_id=ticket.lead_unit_id,
        about_unit_id=ticket.about_unit_id,
        catalogue_row_id=ticket.catalogue_row_id,
        **assists,
        **_asked(ticket, unit_id, led and ticket.lead_unit_id or successor_id, turn.clock.today),
        from_unit_id=unit_id,
        decided=decided,
        led=moved,
        tells=moved and ticket.state != State.FOLLOW_UP,
    )


def _unconcerned(unit_id: int | None, ticket: Ticket) -> int | None:
    """Return who leads, or the unit above the one complained of, where it is that one."""
    if unit_id is None or ticket.about_unit_id is None:
        return unit_id
    return queries.unconcerned(unit_id, ticket.about_unit_id, chosen=False)


def _assists(ticket: Ticket, unit_id: int, successor_id: int) -> dict[str, Any]:
    """Let the successor help in the place of a closed unit, by the same day, and return who helps as facts."""
    asked = dict(ticket.assists.values_list("unit_id", "due_at"))
    due_at = max((due for due in asked.values() if due), default=None)
    named = set(asked)
    if ticket.state in OPEN:
        named = {successor_id if pk == unit_id else pk for pk in asked} - {ticket.lead_unit_id}
        named -= queries.concerned(named, ticket.about_unit_id)
    if named != set(asked):
        assist(ticket, sorted(named), due_at=due_at)
    return {"assist_unit_ids": sorted(named), "assist_due_at": due_at}


def _asked(ticket: Ticket, unit_id: int, successor_id: int, on: date) -> dict[str, Any]:
    """Let the notes that ask the desk of a closed unit ask another one, and return whom notes ask as facts."""
    staff_ids, unit_ids = queries.still_asked(ticket, but=CARRIER)
    if unit_id in unit_ids:
        unit_ids -= {unit_id}
        row = ticket.mentions.filter(unit_id=unit_id)
        desk_id = queries.desk_instead(ticket, successor_id, on)
        if desk_id is None or desk_id in unit_ids:
            row.delete()
        else:
            row.update(unit_id=desk_id)
            unit_ids |= {desk_id}
    return {"asked_staff_ids": sorted(staff_ids), "asked_unit_ids": sorted(unit_ids)}


def rounds(at: datetime) -> Sequence[ledger.Kind]:
    """Return what is carried out for many tickets once a unit was closed, or what it did was shared out."""
    return (
        ledger.Kind(verbs.REORGANISED, _held, _moving(at)),
        ledger.Kind(verbs.SHARED_OUT, _led, _sharing(at)),
    )


def _held(entry: Entry, after: int, limit: int) -> Sequence[int]:
    return queries.held(entry.about_id, after=after, limit=limit)


def _led(entry: Entry, after: int, limit: int) -> Sequence[int]:
    return queries.led(entry.about_id, after=after, limit=limit)


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


def _sharing(at: datetime) -> ledger.Each:
    stamps = cache(duties.stamps)

    def do(entry: Entry, pk: int, key: str) -> Entry:
        unit_id, ticket = entry.about_id, Ticket.objects.only(*HANDED).get(pk=pk)
        if ticket.catalogue_row_id is None or ticket.designated:
            raise refusals.ChosenByAPerson
        about = (ticket.category_id, ticket.division_code)
        heir = _named((stamps(), entry.pk), unit_id, *about, day_of(at))
        if heir.unit_id == unit_id:
            raise refusals.StillTheirs
        return move(
            ticket_id=pk,
            unit_id=unit_id,
            successor_id=unit_id,  # what it helps with and is asked about stays
            heir=heir,
            decided=entry.pk,
            by=CARRIER,
            at=at,
            key=key,
        )

    return do
