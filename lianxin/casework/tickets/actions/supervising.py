"""Formal supervision (督办): an order to the unit that leads, and the unit's answer."""

from datetime import date, datetime

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import end_of
from lianxin.registers.policies.rules import Step as Limit


@ledger.deed
def supervise(
    *,
    ticket_id: int,
    words: str,
    answer_on: date | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Order the unit to report what it does, by a day or else within the profile's limit.

    The order stays with the ticket, whichever unit leads it; what the requester was promised stays.
    """
    turn = frame.begin(Step.SUPERVISE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    last = turn.clock.due(Limit.ORDER_ANSWER, tier=turn.ticket.tier)
    due_at = last if answer_on is None else end_of(answer_on)
    rules.checks.order_due(due_at, at=at, last=last)
    return turn.done(words=words, order_due_at=due_at)


@ledger.deed
def answer_order(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Report to the supervisor what was done and what comes next; the order is answered with it."""
    turn = frame.begin(Step.ANSWER_ORDER, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, order_due_at=None)
