"""Tickets and the matter that they have joined, or may join."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets.models import IS_OPEN, STANDS, Ticket
from lianxin.casework.tickets.queries.access import visible_to
from lianxin.casework.tickets.rules import Kind, Privacy, State
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.registers.orgs.rules import significant, span

# open, and complaining of nobody: what may be told of beside others
TOLD_OPENLY = Q(privacy=Privacy.OPEN.value, about_unit=None) & ~Q(kind=Kind.TIP_OFF.value)


def joined(matter_id: int) -> QuerySet[Ticket]:
    """Return the tickets that have joined a matter, by id."""
    return Ticket.objects.filter(matter_id=matter_id).order_by("pk")


def standing_with(matter_id: int) -> QuerySet[Ticket]:
    """Return the open tickets that wait for what a matter is replied, by id."""
    found = Ticket.objects.filter(IS_OPEN, matter_id=matter_id, with_matter=True)
    return found.order_by("pk")


def waiting_with(by: Actor) -> dict[int, int]:
    """Return how many tickets wait with each matter: of a unit those that it leads, else all of them.

    Instead of each of them a desk shows their matter once.
    """
    found = Ticket.objects.filter(STANDS).order_by()
    if by.role in IN_A_UNIT:
        found = found.filter(lead_unit_id=by.unit_id)
    counted = found.values("matter_id").annotate(count=Count("pk"))
    return dict(counted.values_list("matter_id", "count"))


def joined_seen(by: Actor, matter_id: int) -> QuerySet[Ticket]:
    """Return those of the tickets that have joined a matter which an actor may know of, the newest first."""
    return visible_to(by).filter(matter_id=matter_id).order_by("-pk")


def split_with(by: Actor, ticket: Ticket) -> QuerySet[Ticket]:
    """Return the tickets that one call was split into beside this one, as far as an actor may know of them.

    To the requester they are the own ones, whoever opened which.
    """
    near = Q(split_from=ticket.pk) | Q(pk=ticket.split_from_id or 0)
    seen = Ticket.objects.all() if by.role is Role.REQUESTER else visible_to(by)
    return seen.filter(near).order_by("pk")


def counts(matters: Iterable[int]) -> dict[int, int]:
    """Return how many tickets have joined each of some matters."""
    found = Ticket.objects.filter(matter_id__in=list(matters)).order_by().values("matter_id")
    return dict(found.annotate(count=Count("pk")).values_list("matter_id", "count"))


def told_openly(matters: Iterable[int]) -> dict[int, int]:
    """Return how many tickets of each of some matters may be told of: open ones, that complain of nobody."""
    found = Ticket.objects.filter(TOLD_OPENLY, matter_id__in=list(matters))
    counted = found.order_by().values("matter_id").annotate(count=Count("pk"))
    return dict(counted.values_list("matter_id", "count"))


def states(matter_id: int) -> list[tuple[State, int]]:
    """Return how many of the tickets that have joined a matter stand where, the most first."""
    found = joined(matter_id).order_by().values("state").annotate(count=Count("pk"))
    return [
        (State(state), count)
        for state, count in found.order_by("-count").values_list("state", "count")
    ]


def decided_by(by: Actor) -> QuerySet[Ticket]:
    """Return the tickets for which an actor decides whether they join a matter: a unit for its own."""
    found = visible_to(by)
    return found.filter(lead_unit_id=by.unit_id) if by.role in IN_A_UNIT else found


def joinable(
    by: Actor, matter: Matter, *, category_id: int | None, since: datetime
) -> QuerySet[Ticket]:
    """Return the open tickets at a matter's place that may be about it, by id.

    Of one category, or of none yet; without a category of any.
    """
    found = decided_by(by).filter(IS_OPEN, matter=None, received_at__gte=since)
    found = found.filter(division_code__range=span(significant(matter.division_code)))
    if category_id is not None:
        found = found.filter(Q(category_id=category_id) | Q(category_id=None))
    return found.select_related("category", "grid", "lead_unit", "matter").order_by("pk")
