"""Importing staff and their posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRow, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries, rules
from lianxin.registers.orgs.actions import frame
from lianxin.registers.orgs.models import Grid, Post, Staff, Unit
from lianxin.registers.orgs.rules import refusals
from lianxin.registers.orgs.rules import rows as reading
from lianxin.registers.orgs.rules.rows import StaffRow

Held = tuple[str, str, str]  # user name, code of the unit, role


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What the rows are held against."""

    units: Mapping[str, Unit]
    grids: Mapping[str, Grid]
    staff: dict[str, Staff]
    posts: dict[Held, Post]  # the newest of each


@ledger.deed
def import_staff(
    *,
    rows: Sequence[tuple[int, refusals.Row]],
    sha256: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Take in a table of posts: accounts (without a password), posts, and grid workers' grids.

    Posts that the table does not name stay as they are; a post that was ended stays ended unless
    a later first day revives it. Refuses BadRows, and then changes nothing.
    """
    register = frame.opened(rules.Kept.STAFF)
    on = day_of(at)
    refused: list[BadRow] = []
    read = list(rules.sifted(rows, reading.staff, refused))
    known = _known(read, on)
    fitting = _sensible(read, known, by, refused)
    rules.check(refused)
    outcome = _write(fitting, known, on)
    return frame.close(register, outcome, rows=len(rows), sha256=sha256, by=by, at=at, key=key)


def _known(read: Sequence[StaffRow], on: date) -> _Known:
    grid_codes = sorted({code for row in read for code in row.grid_codes})
    grids: dict[str, Grid] = {}
    for chunk in frame.chunks(grid_codes):
        found = queries.grids(on).defer("polygon").filter(code__in=chunk)
        grids |= {grid.code: grid for grid in found}
    posts = Post.objects.select_related("staff", "unit").prefetch_related("grids")
    return _Known(
        units={unit.code: unit for unit in queries.units(on)},
        grids=grids,
        staff={staff.username: staff for staff in Staff.objects.all()},
        posts={
            (post.staff.username, post.unit.code, post.role): post
            for post in posts.order_by("valid_from", "pk")
        },
    )


def _sensible(
    read: Sequence[StaffRow], known: _Known, by: Actor, refused: list[BadRow]
) -> list[StaffRow]:
    lines: dict[Held, int] = {}
    called: dict[str, str] = {}
    fitting = []
    for row in read:
        try:
            held = (row.username, row.unit_code, row.role)
            if (first := lines.setdefault(held, row.line)) != row.line:
                raise refusals.DoubledRow(first=first)
            if called.setdefault(row.username, row.name) != row.name:
                raise refusals.NameDiffers(username=row.username)
            _check_post(row, known, by)
        except Refusal as refusal:
            refused.append(rules.bad(row.line, refusal))
        else:
            fitting.append(row)
    return fitting


def _check_post(row: StaffRow, known: _Known, by: Actor) -> None:
    unit = known.units.get(row.unit_code)
    if unit is None:
        raise refusals.UnknownUnit(code=row.unit_code)
    rules.check_keeper(by, unit.division.code)
    rules.role_at(row.role, rules.UnitKind(unit.kind))
    for code in row.grid_codes:
        if code not in known.grids:
            raise refusals.UnknownGrid(code=code)
        rules.check_grid(code, unit.division.code)


def _write(read: Sequence[StaffRow], known: _Known, on: date) -> frame.Outcome:
    _write_accounts(read, known)
    new: list[Post] = []
    changed: set[int] = set()
    grids: list[tuple[Post, tuple[str, ...]]] = []
    for row in read:
        post = known.posts.get((row.username, row.unit_code, row.role))
        if post is None or (
            post.valid_to and row.valid_from is not None and row.valid_from >= post.valid_to
        ):
            new.append(
                Post(
                    staff=known.staff[row.username],
                    unit=known.units[row.unit_code],
                    role=row.role,
                    valid_from=row.valid_from or on,
                )
            )
            grids.append((new[-1], row.grid_codes))
        elif post.valid_to is None:
            if row.grid_codes != tuple(sorted(grid.code for grid in post.grids.all())):
                grids.append((post, row.grid_codes))
                changed.add(post.pk)
            if row.valid_from not in (None, post.valid_from):
                Post.objects.filter(pk=post.pk).update(valid_from=row.valid_from)
                changed.add(post.pk)
    Post.objects.bulk_create(new, batch_size=frame.CHUNK)
    _write_grids(grids, known)
    return frame.Outcome(added=len(new), changed=len(changed))


def _write_accounts(read: Sequence[StaffRow], known: _Known) -> None:
    names = {row.username: row.name for row in read}
    new = [
        Staff(username=username, name=name, password=make_password(None))
        for username, name in names.items()
        if username not in known.staff
    ]
    renamed = [known.staff[name] for name in names if name in known.staff]
    renamed = [staff for staff in renamed if staff.name != names[staff.username]]
    for staff in renamed:
        staff.name = names[staff.username]
    Staff.objects.bulk_create(new, batch_size=frame.CHUNK)
    Staff.objects.bulk_update(renamed, ["name"], batch_size=500)
    known.staff.update({staff.username: staff for staff in new})


def _write_grids(grids: Sequence[tuple[Post, tuple[str, ...]]], known: _Known) -> None:
    links = Post.grids.through
    for chunk in frame.chunks(grids):
        links.objects.filter(post__in=[post.pk for post, _ in chunk]).delete()
    links.objects.bulk_create(
        [
            links(post_id=post.pk, grid_id=known.grids[code].pk)
            for post, codes in grids
            for code in codes
        ],
        batch_size=frame.CHUNK,
    )
