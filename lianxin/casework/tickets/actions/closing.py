"""The end of the loop: ask the requester, believe the answer, rate, object, withdraw."""

from datetime import datetime

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.rules import Attempt, Outcome, State, Step, Way
from lianxin.casework.tickets.rules.words import UNANSWERED
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def try_call(
    *,
    ticket_id: int,
    words: str,
    result: Attempt = Attempt.NO_ANSWER,
    way: Way = Way.PHONE,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Note that somebody tried to reach the requester, which way, and what came of it.

    The moment is that of the entry, never one that somebody names: nobody makes up tries afterwards.
    """
    turn = frame.begin(Step.TRY_CALL, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    rules.checks.attempted(result, turn.ticket.state)
    counts = turn.ticket.state == State.FOLLOW_UP and result in UNANSWERED
    tries = turn.ticket.tries + counts
    return turn.done(words=words, way=way, result=result, tries=tries)


@ledger.deed
def give_up(*, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None) -> Entry:
    """Close as unreachable: after the tries, or after a question on the page that nobody answered."""
    turn = frame.begin(Step.GIVE_UP, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(outcome=Outcome.UNREACHABLE)


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
    turn = frame.begin(Step.CONFIRM, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    rules.checks.confirmable(outcome)
    rules.checks.graded(rating)
    return turn.done(words=words, outcome=outcome, rating=rating)


@ledger.deed
def dispute(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say that it is not solved, and why: back to the unit, or after a failed rework to a supervisor."""
    turn = frame.begin(Step.DISPUTE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, rework_count=turn.ticket.rework_count + 1, tries=0)


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
    turn = frame.begin(Step.RATE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    rules.checks.graded(rating)
    return turn.done(words=words, rating=rating)


@ledger.deed
def object_to(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Object to the result, for a review by somebody who had no part in it."""
    turn = frame.begin(Step.OBJECT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, objections=turn.ticket.objections + 1, approved_by=None)


@ledger.deed
def withdraw(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Withdraw the request; only the requester does, at any time while it is open."""
    turn = frame.begin(Step.WITHDRAW, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)
