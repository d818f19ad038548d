"""Intake: a request becomes a ticket with a number, a promise and a receipt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lianxin.casework.matters import queries as matters
from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame, hearing
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.limits import Clock, chosen, division_of
from lianxin.casework.tickets.rules import State, Step
from lianxin.casework.tickets.rules.intake import DOORS, Request, check, reach
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.text import says_anything
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents.rules import NewContact, consents


@ledger.deed
def receive(
    *,
    request: Request,
    contact: NewContact | None = None,
    photos: Sequence[files.Prepared] = (),
    sound: files.Prepared | None = None,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Take a request in: number, query code and promise exist from this moment.

    The promise is that of the category's tier where the requester chose one, else of the
    profile's default tier; nothing later moves it. A sound may say it instead of words: until
    somebody at the hotline has written it down, nothing is decided.
    """
    if request.channel not in DOORS.get(by.role, ()):
        raise NotAllowed(step=Step.RECEIVE, role=by.role)
    spoken = sound is not None
    check(request, has_contact=contact is not None, photos=len(photos), spoken=spoken)
    ticket = _new(request, at, has_phone=bool(contact and contact.phone))
    ticket.to_write_down = spoken and not says_anything(request.what)
    ticket.sound_until = at + rules.hearing.KEPT if spoken else None
    opening = ledger.create(ticket)
    if contact is not None:
        opening.beside.append(residents.sealed(ticket_id=ticket.pk, contact=contact))
    kept = files.keep(photos, about="ticket", about_id=ticket.pk)
    words = request.words() | {f"file:{place}": file.bound for place, file in enumerate(kept)}
    if sound is not None:
        words |= hearing.kept(ticket, sound)
    beside = {
        "mandate_id": _mandate(request, ticket, by, at, key),
        "said_matter_id": matters.under_way(request.matter_id),
    }
    return frame.finish(rules.deeds.RECEIVED, ticket, by=by, at=at, key=key, words=words, **beside)


def _mandate(request: Request, ticket: Ticket, by: Actor, at: datetime, key: str) -> int | None:
    """Return the mandate under which a ticket comes in: the helper's own, or the one that staff record.

    The ticket belongs to whoever is helped, here as there.
    """
    key = f"{key}:mandate"
    if by.role is Role.HELPER:
        residents.reported(ticket_id=ticket.pk, by=by, at=at, key=key)
        return by.mandate_id
    if request.helper is None:
        return None
    entry = residents.record_mandate(
        ticket_id=ticket.pk, helper=request.helper, by=by, at=at, key=key
    )
    return entry.about_id


@ledger.deed
def split(
    *,
    ticket_id: int,
    what: str,
    where: str,
    grid_id: int | None,
    division_code: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Make a ticket of its own of the second matter that somebody told: received when the first one was.

    It has its own number, query code, promise and end; how its requester is reached is kept for it too.
    """
    turn = frame.begin(Step.SPLIT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    first = turn.ticket
    request = Request(
        what=what,
        where=where,
        channel=rules.Channel(first.channel),
        privacy=rules.Privacy(first.privacy),
        grid_id=grid_id,
        division_code=division_code,
        consents=consents.read(first.consents),
    )
    check(request, has_contact=False, photos=0)
    second = _new(request, at, has_phone=False, since=first.received_at)
    second.reach = first.reach
    opening = ledger.create(second)
    if contact := residents.copied(from_id=first.pk, to_id=second.pk):
        opening.beside.append(contact)
    given: dict[str, Any] = {"by": by, "at": at}
    deeds = rules.deeds
    words = request.words()  # a mandate is for what it names: the second matter needs its own
    beside: dict[str, Any] = {"mandate_id": None, "said_matter_id": None}
    frame.finish(deeds.RECEIVED, second, key=f"{key}:received", words=words, **beside, **given)
    frame.finish(deeds.SPLIT_OFF, second, key=f"{key}:split-off", split_from_id=first.pk, **given)
    return turn.done(split_into_id=second.pk)


def _new(
    request: Request, at: datetime, *, has_phone: bool, since: datetime | None = None
) -> Ticket:
    since = since or at
    division = division_of(request.grid_id, request.division_code, at)
    clock = Clock(division, at)
    tier = clock.tier(chosen(request.category_id, at))
    promise = clock.promise(tier, since=since)
    return Ticket(
        state=State.RECEIVED.value,
        kind=request.kind.value,
        channel=request.channel.value,
        privacy=request.privacy.value,
        reach=reach(request.privacy, has_phone=has_phone).value,
        category_id=request.category_id,
        grid_id=request.grid_id,
        division_code=division,
        tier=tier,
        received_at=since,
        promise_at=promise.at,
        current_promise_at=promise.at,
        promise_provisional=promise.provisional,
        due_at=clock.due(Limit.DISPATCH),
        consents=consents.written(request.consents),
        code_salt=queries.new_salt(),
    )


@ledger.deed
def add(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Add what the requester forgot to say, or the answer to a unit's question."""
    turn = frame.begin(Step.ADD, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)
