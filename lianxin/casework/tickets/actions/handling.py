"""The unit's work: sign, ask to return, make contact, ask for more time, reply."""

from datetime import datetime

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Proposal, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.policies.rules import Step as Limit


@ledger.deed
def sign(*, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None) -> Entry:
    """Acknowledge that the ticket has come to this unit."""
    ticket, state = frame.begin(Step.SIGN, ticket_id=ticket_id, by=by, seen=seen)
    due = Clock(ticket.division_code, at).due(Limit.FIRST_CONTACT, tier=ticket.tier)
    return frame.finish(rules.deeds.SIGNED, ticket, by=by, at=at, key=key, state=state, due_at=due)


@ledger.deed
def ask_return(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Ask the hotline to take the ticket back, with the reason, within the window."""
    ticket, _ = frame.begin(Step.ASK_RETURN, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    clock = Clock(ticket.division_code, at)
    until = clock.due(Limit.RETURN_WINDOW, since=ticket.dispatched_at)
    rules.checks.may_return(designated=ticket.designated, until=until, at=at)
    return frame.finish(
        rules.deeds.RETURN_ASKED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        **frame.propose(Proposal.RETURN, ticket, by=by, decide_by=clock.due(Limit.RETURN_REVIEW)),
    )


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
    ticket, state = frame.begin(Step.CONTACT, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.nothing_pending(ticket.pending)
    rules.checks.explained(words)
    rules.checks.reachable(way, ticket.reach, ticket.privacy)
    return frame.finish(
        rules.deeds.CONTACTED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"contact": words},
        state=state,
        due_at=ticket.current_promise_at,
        way=way,
    )


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
    ticket, _ = frame.begin(Step.ASK_EXTENSION, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    clock = Clock(ticket.division_code, at)
    rules.checks.may_extend(
        used=ticket.extensions,
        allowed=clock.extensions_allowed,
        promise=ticket.current_promise_at,
        at=at,
    )
    rules.checks.extension_length(days, most=clock.extension_days)
    return frame.finish(
        rules.deeds.EXTENSION_ASKED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        days=days,
        **frame.propose(
            Proposal.EXTENSION, ticket, by=by, decide_by=clock.due(Limit.EXTENSION_REVIEW)
        ),
    )


@ledger.deed
def reply(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Answer the requester and the hotline; the hotline reads it before it is passed on."""
    ticket, state = frame.begin(Step.REPLY, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    due = Clock(ticket.division_code, at).due(Limit.REPLY_AUDIT)
    return frame.finish(
        rules.deeds.REPLIED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reply": words},
        state=state,
        due_at=due,
        **frame.NOTHING_PENDING,
    )
