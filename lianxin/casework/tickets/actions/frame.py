"""The frame of a step: lock the ticket, ask the table, change the row, record; always in that order."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import verbs

NOTHING_PENDING: dict[str, object] = {"pending": "", "pending_by": None, "decide_by": None}


def begin(
    step: rules.Step, *, ticket_id: int, by: Actor, seen: int | None
) -> tuple[Ticket, rules.State]:
    """Return the locked ticket and the state that the step leads to, or refuse."""
    ticket = ledger.locked(queries.visible_to(by), ticket_id, seen=seen)
    return ticket, rules.take(step, queries.standing(ticket), by)


def finish(
    verb: str,
    ticket: Ticket,
    *,
    by: Actor,
    at: datetime,
    key: str,
    words: Mapping[str, str] | None = None,
    **facts: object,
) -> Entry:
    """Set the columns that the facts name, fill in those that stay, save and record."""
    facts = {name: str(said) if isinstance(said, StrEnum) else said for name, said in facts.items()}
    columns = [name for name in facts if name in rules.deeds.COLUMNS]
    for name in columns:
        setattr(ticket, name, facts[name])
    if columns:
        ticket.save(update_fields=columns)
    said = {name: getattr(ticket, name) for name in verbs()[verb] if name not in facts}
    return ledger.record(verb, about=ticket, by=by, at=at, key=key, words=words, **said, **facts)


def propose(
    kind: rules.Proposal, ticket: Ticket, *, by: Actor, decide_by: datetime
) -> dict[str, object]:
    """Return the columns that put a proposal beside the state, or refuse while another waits."""
    rules.checks.nothing_pending(ticket.pending)
    return {"pending": kind, "pending_by": by.staff_id, "decide_by": decide_by}


def end(
    state: rules.State, *, at: datetime, outcome: rules.Outcome | str = ""
) -> dict[str, object]:
    """Return the columns of an end."""
    return {
        **NOTHING_PENDING,
        "state": state,
        "due_at": None,
        "ended_at": at,
        "outcome": outcome,
    }
