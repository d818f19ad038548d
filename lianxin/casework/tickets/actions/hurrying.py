"""Hurrying (催办): the requester asks to hurry, and is answered in words by whoever has the ticket."""

from datetime import datetime

from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.policies.rules import Step as Limit


@ledger.deed
def hurry(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Ask to hurry; by when somebody answers is promised, and nothing else moves."""
    turn = frame.begin(Step.HURRY, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    hurry_by = turn.clock.due(Limit.HURRY_ANSWERED, tier=turn.ticket.tier)
    return turn.done(words=words, hurried_at=at, hurry_by=hurry_by)


@ledger.deed
def answer_hurry(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Tell the requester how far it is and what comes next."""
    turn = frame.begin(Step.ANSWER_HURRY, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, hurry_by=None)
