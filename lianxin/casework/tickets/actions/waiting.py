"""Waiting on the requester: a question on record stops the clock; an answer, or the end of the time, starts it."""

from datetime import datetime

from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def ask_resident(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Ask what cannot be known otherwise; the clock stands still until the answer, and not for ever."""
    turn = frame.begin(Step.ASK_RESIDENT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    waited = turn.ticket.waited
    return turn.done(
        words=words,
        due_at=turn.clock.waiting_until(waited),
        remind_at=turn.clock.remind_at(waited),
        questions=turn.ticket.questions + 1,
    )


@ledger.deed
def remind(*, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None) -> Entry:
    """Remind the requester of the question, once."""
    turn = frame.begin(Step.REMIND, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(remind_at=None)


@ledger.deed
def resident_answers(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Answer the question, on the page or by somebody who notes what was said on the phone."""
    turn = frame.begin(Step.RESIDENT_ANSWERS, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, waited=_waited(turn))


@ledger.deed
def end_waiting(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Go on without an answer when its time is over; nothing is closed by that."""
    turn = frame.begin(Step.END_WAITING, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(waited=_waited(turn))


def _waited(turn: frame.Turn) -> int:
    ticket, since = turn.ticket, turn.ticket.paused_at or turn.at
    return ticket.waited + turn.clock.waited(since=since, due_at=ticket.due_at)
