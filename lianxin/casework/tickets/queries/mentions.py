"""Who is asked to read a note: who may be named, who still is, and on which tickets."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lianxin.casework.tickets.models import Mention, Ticket
from lianxin.casework.tickets.rules import State, conflict
from lianxin.casework.tickets.rules.words import OPEN
from lianxin.foundation.actor import HOTLINE, IN_A_UNIT, Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.models import Post
from lianxin.registers.orgs.rules import UnitKind, lineage


def _for(by: Actor) -> Q:
    """Return the condition that a note asks an actor, or the desk of the actor's unit."""
    return Q(staff_id__in=by.selves) | Q(unit_id=by.unit_id)


def of(by: Actor, rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Return those of some tickets on which a note still asks an actor, with the moment of the asking."""
    asking = Mention.objects.filter(_for(by))
    first = asking.filter(ticket=OuterRef("pk")).order_by("at").values("at")[:1]
    named = rows.filter(pk__in=asking.values("ticket_id")).exclude(state=State.ARCHIVED)
    return named.annotate(mentioned_at=Subquery(first))


def named_in(by: Actor, ids: Iterable[int]) -> set[int]:
    """Return on which of some tickets a note still asks an actor to read it."""
    if by.staff_id is None:
        return set()
    asking = Mention.objects.filter(_for(by), ticket_id__in=list(ids))
    return set(asking.values_list("ticket_id", flat=True))


def still_asked(ticket: Ticket, *, but: Actor) -> tuple[set[int], set[int]]:
    """Return the staff and the units whom notes on a ticket still ask, but for whoever acts now."""
    asked = list(ticket.mentions.all())
    staff = {row.staff_id for row in asked if row.staff_id is not None} - but.selves
    return staff, {row.unit_id for row in asked if row.unit_id is not None} - {but.unit_id}


def desk_instead(ticket: Ticket, successor_id: int, on: date) -> int | None:
    """Return whose desk a note asks whose own was closed: the successor's, or the hotline's where that may not read it."""
    successor, lead = orgs.units_by_id([successor_id])[successor_id], ticket.lead_unit
    near = {*ticket.assists.values_list("unit_id", flat=True)}
    near |= {*conflict.line(lead.path)} if lead and ticket.state in OPEN else set()
    reads = successor_id in near or successor.kind == UnitKind.HOTLINE
    if reads and not conflict.concerned(ticket.about_unit_id, successor.path):
        return successor_id
    desk = orgs.unit_of_division(ticket.division_code, UnitKind.HOTLINE, on)
    return desk.pk if desk else None


def readers(ticket: Ticket, on: date) -> QuerySet[Post]:
    """Return the posts from which the ticket may be read and worked on: `visible_to`, asked from the other side."""
    lead, about = ticket.lead_unit, ticket.about_unit
    units = {*ticket.assists.values_list("unit_id", flat=True), *([lead.pk] if lead else [])}
    above = conflict.line(lead.path) if lead else ()
    hotline = Q(role__in=HOTLINE)
    if ticket.division_code:
        hotline &= Q(unit__division__code__in=lineage(ticket.division_code))
    working = Q(role__in=IN_A_UNIT, unit_id__in=units) | Q(role=Role.UNIT_LEAD, unit_id__in=above)
    if ticket.grid_id is not None:
        working |= Q(role=Role.GRID_WORKER, grids=ticket.grid_id)
    if about is not None:
        working &= ~Q(unit__path__startswith=about.path)
    return orgs.posts_on(on).filter(hotline | working).distinct()


def nameable(ticket: Ticket, by: Actor, on: date) -> list[Post]:
    """Return whom a note may name in person: who works on the ticket, had a part in it, or supervises.

    Others of a large hotline are reached by naming its desk.
    """
    taking_part = set(ledger.about(ticket).order_by().values_list("staff_id", flat=True))
    near = Q(role__in=[*IN_A_UNIT, Role.SUPERVISOR]) | Q(staff_id__in=taking_part - {None})
    found = readers(ticket, on).filter(near).exclude(staff_id=by.staff_id or 0)
    return list(found.select_related("staff", "unit").order_by("unit__name", "staff__name", "pk"))


def desks_near(ticket: Ticket, on: date) -> dict[int, str]:
    """Return the units, by id with their names, whose desk a note may name."""
    found = readers(ticket, on).order_by("unit__name").values_list("unit_id", "unit__name")
    return dict(found.distinct())
