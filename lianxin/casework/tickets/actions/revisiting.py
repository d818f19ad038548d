"""What a re-visit by another unit leaves on the ticket: a note, or a question to a supervisor."""

from datetime import datetime
from typing import Any

from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.rules import Step
from lianxin.casework.tickets.rules.words import Revisited
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def revisit(
    *,
    ticket_id: int,
    revisited: Revisited,
    found: str,
    claimed: str,
    revisit_unit_id: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Note what came of a re-visit; nothing about the ticket changes."""
    turn = frame.begin(Step.REVISIT, ticket_id=ticket_id, by=by, at=at, key=key, seen=None)
    said: dict[str, Any] = {"found": found, "claimed": claimed, "revisit_unit_id": revisit_unit_id}
    return turn.done(words=words, revisited=revisited.value, **said)


@ledger.deed
def question_result(
    *,
    ticket_id: int,
    found: str,
    claimed: str,
    revisit_unit_id: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Put the result before a supervisor who had no part in it: who was asked again says otherwise."""
    turn = frame.begin(Step.QUESTION_RESULT, ticket_id=ticket_id, by=by, at=at, key=key, seen=None)
    said: dict[str, Any] = {"found": found, "claimed": claimed, "revisit_unit_id": revisit_unit_id}
    told: dict[str, Any] = {"revisited": Revisited.DISAGREES.value, "approved_by": None}
    return turn.done(words=words, **told, **said)
