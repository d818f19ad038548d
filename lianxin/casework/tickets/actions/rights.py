"""What a requester may do with the own data (PIPL 44 to 50): copy, correct, erase, ask a person.

What can be done is done at once; what cannot is promised by a day, with the reason.
"""

from collections.abc import Mapping
from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame, hearing
from lianxin.casework.tickets.actions.retention import erase_all
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Privacy, Right, Step
from lianxin.casework.tickets.rules.intake import Request, reach, told
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents.rules import NewContact, consents

TOLD = ("what", "where", "point")  # the words that say what is asked and where


@ledger.deed
def give_copy(*, ticket_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Note that the requester took a copy; `queries.copy` says what is in it."""
    ticket = own(ticket_id, by)
    return ledger.record(rules.deeds.COPIED, about=ticket, by=by, at=at, key=key)


@ledger.deed
def correct(
    *,
    ticket_id: int,
    what: str,
    where: str,
    at_home: bool = False,
    forget: bool,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Say anew what is asked and where; `forget` erases for good what was said before."""
    turn = frame.begin(Step.CORRECT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    agreed = consents.read(turn.ticket.consents)
    said = told(Request(what=what, where=where, at_home=at_home, consents=agreed))
    if forget:
        return retell(turn, said)
    seq = turn.ticket.seq + 1
    return frame.finish(
        turn.move.verb,
        turn.ticket,
        by=by,
        at=at,
        key=key,
        words=said,
        told_seq=seq,
        to_write_down=False,
    )


def retell(turn: frame.Turn, said: Mapping[str, str]) -> Entry:
    """Erase what was told so far, and keep what is said now in its stead."""
    telling = entries.about(turn.ticket).filter(verb__in=rules.deeds.TELLING)
    ids = list(telling.order_by("pk").values_list("pk", flat=True))
    ledger.erase(telling.order_by(), names=TOLD)
    hearing.forget(turn.ticket)
    return frame.finish(
        rules.deeds.WORDS_ERASED,
        turn.ticket,
        by=turn.by,
        at=turn.at,
        key=turn.key,
        words=said,
        told_seq=turn.ticket.seq + 1,
        to_write_down=False,
        sound_until=None,
        entries=ids,
        names="+".join((*TOLD, hearing.BOUND)),
    )


@ledger.deed
def correct_contact(
    *, ticket_id: int, contact: NewContact, by: Actor, at: datetime, key: str
) -> Entry:
    """Put another contact in the place of the one that was given, or give one for the first time."""
    ticket = own(ticket_id, by)
    if ticket.privacy == Privacy.ANONYMOUS:
        raise rules.refusals.AnonymousContact
    residents.replace(ticket_id=ticket.pk, contact=contact)
    reached = reach(Privacy(ticket.privacy), has_phone=bool(contact.phone.strip()))
    return frame.finish(rules.deeds.CONTACT_CORRECTED, ticket, by=by, at=at, key=key, reach=reached)


@ledger.deed
def erase_contact(*, ticket_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Erase the contact at once, whatever stands: the requester is reached by the page from now on."""
    ticket = own(ticket_id, by)
    residents.erase(ticket_ids=[ticket.pk])
    return frame.finish(
        rules.deeds.CONTACT_ERASED, ticket, by=by, at=at, key=key, reach="page", run=None
    )


@ledger.deed
def erase(*, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None) -> Entry:
    """Erase everything that was said, because the requester asks for it and nothing needs it any more."""
    turn = frame.begin(Step.ARCHIVE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    erase_all([turn.ticket])
    turn.ticket.code_salt = ""
    turn.ticket.save(update_fields=["code_salt"])
    return turn.done(run=None, erase_by=None, to_write_down=False, sound_until=None)


@ledger.deed
def ask_erasure(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Promise by when everything is erased, where something still needs it; the clock then does it."""
    turn = frame.begin(Step.ASK_ERASURE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    needed = queries.needed(turn.ticket, by, at)
    if needed is None:
        raise rules.refusals.NothingAgainstErasure
    return turn.done(erase_by=needed.erase_by, obstacle=needed.obstacle)


@ledger.deed
def ask_right(
    *,
    ticket_id: int,
    right: Right,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Ask a person about the own data; by when they answer is promised."""
    turn = frame.begin(Step.ASK_RIGHT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    answer_by = turn.clock.due(Limit.RIGHT_ANSWERED)
    return turn.done(words=words, asked_right=right, answer_by=answer_by)


@ledger.deed
def answer_right(
    *,
    ticket_id: int,
    granted: bool,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Answer what a requester asked about the own data: what was done, or why it cannot be."""
    turn = frame.begin(Step.ANSWER_RIGHT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, granted=granted, asked_right="", answer_by=None)


def own(ticket_id: int, by: Actor) -> Ticket:
    """Return the requester's own ticket under its lock, or refuse."""
    if by.role is not Role.REQUESTER:
        raise NotAllowed(role=by.role)
    ticket = ledger.locked(queries.visible_to(by), ticket_id)
    if ticket.state == rules.State.ARCHIVED:
        raise rules.refusals.InArchive
    return ticket
