"""The frame of a step: lock the ticket, ask the table, change the row, record; always in that order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules.words import ENDED, PAUSED, State
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import verbs
from lianxin.foundation.refusal import Stale
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import actions as residents

NOTHING_PENDING: dict[str, Any] = {"pending": "", "pending_by": None, "decide_by": None}


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A step being taken: the locked ticket, the row of the table that allows it, by whom and when."""

    ticket: Ticket
    move: rules.Move
    by: Actor
    at: datetime
    key: str

    @property
    def clock(self) -> Clock:
        """Return the limits in force for the ticket's division, from now on."""
        return Clock(self.ticket.division_code, self.at)

    def done(
        self, *, words: str = "", beside: Mapping[str, str] | None = None, **facts: object
    ) -> Entry:
        """Make the move: what it says itself follows from its row, the rest is given as facts."""
        said = rules.checks.said(self.move.owes, self.move.notes, words, beside)
        rules.checks.consented(self.by, self.ticket.consents, words)
        return finish(
            self.move.verb,
            self.ticket,
            by=self.by,
            at=self.at,
            key=self.key,
            words=said,
            **{**self._moved(facts), **facts},
        )

    def _moved(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Return the columns that follow from the row: state, proposal, end, and by when."""
        move, columns = self.move, dict[str, object]()
        if move.proposes:
            waits = {"pending": move.proposes, "pending_by": self.by.staff_id}
            return {**waits, "decide_by": self._due(facts)}
        if move.seconds:
            return {"approved_by": self.by.staff_id, "decide_by": self._due(facts)}
        if move.decides or move.target in ENDED:
            columns |= NOTHING_PENDING
        if move.target in ENDED:
            columns |= {"ended_at": self.at, "outcome": ""}
        if move.target in ENDED or move.target is State.FOLLOW_UP:
            columns |= {"hurry_by": None}  # the answer is there
        columns |= self._stopped()
        if move.target or move.limit:
            due_at = self._due({**columns, **facts})
            columns |= {"state": move.target or self.ticket.state, "due_at": due_at}
        return columns

    def _stopped(self) -> dict[str, object]:
        """Return what the move does to the requester's clock: it stops, goes on, or neither."""
        before, after = self.ticket.state, self.move.target or self.ticket.state
        if (before in PAUSED) == (after in PAUSED):
            return {}
        if after in PAUSED:
            return {"paused_at": self.at}
        goes_on: dict[str, object] = {"paused_at": None, "hold_reason": "", "remind_at": None}
        if after in ENDED:
            return goes_on
        promise = queries.resumed(self.ticket, self.at)
        return goes_on | {
            "current_promise_at": promise.at,
            "promise_provisional": promise.provisional or self.ticket.promise_provisional,
        }

    def _due(self, facts: Mapping[str, object]) -> object:
        """Return when the time is over that begins with the move, as place, tier and promise now are."""

        def now(name: str) -> object:
            return facts.get(name, getattr(self.ticket, name))

        if self.move.limit is None:
            return None
        if self.move.limit is Limit.PROMISE:
            return now("current_promise_at")
        clock = Clock(str(now("division_code")), self.at)
        return clock.due(self.move.limit, tier=str(now("tier")))


def begin(
    step: rules.Step, *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None
) -> Turn:
    """Return the turn of whoever takes a step, with the ticket locked, or refuse."""
    if by.role is Role.HELPER:
        residents.hold_mandate(by)
    ticket = ledger.locked(queries.visible_to(by).select_related("matter"), ticket_id)
    if queries.overtaken(ticket, seen):
        raise Stale(seen=seen, seq=ticket.seq)
    named = None if step is rules.Step.READ_NOTE else ()  # for nothing else it is asked
    move = rules.take(step, queries.standing(ticket, by, at, named=named), by)
    return Turn(ticket=ticket, move=move, by=by, at=at, key=key)


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
    if "mandate_id" in verbs()[verb]:
        facts.setdefault("mandate_id", by.mandate_id)
    facts = {name: str(said) if isinstance(said, StrEnum) else said for name, said in facts.items()}
    ticket.changed = [name for name in facts if name in rules.deeds.COLUMNS]
    for name in ticket.changed:
        setattr(ticket, name, facts[name])
    _tell_assisting(ticket)
    said = {name: getattr(ticket, name) for name in verbs()[verb] if name not in facts}
    return ledger.record(verb, about=ticket, by=by, at=at, key=key, words=words, **said, **facts)


def _tell_assisting(ticket: Ticket) -> None:
    """Let the assisting units' lists be in the order in which the ticket is due."""
    if ticket.lead_unit_id is not None:
        due = ticket.due_at if ticket.at_work_alone else None
        ticket.assists.update(ticket_due_at=due)
