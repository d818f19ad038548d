"""Several units at one ticket: a meeting before dispatch, handling together, and the whistle (吹哨报到)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.actions.assisting import assist
from lianxin.casework.tickets.actions.pointing import point
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.policies.rules import Step as Limit


@ledger.deed
def meet(
    *,
    ticket_id: int,
    unit_ids: Sequence[int],
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Call a meeting of units before dispatch, because it is not clear whose duty it is.

    Who is called reads what it is about until the dispatch says who goes on with it.
    """
    turn = frame.begin(Step.MEET, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    by_then = turn.clock.due(Limit.TRIAGE_MEETING, tier=turn.ticket.tier)
    called = assist(turn.ticket, _named(turn.ticket, unit_ids), due_at=by_then)
    return turn.done(words=words, **called)


@ledger.deed
def co_handle(
    *,
    ticket_id: int,
    unit_ids: Sequence[int],
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Handle it together: the first unit goes on leading, others do their part by a day of their own."""
    turn = frame.begin(Step.CO_HANDLE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, **_asked(turn, unit_ids))


@ledger.deed
def whistle(
    *,
    ticket_id: int,
    unit_ids: Sequence[int],
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Call the units that must come to the place, where the own powers end."""
    turn = frame.begin(Step.WHISTLE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    called = _named(turn.ticket, unit_ids)
    point(turn.ticket, called, leads=False, at=at)
    return turn.done(words=words, **_asked(turn, called))


@ledger.deed
def report_stage(
    *,
    ticket_id: int,
    finished: bool,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Report, as an assisting unit, how far its part is, or that it is done."""
    turn = frame.begin(Step.REPORT_STAGE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, finished=finished)


@ledger.deed
def co_handled(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """End handling together: the first unit has what it needs, and answers."""
    turn = frame.begin(Step.CO_HANDLED, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, **assist(turn.ticket, _assists(turn.ticket), due_at=None))


@ledger.deed
def answer_whistle(
    *,
    ticket_id: int,
    came_unit_ids: Sequence[int],
    helped: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Say which of the called units came, and how far it helped (1 to 5): the outcome, never a person."""
    turn = frame.begin(Step.ANSWER_WHISTLE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    rules.checks.graded(helped)
    called = _assists(turn.ticket)
    if not set(came_unit_ids) <= set(called):
        raise rules.refusals.NotCalled
    still = assist(turn.ticket, called, due_at=None)
    return turn.done(words=words, came_unit_ids=sorted(came_unit_ids), helped=helped, **still)


def _named(ticket: Ticket, unit_ids: Iterable[int]) -> list[int]:
    """Return the units that were named but for the one that leads, or refuse that there is none."""
    named = sorted({*unit_ids} - {ticket.lead_unit_id or 0})
    if not named:
        raise rules.refusals.UnitsMissing
    if queries.concerned(named, ticket.about_unit_id):
        raise rules.refusals.ConflictOfInterest
    return named


def _asked(turn: frame.Turn, unit_ids: Iterable[int]) -> dict[str, Any]:
    """Ask units for help beside those that assist already, by a day before the lead unit's own."""
    ticket = turn.ticket
    asked = sorted({*_named(ticket, unit_ids), *_assists(ticket)})
    return assist(ticket, asked, due_at=turn.clock.assist_due(ticket.current_promise_at))


def _assists(ticket: Ticket) -> list[int]:
    return sorted(ticket.assists.values_list("unit_id", flat=True))
