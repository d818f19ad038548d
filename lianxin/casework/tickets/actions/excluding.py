"""Exclusions (剔除): what a unit is not assessed by, for a listed reason, once two supervisors agree.

The ticket itself, its promise, its rating and the figures of all stay as they are.
"""

from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def propose_exclusion(
    *,
    ticket_id: int,
    reason: rules.Exclusion,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Propose that the unit is not assessed by a ticket, with the reason of the list and in words."""
    step = Step.PROPOSE_EXCLUSION
    turn = frame.begin(step, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, exclusion=reason)


@ledger.deed
def approve_exclusion(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Agree to an exclusion: as the first it goes on to a second supervisor, as the second it holds."""
    step = Step.APPROVE_EXCLUSION
    turn = frame.begin(step, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    if turn.move.seconds:
        return turn.done(words=words)
    reason = queries.exclusion_proposed(turn.ticket)
    return turn.done(words=words, approved_by=None, excluded_for=reason)


@ledger.deed
def refuse_exclusion(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say that the unit is assessed by the ticket like by any other, and why; one supervisor is enough."""
    step = Step.REFUSE_EXCLUSION
    turn = frame.begin(step, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, approved_by=None)
