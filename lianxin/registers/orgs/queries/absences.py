"""Who is away from a unit, and who stands in for them."""

from datetime import date

from django.db.models import Q, QuerySet

from lianxin.foundation.actor import Actor
from lianxin.registers.orgs.models import Absence, Post
from lianxin.registers.orgs.queries.divisions import lasting
from lianxin.registers.orgs.rules.absences import LEADS, Away


def posts_at(unit_id: int, on: date) -> list[Post]:
    """Return the posts at a unit on a day with who holds them, by name."""
    held = Post.objects.filter(lasting(on), unit_id=unit_id, staff__is_active=True)
    return list(held.select_related("staff").order_by("staff__name", "pk"))


def away(absence: Absence) -> Away:
    """Return an absence as the rules speak of it."""
    return Away(
        staff_id=absence.staff_id,
        substitute_id=absence.substitute_id,
        valid_from=absence.valid_from,
        valid_to=absence.valid_to,
    )


def aways(unit_id: int, *, since: date) -> list[Away]:
    """Return the absences in a unit that last beyond a day."""
    return [away(one) for one in Absence.objects.filter(unit_id=unit_id, valid_to__gt=since)]


def absences_seen(by: Actor, on: date) -> QuerySet[Absence]:
    """Return the absences to come and running that touch somebody, or for a lead those of the unit."""
    own = Q(staff_id=by.staff_id) | Q(substitute_id=by.staff_id)
    mine = own | Q(unit_id=by.unit_id) if by.role in LEADS else own
    found = Absence.objects.filter(mine, valid_to__gt=on).select_related("staff", "substitute")
    return found.select_related("staff", "substitute", "unit").order_by("valid_from", "pk")
