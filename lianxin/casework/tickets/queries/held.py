"""What a unit holds, and who takes it over once the unit is closed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from lianxin.casework.tickets.models import IS_OPEN, OPEN_STATES, Assist, Mention, Ticket
from lianxin.casework.tickets.rules import State
from lianxin.casework.tickets.rules.words import OPEN
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs


def held_by(codes: Iterable[str]) -> dict[str, int]:
    """Return how many tickets wait for some units, by the units' codes: led, helped with, or asked about by a note."""
    named = list(codes)
    led = Ticket.objects.filter(IS_OPEN, lead_unit__code__in=named).values_list("lead_unit__code")
    assisted = Assist.objects.filter(ticket__state__in=OPEN_STATES, unit__code__in=named)
    found: Counter[str] = Counter()
    for counted in (led, assisted.values_list("unit__code"), _only_asked(named)):
        found.update(dict(counted.annotate(Count("pk")).order_by()))
    return dict(found)


def _only_asked(codes: Sequence[str]) -> QuerySet[Mention, tuple[str]]:
    """Return the units' codes of those notes that ask one which neither leads nor helps."""
    same = {"unit_id": OuterRef("unit_id"), "ticket_id": OuterRef("ticket_id")}
    leads = Q(ticket__state__in=OPEN_STATES, ticket__lead_unit_id=F("unit_id"))
    helps = Q(ticket__state__in=OPEN_STATES) & Exists(Assist.objects.filter(**same))
    asking = Mention.objects.filter(unit__code__in=codes).exclude(ticket__state=State.ARCHIVED)
    return asking.exclude(leads).exclude(helps).values_list("unit__code")


def led(unit_id: int, *, after: int, limit: int) -> Sequence[int]:
    """Return the next open tickets that a unit leads, by id."""
    found = Ticket.objects.filter(IS_OPEN, lead_unit_id=unit_id, pk__gt=after).order_by("pk")
    return list(found.values_list("pk", flat=True)[:limit])


def count_led(unit_id: int) -> int:
    """Return how many open tickets a unit leads."""
    return Ticket.objects.filter(IS_OPEN, lead_unit_id=unit_id).count()


def held(unit_id: int, *, after: int, limit: int) -> Sequence[int]:
    """Return the next tickets that name a unit, by id.

    Open ones that it leads or helps with, and all that complain of it or have a note that asks it.
    """
    later, found = {"unit_id": unit_id, "ticket_id__gt": after}, set[int]()
    about = Ticket.objects.filter(about_unit_id=unit_id, pk__gt=after).exclude(state=State.ARCHIVED)
    found |= {*led(unit_id, after=after, limit=limit)}
    found |= {*about.order_by("pk").values_list("pk", flat=True)[:limit]}
    helped = Assist.objects.filter(**later, ticket__state__in=OPEN_STATES).order_by("ticket_id")
    asked = Mention.objects.filter(**later).exclude(ticket__state=State.ARCHIVED)
    found |= {*helped.values_list("ticket_id", flat=True)[:limit]}
    found |= {*asked.order_by("ticket_id").values_list("ticket_id", flat=True)[:limit]}
    return sorted(found)[:limit]


def names(ticket: Ticket, unit_id: int) -> bool:
    """Return whether `held` has a ticket for a unit."""
    if unit_id in (ticket.about_unit_id, ticket.lead_unit_id if ticket.state in OPEN else None):
        return True
    helps = ticket.state in OPEN and ticket.assists.filter(unit_id=unit_id).exists()
    return helps or ticket.mentions.filter(unit_id=unit_id).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """Who takes a ticket over, and by which row of the catalogue, if by one."""

    unit_id: int
    row_id: int | None = None


def heir(named: int, *, category_id: int | None, division_code: str, on: date) -> Heir:
    """Return who leads from now on: whom the catalogue names, where it names one, else `named`."""
    if category_id is not None:
        lead = duties.lead_of(category_id, division_code, on)
        if lead and orgs.handling_units(on).filter(pk=lead[0]).exists():
            return Heir(unit_id=lead[0], row_id=lead[1])
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
