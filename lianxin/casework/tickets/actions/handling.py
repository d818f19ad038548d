"""The unit's work: sign, ask to return, make contact, ask for more time, reply."""

from datetime import date, datetime

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.actions import citing, frame
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.knowledge.rules import Cited


@ledger.deed
def sign(*, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None) -> Entry:
    """Acknowledge that the ticket has come to this unit."""
    turn = frame.begin(Step.SIGN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done()


@ledger.deed
def ask_return(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Ask the hotline to take the ticket back, with the reason, within the window."""
    turn = frame.begin(Step.ASK_RETURN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)


@ledger.deed
def contact(
    *,
    ticket_id: int,
    way: rules.Way,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Note the first contact; by page, the words are a question that the requester sees there."""
    turn = frame.begin(Step.CONTACT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    rules.checks.reachable(way, turn.ticket.reach, turn.ticket.privacy)
    return turn.done(words=words, way=way)


@ledger.deed
def ask_extension(
    *,
    ticket_id: int,
    days: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Ask for more working days before the promise runs out, with a reason the requester will read."""
    turn = frame.begin(Step.ASK_EXTENSION, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    rules.checks.extension_length(days, most=turn.clock.extension_days)
    return turn.done(words=words, days=days)


@ledger.deed
def ask_hold(
    *,
    ticket_id: int,
    reason: rules.Hold,
    words: str,
    plan: str,
    next_on: date,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Propose that it has to wait, and until when at first; what is said the requester will read."""
    turn = frame.begin(Step.ASK_HOLD, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    rules.checks.next_day(next_on, today=turn.clock.today, last=turn.clock.hold_until)
    return turn.done(words=words, beside={"plan": plan}, reason=reason, next_on=next_on)


@ledger.deed
def ask_termination(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Propose in writing to end what cannot go on without the requester, who was asked (潍坊 21)."""
    turn = frame.begin(Step.ASK_TERMINATION, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)


@ledger.deed
def reply(
    *,
    ticket_id: int,
    words: str,
    cites: Cited | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Answer the requester and the hotline; the hotline reads it before it is passed on."""
    turn = frame.begin(Step.REPLY, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, **frame.NOTHING_PENDING, **citing.facts(cites, words, at))
