"""Reads of staff and their posts: who somebody is while they work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from lianxin.foundation import prepared
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Grid, Post, Staff, Unit
from lianxin.registers.orgs.queries.divisions import lasting


def staff_member(username: str) -> Staff | None:
    """Return the member of staff who signs in under a name."""
    return Staff.objects.filter(username=username).first()


def account(staff_id: int) -> Staff | None:
    """Return the member of staff who has an id, as signing in reads it at every request."""
    return prepared.by_key(Staff, staff_id)


def staff_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of several members of staff by their ids."""
    return dict(Staff.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A post that somebody holds or stands in for, with what its rights and a page's header need.

    `for_id` is who is away, and for whom somebody acts in it.
    """

    pk: int
    role: Role
    staff_id: int
    unit_id: int
    unit_name: str
    unit_path: str
    division_code: str
    for_id: int | None = None
    for_name: str = ""


# Every page that staff open asks this first: it takes a twentieth of the time as prepared SQL.
HELD = """
SELECT post.id, post.role, unit.id, unit.name, unit.path, division.code,
  NULL, '', 0, post.valid_from
FROM orgs_post post
JOIN orgs_unit unit ON unit.id = post.unit_id
JOIN orgs_division division ON division.id = unit.division_id
WHERE post.staff_id = %s
  AND post.valid_from <= %s AND (post.valid_to IS NULL OR post.valid_to > %s)
  AND unit.valid_from <= %s AND (unit.valid_to IS NULL OR unit.valid_to > %s)
UNION ALL
SELECT post.id, post.role, unit.id, unit.name, unit.path, division.code,
  absent.id, absent.name, 1, post.valid_from
FROM orgs_absence away
JOIN orgs_staff absent ON absent.id = away.staff_id
JOIN orgs_post post ON post.staff_id = away.staff_id AND post.unit_id = away.unit_id
JOIN orgs_unit unit ON unit.id = post.unit_id
JOIN orgs_division division ON division.id = unit.division_id
WHERE away.substitute_id = %s
  AND away.valid_from <= %s AND away.valid_to > %s
  AND post.valid_from <= %s AND (post.valid_to IS NULL OR post.valid_to > %s)
  AND unit.valid_from <= %s AND (unit.valid_to IS NULL OR unit.valid_to > %s)
  AND EXISTS (
    SELECT 1 FROM orgs_post own
    WHERE own.staff_id = away.substitute_id AND own.unit_id = away.unit_id
      AND own.valid_from <= %s AND (own.valid_to IS NULL OR own.valid_to > %s)
  )
ORDER BY 9, 10, 1
"""


def posts_of(staff: Staff, on: date) -> list[HeldPost]:
    """Return the posts that somebody holds on a day, with unit and division, the oldest first."""
    return posts_of_id(staff.pk, on)


def holder(post_id: int) -> int:
    """Return who holds or held a post, or refuse."""
    found = Post.objects.filter(pk=post_id).values_list("staff_id", flat=True).first()
    if found is None:
        raise NotFound(pk=post_id)
    return found


def posts_of_id(staff_id: int, on: date) -> list[HeldPost]:
    """Return the posts in which the member of staff with an id may act on a day, the own ones first."""
    day = on.isoformat()
    return [
        HeldPost(
            pk=pk,
            role=Role(role),
            staff_id=staff_id,
            unit_id=unit_id,
            unit_name=unit_name,
            unit_path=unit_path,
            division_code=division_code,
            for_id=for_id,
            for_name=for_name,
        )
        for pk, role, unit_id, unit_name, unit_path, division_code, for_id, for_name, *_ in (
            prepared.execute(HELD, [staff_id, *[day] * 4, staff_id, *[day] * 8])
        )
    ]


def actor_of(staff: Staff, post_id: int | None, on: date) -> Actor | None:
    """Return somebody in one of the posts they hold, the first if none is named; None is no post."""
    held = posts_of(staff, on) if staff.is_active else []
    post = next((post for post in held if post_id in (None, post.pk)), None)
    return actor_in(post, on) if post else None


def actor_in(post: HeldPost, on: date) -> Actor:
    """Return who holds a post, acting in it on a day."""
    return Actor(
        role=post.role,
        staff_id=post.staff_id,
        unit_id=post.unit_id,
        unit_path=post.unit_path,
        division=rules.significant(post.division_code),
        for_id=post.for_id,
        grid_ids=_grids(post.pk, on) if post.role is Role.GRID_WORKER else frozenset(),
    )


def _grids(post_id: int, on: date) -> frozenset[int]:
    return frozenset(Grid.objects.filter(lasting(on), posts=post_id).values_list("pk", flat=True))


def deciding(by: Actor, on: date, roles: frozenset[Role]) -> list[Post]:
    """Return who holds one of some roles on a day within somebody's division or above it, by name."""
    within = Q(unit__division__code__range=rules.span(by.division))
    above = Q(unit__division__code__in=rules.lineage(rules.padded(by.division)))
    held = Post.objects.filter(lasting(on), within | above)
    held = held.filter(role__in=roles, staff__is_active=True).select_related("staff")
    return list(held.order_by("staff__name", "staff_id"))


def posts_on(on: date) -> QuerySet[Post]:
    """Return the posts that people hold on a day, at units in force."""
    held = Post.objects.filter(lasting(on), lasting(on, "unit__"))
    return held.filter(staff__is_active=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """How many people hold a post at a unit; of one that is over, how many did on its last day."""

    unit_id: int
    parent_id: int | None
    people: int
    is_over: bool


def staffing(on: date) -> list[Staffing]:
    """Return how many people work at each unit on a day, or did on its last; who they are plays no part."""
    counted = posts_on(on).order_by().values_list("unit_id")
    people = dict(counted.annotate(people=Count("staff_id", distinct=True)))
    people |= _at_the_end(on)
    units = Unit.objects.filter(valid_from__lte=on).values_list("pk", "parent_id", "valid_to")
    return [
        Staffing(
            unit_id=pk,
            parent_id=parent_id,
            people=people.get(pk, 0),
            is_over=valid_to is not None and valid_to <= on,
        )
        for pk, parent_id, valid_to in units
    ]


def units_with_staff(least: int, on: date) -> set[int]:
    """Return the units at which at least so many people hold a post on a day."""
    return {one.unit_id for one in staffing(on) if one.people >= least and not one.is_over}


def _at_the_end(on: date) -> dict[int, int]:
    """Return how many people held a post at each unit that is over, on its last day."""
    posts = Post.objects.filter(unit__valid_to__lte=on, valid_from__lt=F("unit__valid_to"))
    until_then = Q(valid_to__isnull=True) | Q(valid_to__gte=F("unit__valid_to"))
    counted = posts.filter(until_then).order_by().values_list("unit_id")
    return dict(counted.annotate(people=Count("staff_id", distinct=True)))


def colleagues(unit_id: int, on: date, roles: frozenset[Role]) -> list[Post]:
    """Return who holds one of some roles at a unit on a day, with their names, by name."""
    held = Post.objects.filter(lasting(on), unit_id=unit_id, role__in=roles)
    return list(held.filter(staff__is_active=True).select_related("staff").order_by("staff__name"))
