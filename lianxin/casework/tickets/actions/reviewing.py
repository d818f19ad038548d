"""The supervisor's decisions: returns, extensions, replies, escalations, objections."""

from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame, handing
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Outcome, Proposal, Reach, State, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.policies.rules import Step as Limit


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
    ticket, state = frame.begin(Step.GRANT_RETURN, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.proposed(ticket.pending, Proposal.RETURN)
    rules.checks.second_person(ticket.pending_by, by)
    before = ticket.lead_unit_id
    handed = handing.Handing(
        state=state,
        place=handing.place(ticket, category_id=category_id, grid_id=None, at=at),
        lead_unit_id=lead_unit_id,
        words=words,
    )
    entry = handing.to_unit(rules.deeds.RETURN_GRANTED, ticket, handed, by=by, at=at, key=key)
    if ticket.lead_unit_id == before:
        raise rules.refusals.SameUnit
    return entry


@ledger.deed
def refuse_return(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Designate the unit: it keeps the ticket, cannot return it again, and reads why."""
    ticket, state = frame.begin(Step.REFUSE_RETURN, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.proposed(ticket.pending, Proposal.RETURN)
    rules.checks.second_person(ticket.pending_by, by)
    rules.checks.explained(words)
    return frame.finish(
        rules.deeds.RETURN_REFUSED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        state=state,
        due_at=Clock(ticket.division_code, at).due(Limit.FIRST_CONTACT, tier=ticket.tier),
        designated=True,
        **frame.NOTHING_PENDING,
    )


@ledger.deed
def grant_extension(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Lengthen the current promise by the working days asked; the requester is told and reads why."""
    ticket, state = frame.begin(Step.GRANT_EXTENSION, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.proposed(ticket.pending, Proposal.EXTENSION)
    rules.checks.second_person(ticket.pending_by, by)
    days, reason = queries.extension_asked(ticket)
    clock = Clock(ticket.division_code, at)
    due = clock.extended(ticket.current_promise_at, days)
    return frame.finish(
        rules.deeds.EXTENDED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": reason},
        state=state,
        due_at=due.at,
        current_promise_at=due.at,
        promise_provisional=due.provisional or ticket.promise_provisional,
        extensions=ticket.extensions + 1,
        **frame.NOTHING_PENDING,
    )


@ledger.deed
def refuse_extension(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Leave the promise as it is, and say why."""
    ticket, state = frame.begin(Step.REFUSE_EXTENSION, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.proposed(ticket.pending, Proposal.EXTENSION)
    rules.checks.second_person(ticket.pending_by, by)
    rules.checks.explained(words)
    return frame.finish(
        rules.deeds.EXTENSION_REFUSED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        state=state,
        due_at=ticket.current_promise_at,
        **frame.NOTHING_PENDING,
    )


@ledger.deed
def pass_audit(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Pass the reply on to the requester, who is asked next; the system does so when nobody did."""
    ticket, state = frame.begin(Step.PASS_AUDIT, ticket_id=ticket_id, by=by, seen=seen)
    limit = Limit.FOLLOW_UP if ticket.reach == Reach.PHONE else Limit.FOLLOW_UP_ANONYMOUS
    due = Clock(ticket.division_code, at).due(limit)
    return frame.finish(
        rules.deeds.AUDIT_PASSED, ticket, by=by, at=at, key=key, state=state, due_at=due
    )


@ledger.deed
def fail_audit(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Send a reply back that does not answer, and say what is missing."""
    ticket, state = frame.begin(Step.FAIL_AUDIT, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    return frame.finish(
        rules.deeds.AUDIT_FAILED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        state=state,
        due_at=ticket.current_promise_at,
    )


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
    ticket, state = frame.begin(Step.SEND_BACK, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    handed = handing.Handing(
        state=state,
        place=handing.place(ticket, category_id=None, grid_id=None, at=at),
        lead_unit_id=lead_unit_id or ticket.lead_unit_id,
        words=words,
    )
    return handing.to_unit(rules.deeds.SENT_BACK, ticket, handed, by=by, at=at, key=key)


@ledger.deed
def explain(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Decide an escalated ticket: it cannot be solved for now, and the requester reads why."""
    ticket, state = frame.begin(Step.EXPLAIN, ticket_id=ticket_id, by=by, seen=seen)
    rules.checks.explained(words)
    return frame.finish(
        rules.deeds.EXPLAINED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"explanation": words},
        **frame.end(state, at=at, outcome=Outcome.EXPLAINED),
    )


@ledger.deed
def uphold(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Find an objection right: the ticket is open again, for rework or for a new decision."""
    ticket, state = frame.begin(Step.UPHOLD, ticket_id=ticket_id, by=by, seen=seen)
    _reviewed(ticket.pending, words)
    rules.checks.no_part_in(queries.participants(ticket), by)
    clock = Clock(ticket.division_code, at)
    limit = Limit.REWORK if state is State.REWORK else Limit.DISPATCH
    return frame.finish(
        rules.deeds.UPHELD,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        state=state,
        due_at=clock.due(limit),
        ended_at=None,
        outcome="",
        objections=0,
        rework_count=0,
        tries=0,
        rating=None,
        **frame.NOTHING_PENDING,
    )


@ledger.deed
def dismiss(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Find an objection not right; the words say why and where else to turn."""
    ticket, _ = frame.begin(Step.DISMISS, ticket_id=ticket_id, by=by, seen=seen)
    _reviewed(ticket.pending, words)
    rules.checks.no_part_in(queries.participants(ticket), by)
    return frame.finish(
        rules.deeds.DISMISSED,
        ticket,
        by=by,
        at=at,
        key=key,
        words={"reason": words},
        **frame.NOTHING_PENDING,
    )


def _reviewed(pending: str, words: str) -> None:
    rules.checks.proposed(pending, Proposal.OBJECTION)
    rules.checks.explained(words)
