"""Reads of staff and their posts: who somebody is while they work."""

from collections.abc import Iterable
from datetime import date

from lianxin.foundation.actor import Actor, Role
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Post, Staff
from lianxin.registers.orgs.queries.divisions import lasting


def staff_member(username: str) -> Staff | None:
    """Return the member of staff who signs in under a name."""
    return Staff.objects.filter(username=username).first()


def staff_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of several members of staff by their ids."""
    return dict(Staff.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def posts_of(staff: Staff, on: date) -> list[Post]:
    """Return the posts that somebody holds on a day, with unit and division, the oldest first."""
    held = Post.objects.filter(lasting(on), lasting(on, "unit__"), staff=staff)
    return list(held.select_related("unit__division").order_by("valid_from", "pk"))


def actor_of(staff: Staff, post_id: int | None, on: date) -> Actor | None:
    """Return somebody in one of the posts they hold, the first if none is named; None is no post."""
    held = posts_of(staff, on) if staff.is_active else []
    post = next((post for post in held if post_id in (None, post.pk)), None)
    return actor_in(post, on) if post else None


def actor_in(post: Post, on: date) -> Actor:
    """Return who holds a post, acting in it on a day; the post has its unit and division at hand."""
    role = Role(post.role)
    grids = post.grids.filter(lasting(on)) if role is Role.GRID_WORKER else post.grids.none()
    return Actor(
        role=role,
        staff_id=post.staff_id,
        unit_id=post.unit_id,
        unit_path=post.unit.path,
        division=rules.significant(post.unit.division.code),
        grid_ids=frozenset(grids.values_list("pk", flat=True)),
    )


def colleagues(unit_id: int, on: date, roles: frozenset[Role]) -> list[Post]:
    """Return who holds one of some roles at a unit on a day, with their names, by name."""
    held = Post.objects.filter(lasting(on), unit_id=unit_id, role__in=roles)
    return list(held.filter(staff__is_active=True).select_related("staff").order_by("staff__name"))
