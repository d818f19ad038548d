"""Which units a complaint concerns: they neither handle it nor read it; it goes one level up."""

from collections.abc import Iterable

from django.db.models import Q

from lianxin.casework.tickets.rules import conflict
from lianxin.casework.tickets.rules.refusals import ConflictOfInterest
from lianxin.foundation.actor import Actor
from lianxin.registers.orgs import queries as orgs


def not_about(by: Actor, prefix: str = "") -> Q:
    """Return the condition that a ticket does not complain of the actor's unit or of one above it.

    `prefix` leads to the ticket ("ticket__").
    """
    concerned = {f"{prefix}about_unit_id__in": conflict.line(by.unit_path)}
    return Q(**{f"{prefix}about_unit": None}) | ~Q(**concerned)


def concerned(unit_ids: Iterable[int], about_unit_id: int | None) -> set[int]:
    """Return which of some units are complained of, or stand under the one that is."""
    if about_unit_id is None:
        return set()
    found = orgs.units_by_id(unit_ids)
    return {pk for pk, unit in found.items() if conflict.concerned(about_unit_id, unit.path)}


def unconcerned(unit_id: int, about_unit_id: int, *, chosen: bool) -> int:
    """Return a unit that may handle a complaint: the named one, or the one above the unit complained of.

    Refuses a unit that a person chose although it is concerned, and a complaint of the topmost unit.
    """
    if not concerned([unit_id], about_unit_id):
        return unit_id
    above: int | None = orgs.units_by_id([about_unit_id])[about_unit_id].parent_id
    if chosen or above is None:
        raise ConflictOfInterest
    return above


def complained_of(kind: str, text: str, names: Iterable[tuple[int, str]]) -> int | None:
    """Return the unit that a complaint names in its own words, for a person to confirm, or None."""
    return conflict.named(text, names) if conflict.against_somebody(kind) else None
