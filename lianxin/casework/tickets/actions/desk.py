"""The hotline's desk: accept, answer at once, hand off, decline, dispatch."""

from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame, handing
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Proposal, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.policies.rules import Step as Limit


@ledger.deed
def accept(
    *,
    ticket_id: int,
    category_id: int,
    kind: rules.Kind,
    grid_id: int | None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Take the ticket on under a category, a kind and a place; the promise may only come nearer."""
    ticket, state = frame.begin(Step.ACCEPT, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.nothing_pending(ticket.pending)
    place = handing.place(ticket, category_id=category_id, grid_id=grid_id, at=at)
    clock = Clock(str(place["division_code"]), at)
    tier = clock.tier(category_id)
    return frame.finish(
        rules.deeds.ACCEPTED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={},
        state=state,
        due_at=clock.due(Limit.DISPATCH),
        accepted_at=at,
        **{**place, "kind": kind, "tier": tier},
        **handing.nearer_promise(ticket, tier, clock),
    )


@ledger.deed
def answer(
    *,
    ticket_id: int,
    words: str,
    category_id: int | None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Answer at once what needs no department (北京条例 11)."""
    ticket, state = frame.begin(Step.ANSWER, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    rules.checks.nothing_pending(ticket.pending)
    return frame.finish(
        rules.deeds.ANSWERED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"answer": words},
        category_id=category_id or ticket.category_id,
        **frame.end(state, at=at),
    )


@ledger.deed
def hand_off(
    *,
    ticket_id: int,
    line: rules.Line,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Hand an emergency to its line at once; the agent has confirmed that somebody there took it."""
    ticket, state = frame.begin(Step.HAND_OFF, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    return frame.finish(
        rules.deeds.HANDED_OFF,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"confirmed": words},
        line=line,
        **frame.end(state, at=at),
    )


@ledger.deed
def propose_decline(
    *,
    ticket_id: int,
    reason: rules.Decline,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Propose not to accept, with a reason and the right channel named; a second person checks."""
    ticket, _ = frame.begin(Step.PROPOSE_DECLINE, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    decide_by = Clock(ticket.division_code, at).due(Limit.SECOND_CHECK)
    return frame.finish(
        rules.deeds.DECLINE_PROPOSED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"channel": words},
        reason=reason,
        **frame.propose(Proposal.DECLINE, ticket, by=by, decide_by=decide_by),
    )


@ledger.deed
def dispatch(
    *,
    ticket_id: int,
    category_id: int,
    kind: rules.Kind,
    grid_id: int | None,
    lead_unit_id: int | None,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Hand the ticket to the unit that the catalogue names, or with a reason to another."""
    ticket, state = frame.begin(Step.DISPATCH, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.nothing_pending(ticket.pending)
    place = handing.place(ticket, category_id=category_id, grid_id=grid_id, at=at)
    return handing.to_unit(
        rules.deeds.DISPATCHED,
        ticket,
        handing.Handing(
            state=state, place={**place, "kind": kind}, lead_unit_id=lead_unit_id, words=words
        ),
        by=by,
        at=at,
        key=key,
    )


@ledger.deed
def grant_decline(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Confirm, as the second person, that the ticket is not accepted."""
    ticket, state = frame.begin(Step.GRANT_DECLINE, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.proposed(ticket.pending, Proposal.DECLINE)
    rules.checks.second_person(ticket.pending_by, by)
    reason, words = queries.decline_proposed(ticket)
    return frame.finish(
        rules.deeds.DECLINED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"channel": words},
        reason=reason,
        **frame.end(state, at=at),
    )


@ledger.deed
def refuse_decline(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say, as the second person, that the ticket is to be accepted after all."""
    ticket, state = frame.begin(Step.REFUSE_DECLINE, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.proposed(ticket.pending, Proposal.DECLINE)
    rules.checks.second_person(ticket.pending_by, by)
    rules.checks.explained(words)
    return frame.finish(
        rules.deeds.DECLINE_REFUSED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        state=state,
        due_at=Clock(ticket.division_code, at).due(Limit.DISPATCH),
        **frame.NOTHING_PENDING,
    )
