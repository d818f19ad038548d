"""Reads of accounts for those who keep them: who there is, in which posts, and who can sign in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from lianxin.foundation.actor import Actor, Role
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Post, Staff


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of staff with the posts of a day and those to come, and whether they can sign in."""

    pk: int
    username: str
    name: str
    posts: list[Post]
    signs_in: bool


def people(by: Actor, on: date, *, words: str, after: str, limit: int) -> list[Person]:
    """Return the staff whom somebody looks after, by user name, beginning behind one of them."""
    found = _looked_after(by).filter(username__gt=after).order_by("username")
    if words:
        found = found.filter(Q(username__startswith=words) | Q(name__contains=words))
    return [_person(row) for row in _with_posts(found, on)[:limit]]


def person(by: Actor, username: str, on: date) -> Person | None:
    """Return one member of staff whom somebody looks after."""
    found = _with_posts(_looked_after(by).filter(username=username), on).first()
    return _person(found) if found else None


def _looked_after(by: Actor) -> QuerySet[Staff]:
    """Return the staff of an administrator's division, and those who have no post anywhere."""
    if by.role is not Role.ADMINISTRATOR:
        return Staff.objects.none()
    if not by.division:
        return Staff.objects.all()
    within = Post.objects.filter(unit__division__code__range=rules.span(by.division))
    placed = Post.objects.values("staff")
    return Staff.objects.filter(Q(pk__in=within.values("staff")) | ~Q(pk__in=placed))


def _with_posts(found: QuerySet[Staff], on: date) -> QuerySet[Staff]:
    coming = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    held = Post.objects.filter(coming).select_related("unit").prefetch_related("grids")
    ordered = held.order_by("valid_from", "pk")
    return found.prefetch_related(Prefetch("posts", ordered, to_attr="held"))


def _person(row: Staff) -> Person:
    held: list[Post] = getattr(row, "held", [])
    can = row.is_active and row.has_usable_password()
    return Person(pk=row.pk, username=row.username, name=row.name, posts=held, signs_in=can)


def post_ids(staff_id: int) -> list[int]:
    """Return the ids of all posts that somebody holds or has held."""
    return list(Post.objects.filter(staff_id=staff_id).order_by("pk").values_list("pk", flat=True))
