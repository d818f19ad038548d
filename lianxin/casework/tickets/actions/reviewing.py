"""The supervisor's decisions: returns, extensions, replies, escalations, objections."""

from datetime import datetime
from typing import Any

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame, handing
from lianxin.casework.tickets.actions.pointing import point
from lianxin.casework.tickets.rules import Outcome, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import end_of


@ledger.deed
def grant_return(
    *,
    ticket_id: int,
    category_id: int | None,
    lead_unit_id: int | None,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Take the ticket back and hand it to another unit; the requester's clock goes on."""
    turn = frame.begin(Step.GRANT_RETURN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    before = turn.ticket.lead_unit_id
    place = handing.place(turn.ticket, category_id=category_id, grid_id=None, at=at)
    entry = handing.to_unit(turn, place=place, lead_unit_id=lead_unit_id, words=words)
    if turn.ticket.lead_unit_id == before:
        raise rules.refusals.SameUnit
    point(turn.ticket, [turn.ticket.lead_unit_id], leads=True, at=at)
    return entry


@ledger.deed
def refuse_return(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Designate the unit: it keeps the ticket, cannot return it again, and reads why."""
    turn = frame.begin(Step.REFUSE_RETURN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    point(turn.ticket, [turn.ticket.lead_unit_id], leads=True, at=at)
    return turn.done(words=words, designated=True)


@ledger.deed
def grant_extension(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Lengthen the current promise by the working days asked; the requester is told and reads why."""
    turn = frame.begin(Step.GRANT_EXTENSION, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    days, reason = queries.extension_asked(turn.ticket)
    promise = turn.clock.extended(turn.ticket.current_promise_at, days)
    return turn.done(
        words=reason,
        current_promise_at=promise.at,
        promise_provisional=promise.provisional or turn.ticket.promise_provisional,
        extensions=turn.ticket.extensions + 1,
    )


@ledger.deed
def refuse_extension(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Leave the promise as it is, and say why."""
    turn = frame.begin(Step.REFUSE_EXTENSION, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)


@ledger.deed
def put_on_hold(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Agree that it has to wait: the clock stands still, and the requester reads why and what is planned."""
    turn = frame.begin(Step.PUT_ON_HOLD, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    asked = queries.hold_asked(turn.ticket)
    rules.checks.next_day(asked.next_on, today=turn.clock.today, last=turn.clock.hold_until)
    return turn.done(
        words=asked.words,
        beside={"plan": asked.plan},
        hold_reason=asked.reason,
        next_on=asked.next_on,
        due_at=end_of(asked.next_on),
        holds=turn.ticket.holds + 1,
    )


@ledger.deed
def refuse_hold(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say why it does not have to wait, or not any longer."""
    turn = frame.begin(Step.REFUSE_HOLD, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)


@ledger.deed
def release_hold(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """End a hold because its condition is met; the system does so when the review date has passed."""
    turn = frame.begin(Step.RELEASE_HOLD, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)


@ledger.deed
def terminate(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Agree to end it with an explanation; the requester reads it, and may object."""
    turn = frame.begin(Step.TERMINATE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, outcome=Outcome.EXPLAINED)


@ledger.deed
def refuse_termination(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say why it goes on."""
    turn = frame.begin(
        Step.REFUSE_TERMINATION, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen
    )
    return turn.done(words=words)


@ledger.deed
def pass_audit(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Pass the reply on to the requester, who is asked next; the system does so when nobody did."""
    turn = frame.begin(Step.PASS_AUDIT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done()


@ledger.deed
def fail_audit(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Send a reply back that does not answer, and say what is missing."""
    turn = frame.begin(Step.FAIL_AUDIT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)


@ledger.deed
def send_back(
    *,
    ticket_id: int,
    lead_unit_id: int | None,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Decide an escalated ticket: hand it out again, to the same unit or to a better one."""
    turn = frame.begin(Step.SEND_BACK, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    place = handing.place(turn.ticket, category_id=None, grid_id=None, at=at)
    unit_id = lead_unit_id or turn.ticket.lead_unit_id
    return handing.to_unit(turn, place=place, lead_unit_id=unit_id, words=words)


@ledger.deed
def explain(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Decide an escalated ticket: it cannot be solved for now, and the requester reads why."""
    turn = frame.begin(Step.EXPLAIN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, outcome=Outcome.EXPLAINED)


@ledger.deed
def uphold(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Find an objection right: the ticket is open again, for rework or for a new decision."""
    turn = frame.begin(Step.UPHOLD, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    heir = queries.heir_of_closed(turn.ticket, turn.clock.today)
    taken: dict[str, Any] = (
        {"lead_unit_id": heir.unit_id, "catalogue_row_id": heir.row_id} if heir else {}
    )
    return turn.done(
        words=words,
        **taken,
        ended_at=None,
        outcome="",
        objections=0,
        rework_count=0,
        excluded_for="",
        tries=0,
        rating=None,
        with_matter=False,
    )


@ledger.deed
def dismiss(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Find an objection not right; the words say why and where else to turn."""
    turn = frame.begin(Step.DISMISS, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)
