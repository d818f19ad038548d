"""Automatic dispatch: an administrator allows it for a category, or stops it; the follower then does it."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.rules import Kind
from lianxin.followers.triage import queries
from lianxin.followers.triage.models import Automatic, Suggestion
from lianxin.followers.triage.rules import automatic
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import Refusal
from lianxin.registers.duties import queries as duties

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

TRIAGE = Actor.system("triage")


@ledger.deed
def allow_automatic(*, category_id: int, per_cent: int, by: Actor, at: datetime, key: str) -> Entry:
    """Let a machine dispatch a category by itself from a confidence on."""
    automatic.keepers_only(by)
    duties.book().chosen(category_id)
    row = _locked(category_id)
    row.per_cent = automatic.per_cent(per_cent)
    row.changed = ("per_cent",)
    return ledger.record(
        automatic.ALLOWED,
        about=row,
        by=by,
        at=at,
        key=key,
        category_id=category_id,
        per_cent=per_cent,
    )


@ledger.deed
def stop_automatic(*, category_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Let a machine dispatch a category no more; what it has dispatched stays where it is."""
    automatic.keepers_only(by)
    row = _locked(category_id)
    automatic.on(row.per_cent)
    row.per_cent = automatic.OFF
    row.changed = ("per_cent",)
    return ledger.record(
        automatic.STOPPED, about=row, by=by, at=at, key=key, category_id=category_id
    )


def _locked(category_id: int) -> Automatic:
    row, _ = Automatic.objects.get_or_create(category_id=category_id)
    return ledger.locked(Automatic.objects.all(), row.pk)


def dispatch(ticket: "Ticket", said: Suggestion, *, at: datetime) -> None:
    """Dispatch a request as suggested, where that is allowed; where the table refuses it, a person does."""
    if said.category_id is None:
        return
    case = automatic.Case(
        confidence=said.confidence,
        learnt=bool(said.model),
        doubtful=bool(said.emergency or said.not_accepted),
        kind=ticket.kind,
        placed=ticket.grid_id is not None,
        decided=ticket.category_id is not None,
    )
    if not automatic.dispatches(case, queries.allowed_from(said.category_id)):
        return
    with suppress(Refusal):
        tickets.dispatch(
            ticket_id=ticket.pk,
            category_id=said.category_id,
            kind=Kind(ticket.kind),
            grid_id=ticket.grid_id,
            lead_unit_id=None,
            words="",
            by=TRIAGE,
            at=at,
            key=f"triage:{ticket.pk}:{said.told_seq}",
            seen=ticket.seq,
        )
