"""The end of the loop: ask the requester, believe the answer, rate, object, withdraw."""

from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Outcome, Proposal, State, Step
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.policies.rules import Step as Limit


@ledger.deed
def try_call(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Note a follow-up call that nobody answered."""
    ticket, _ = frame.begin(Step.TRY_CALL, ticket_id=ticket_id, by=by, seen=seen)
    return frame.finish(
        rules.deeds.CALL_TRIED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"note": words} if words.strip() else {},
        tries=ticket.tries + 1,
    )


@ledger.deed
def give_up(*, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None) -> Entry:
    """Close as unreachable: after the tries, or after a question on the page that nobody answered."""
    ticket, state = frame.begin(Step.GIVE_UP, ticket_id=ticket_id, by=by, seen=seen)
    clock = Clock(ticket.division_code, at)
    if by.role is Role.SYSTEM:
        rules.checks.silent(ticket.reach, ticket.due_at, at)
    else:
        rules.checks.enough_tries(queries.tries(ticket), clock.tries)
    return frame.finish(
        rules.deeds.GIVEN_UP,
        ticket,
        by=by,
        at=at,
        key=key,
        words={},
        **frame.end(state, at=at, outcome=Outcome.UNREACHABLE),
    )


@ledger.deed
def confirm(
    *,
    ticket_id: int,
    outcome: rules.Outcome,
    rating: int | None,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Close with what the requester says became of it, and perhaps how well it was done (1 to 5)."""
    ticket, state = frame.begin(Step.CONFIRM, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.confirmable(outcome)
    rules.checks.graded(rating)
    return frame.finish(
        rules.deeds.CONFIRMED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"words": words} if words.strip() else {},
        rating=rating,
        **frame.end(state, at=at, outcome=outcome),
    )


@ledger.deed
def dispute(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say that it is not solved, and why: back to the unit, or after a failed rework to a supervisor."""
    ticket, _ = frame.begin(Step.DISPUTE, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    clock = Clock(ticket.division_code, at)
    state = rules.disputed(ticket.rework_count, allowed=clock.reworks_allowed)
    limit = Limit.REWORK if state is State.REWORK else Limit.WHISTLE_ANSWER
    return frame.finish(
        rules.deeds.DISPUTED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        state=state,
        due_at=clock.due(limit),
        rework_count=ticket.rework_count + 1,
        tries=0,
    )


@ledger.deed
def rate(
    *,
    ticket_id: int,
    rating: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Rate the result once, from 1 (very unsatisfied) to 5 (very satisfied); it is voluntary."""
    ticket, _ = frame.begin(Step.RATE, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.rateable(rating, ticket.rating)
    return frame.finish(
        rules.deeds.RATED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"words": words} if words.strip() else {},
        rating=rating,
    )


@ledger.deed
def object_to(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Object to the result, for a review by somebody who had no part in it."""
    ticket, _ = frame.begin(Step.OBJECT, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    clock = Clock(ticket.division_code, at)
    until = clock.objection_until(ticket.state, ticket.ended_at or at)
    refused = ticket.state == State.NOT_ACCEPTED
    review = Limit.NOT_ACCEPTED_OBJECTION_REVIEW if refused else Limit.OBJECTION_REVIEW
    rules.checks.may_object(until=until, used=ticket.objections, at=at)
    return frame.finish(
        rules.deeds.OBJECTED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        objections=ticket.objections + 1,
        **frame.propose(Proposal.OBJECTION, ticket, by=by, decide_by=clock.due(review)),
    )


@ledger.deed
def withdraw(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Withdraw the request; only the requester does, at any time while it is open."""
    ticket, state = frame.begin(Step.WITHDRAW, ticket_id=ticket_id, by=by, seen=seen)
    return frame.finish(
        rules.deeds.WITHDRAWN,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words} if words.strip() else {},
        **frame.end(state, at=at),
    )
