"""What a unit holds, and who takes it over once the unit is closed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from lianxin.casework.tickets.models import IS_OPEN, OPEN_STATES, Assist, Ticket
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs


def held_by(codes: Iterable[str]) -> dict[str, int]:
    """Return how many open tickets some units lead or assist, by the units' codes."""
    named = list(codes)
    led = Ticket.objects.filter(IS_OPEN, lead_unit__code__in=named).values_list("lead_unit__code")
    assisted = Assist.objects.filter(ticket__state__in=OPEN_STATES, unit__code__in=named)
    found: Counter[str] = Counter()
    for counted in (led, assisted.values_list("unit__code")):
        found.update(dict(counted.annotate(Count("pk")).order_by()))
    return dict(found)


def held(unit_id: int, *, after: int, limit: int) -> Sequence[int]:
    """Return the next open tickets that a unit leads or assists, by id."""
    led = Ticket.objects.filter(IS_OPEN, lead_unit_id=unit_id, pk__gt=after).order_by("pk")
    assisted = Assist.objects.filter(unit_id=unit_id, ticket_id__gt=after)
    assisted = assisted.filter(ticket__state__in=OPEN_STATES).order_by("ticket_id")
    ids = {*led.values_list("pk", flat=True)[:limit]}
    ids |= {*assisted.values_list("ticket_id", flat=True)[:limit]}
    return sorted(ids)[:limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """Who takes a ticket over, and by which row of the catalogue, if by one."""

    unit_id: int
    row_id: int | None = None


def heir(named: int, *, category_id: int | None, division_code: str, on: date) -> Heir:
    """Return who leads from now on: whom the catalogue names, where it names one, else `named`."""
    if category_id is not None:
        owner = duties.owner_of(category_id, division_code, on)
        unit_id = owner.lead_unit_id if owner else None
        if owner and unit_id and orgs.handling_units(on).filter(pk=unit_id).exists():
            return Heir(unit_id=unit_id, row_id=owner.row_id)
    return Heir(unit_id=named)


def heir_of_closed(ticket: Ticket, on: date) -> Heir | None:
    """Return who leads a ticket whose lead unit was closed meanwhile, or None where it was not.

    The chain ends: who takes over is in force on that day.
    """
    found: Heir | None = None
    unit_id = ticket.lead_unit_id
    while unit_id is not None and not orgs.units(on).filter(pk=unit_id).exists():
        if (took := orgs.succession(unit_id)) is None:
            break
        named, by_catalogue = took
        found = Heir(unit_id=named)
        if by_catalogue:
            place = ticket.division_code
            found = heir(named, category_id=ticket.category_id, division_code=place, on=on)
        unit_id = found.unit_id
    return found
