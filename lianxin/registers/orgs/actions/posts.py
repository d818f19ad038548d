"""Opening an account, setting its password, and giving and ending posts."""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries, rules
from lianxin.registers.orgs.models import Grid, Post, Staff, Unit
from lianxin.registers.orgs.rules import refusals, verbs


@ledger.deed
def open_account(
    *, username: str, name: str, email: str = "", by: Actor, at: datetime, key: str
) -> Entry:
    """Make an account for a member of staff; it has no password and no post yet."""
    rules.check_keeper(by, by.division)
    username, name = rules.user_name(username), rules.staff_name(name)
    if Staff.objects.filter(username=username).exists():
        raise refusals.UserNameTaken(username=username)
    staff = Staff.objects.create(
        username=username, name=name, email=email, password=make_password(None)
    )
    words = {"username": username, "name": name}
    return ledger.record(verbs.OPENED, about=staff, by=by, at=at, key=key, words=words)


@ledger.deed
def set_password(
    *,
    staff_id: int,
    hashed: str,
    one_time: bool = False,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Set somebody's password: one's own, or as administrator of every division they work for.

    One that is handed out works once: whoever signs in with it chooses another first. `hashed` comes from Django's `make_password`, made before: hashing takes longer than a
    transaction may.
    """
    staff = ledger.locked(Staff.objects.all(), staff_id, seen=seen)
    if by.staff_id != staff.pk:
        coming = Q(valid_to__isnull=True) | Q(valid_to__gt=day_of(at))
        for post in staff.posts.filter(coming).select_related("unit__division"):
            rules.check_keeper(by, post.unit.division.code)
        rules.check_keeper(by, by.division)
    staff.password = hashed
    staff.one_time_until = at + rules.ONE_TIME if one_time else None
    staff.save(update_fields=["password", "one_time_until"])
    return ledger.record(verbs.PASSWORD_SET, about=staff, by=by, at=at, key=key, one_time=one_time)


@ledger.deed
def assign_post(
    *,
    staff_id: int,
    unit_id: int,
    role: Role,
    valid_from: date,
    grid_ids: Sequence[int] = (),
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Give somebody a post at a unit from a day on; grid workers also their grids."""
    staff = ledger.locked(Staff.objects.all(), staff_id)
    unit = Unit.objects.select_related("division").filter(pk=unit_id).first()
    if unit is None:
        raise NotFound(pk=unit_id)
    rules.check_keeper(by, unit.division.code)
    rules.role_at(role, rules.UnitKind(unit.kind))
    if staff.posts.filter(unit=unit, role=role, valid_to__isnull=True).exists():
        raise refusals.PostHeld
    grids = _grids(grid_ids, role, unit, valid_from)
    post = Post.objects.create(staff=staff, unit=unit, role=role.value, valid_from=valid_from)
    post.grids.set(grids)
    return ledger.record(
        verbs.ASSIGNED,
        about=post,
        by=by,
        at=at,
        key=key,
        staff_id=staff.pk,
        unit_id=unit.pk,
        role=role.value,
        valid_from=valid_from,
        grids=sorted(grid.pk for grid in grids),
    )


def _grids(grid_ids: Sequence[int], role: Role, unit: Unit, on: date) -> list[Grid]:
    if grid_ids and role is not Role.GRID_WORKER:
        raise refusals.GridNotForRole(role=role.value)
    grids = list(queries.grids(on).filter(pk__in=grid_ids))
    if len(grids) < len(set(grid_ids)):
        raise NotFound
    for grid in grids:
        rules.check_grid(grid.code, unit.division.code)
    return grids


@ledger.deed
def end_post(
    *, post_id: int, valid_to: date, by: Actor, at: datetime, key: str, seen: int
) -> Entry:
    """End a post: `valid_to` is the first day on which it is no longer held."""
    held = Post.objects.select_related("unit__division")
    post = ledger.locked(held, post_id, seen=seen)
    rules.check_keeper(by, post.unit.division.code)
    if post.valid_to is not None:
        raise refusals.PostOver(ended=post.valid_to)
    rules.check_end(post.valid_from, valid_to)
    rules.check_near(valid_to, on=day_of(at))
    post.valid_to = valid_to
    post.save(update_fields=["valid_to"])
    return ledger.record(
        verbs.ENDED, about=post, by=by, at=at, key=key, staff_id=post.staff_id, valid_to=valid_to
    )
