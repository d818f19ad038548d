"""Handing a ticket to a unit: who the catalogue names, which promise follows, what is recorded."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.actions.assisting import assist
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries import limits
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.text import says_anything
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties.rules import Assignment
from lianxin.registers.orgs import queries as orgs


def place(
    ticket: Ticket, *, category_id: int | None, grid_id: int | None, at: datetime
) -> dict[str, Any]:
    """Return the columns that say what the ticket is about and where."""
    division = ticket.division_code
    if grid_id is not None and grid_id != ticket.grid_id:  # what stands is not asked again
        division = limits.division_of(grid_id, "", at)
    return {
        "category_id": limits.chosen(category_id, at) or ticket.category_id,
        "grid_id": grid_id or ticket.grid_id,
        "division_code": division,
        "kind": ticket.kind,
        "tier": ticket.tier,
    }


def nearer_promise(ticket: Ticket, tier: str, clock: Clock) -> dict[str, Any]:
    """Return the current promise after a tier was set: it may come nearer, never move away."""
    due = queries.offered(ticket, tier, clock)
    if due.at >= ticket.current_promise_at:
        return {
            "current_promise_at": ticket.current_promise_at,
            "promise_provisional": ticket.promise_provisional,
        }
    return {"current_promise_at": due.at, "promise_provisional": due.provisional}


def about(kind: str, about_unit_id: int | None) -> dict[str, Any]:
    """Return the column that says which unit is complained of, where the kind is such."""
    return {"about_unit_id": about_unit_id if rules.conflict.against_somebody(kind) else None}


def to_unit(
    turn: frame.Turn, *, place: Mapping[str, object], lead_unit_id: int | None, words: str
) -> Entry:
    """Give the ticket to its lead unit and the assisting ones: the catalogue's, or another with a reason."""
    ticket, at = turn.ticket, turn.at
    category_id, division = place["category_id"], str(place["division_code"])
    if not isinstance(category_id, int):
        raise rules.refusals.NeedsCategory
    clock = Clock(division, at)
    owner = duties.owner_of(category_id, division, on=clock.today)
    about_id = place.get("about_unit_id", ticket.about_unit_id)
    about_id = about_id if isinstance(about_id, int) else None
    lead_id = _lead(owner, lead_unit_id, about_id, on=clock.today)
    named = owner is not None and owner.lead_unit_id == lead_id
    if not named and lead_unit_id and not says_anything(words):
        raise rules.refusals.NeedsReason
    assisting = {*(owner.assist_unit_ids if owner else ())} - {lead_id}
    assists = sorted(assisting - queries.concerned(assisting, about_id))
    assist(ticket, assists, due_at=None)
    tier = owner.tier if owner else ticket.tier
    facts = {
        **frame.NOTHING_PENDING,
        **place,
        **nearer_promise(ticket, tier, clock),
        "tier": tier,
        "lead_unit_id": lead_id,
        "about_unit_id": about_id,
        "assist_unit_ids": assists,
        "catalogue_row_id": owner.row_id if owner and named else None,
        "dispatched_at": at,
        "accepted_at": ticket.accepted_at or at,
        "by_machine": turn.by.role is Role.SYSTEM,
    }
    return turn.done(words=words, **facts)


def _lead(owner: Assignment | None, chosen: int | None, about_id: int | None, *, on: date) -> int:
    """Return the unit that leads: the chosen or the catalogue's, and one level up from one complained of."""
    unit_id = chosen or (owner.lead_unit_id if owner else None)
    if unit_id is None:
        raise rules.refusals.NeedsPlace if owner else rules.refusals.NoOwner
    if about_id is not None:
        unit_id = queries.unconcerned(unit_id, about_id, chosen=chosen is not None)
    if not orgs.handling_units(on).filter(pk=unit_id).exists():
        raise rules.refusals.NotAHandlingUnit
    return unit_id
