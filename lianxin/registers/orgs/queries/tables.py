"""The registers as files of them say it: what is in force or will be, as rows by key."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from lianxin.registers.orgs.models import Building, Division, Grid, Post, Unit
from lianxin.registers.orgs.rules import Kept

Row = Mapping[str, str]
JOINT = "~"
OVER: Mapping[Kept, Any] = {
    Kept.DIVISIONS: Division,
    Kept.UNITS: Unit,
    Kept.GRIDS: Grid,
    Kept.BUILDINGS: Building,
}
CHUNK = 5_000  # keys a statement


def table(kind: Kept, on: date, keys: Collection[str] | None = None) -> dict[str, Row]:
    """Return a register's rows, or only those under some keys, each in the words of its file."""
    rows = TABLES[kind]
    if keys is None:
        return dict(rows(_lasts(on)))
    found: dict[str, Row] = {}
    wanted = sorted({key.partition(JOINT)[0] for key in keys})
    for start in range(0, len(wanted), CHUNK):
        column = "staff__username__in" if kind is Kept.STAFF else "code__in"
        found |= rows(_lasts(on) & Q(**{column: wanted[start : start + CHUNK]}))
    return {key: found[key] for key in keys if key in found}


def over(kind: Kept, keys: Collection[str]) -> set[str]:
    """Return under which keys the newest row has an end, so that it can be put in force again."""
    if kind is Kept.STAFF:
        return set()  # posts are ended by hand, each for good
    found: dict[str, date | None] = {}
    codes = sorted(keys)
    for start in range(0, len(codes), CHUNK):
        rows = OVER[kind].objects.filter(code__in=codes[start : start + CHUNK])
        found |= dict(rows.order_by("valid_from").values_list("code", "valid_to"))
    return {code for code, ends in found.items() if ends}


def _lasts(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _divisions(which: Q) -> Iterable[tuple[str, Row]]:
    found = Division.objects.filter(which).order_by("code", "valid_from")  # the last one counts
    columns = ("code", "name", "kind", "parent__code", "valid_from", "valid_to")
    for code, name, kind, parent, begins, ends in found.values_list(*columns):
        said = {"code": code, "name": name, "kind": kind, "parent_code": parent or ""}
        yield code, {**said, "valid_from": _day(begins), "valid_to": _day(ends)}


def _units(which: Q) -> Iterable[tuple[str, Row]]:
    found = Unit.objects.filter(which).order_by("path")  # those above first
    columns = ("code", "name", "kind", "parent__code", "division__code", "phone")
    names = ("code", "name", "kind", "parent_code", "division_code", "phone")
    for begins, *values in found.values_list("valid_from", *columns):
        row = {name: value or "" for name, value in zip(names, values, strict=True)}
        yield values[0], {**row, "valid_from": _day(begins)}


def _grids(which: Q) -> Iterable[tuple[str, Row]]:
    found = Grid.objects.filter(which).order_by("code")
    columns = ("code", "name", "worker_name", "worker_phone", "supervision_phone")
    for polygon, begins, *values in found.values_list("polygon", "valid_from", *columns):
        row = {**dict(zip(columns, values, strict=True)), "valid_from": _day(begins)}
        yield values[0], {**row, "outline": json.dumps(polygon, sort_keys=True)}


def _buildings(which: Q) -> Iterable[tuple[str, Row]]:
    found = Building.objects.filter(which).order_by("code")
    for code, name, grid, begins, ends in found.values_list(
        "code", "name", "grid__code", "valid_from", "valid_to"
    ):
        said = {"code": code, "name": name, "grid_code": grid}
        yield code, {**said, "valid_from": _day(begins), "valid_to": _day(ends)}


def _staff(which: Q) -> Iterable[tuple[str, Row]]:
    posts = Post.objects.filter(which).select_related("staff", "unit").prefetch_related("grids")
    for post in posts.order_by("staff__username", "valid_from", "pk"):
        row = {
            "username": post.staff.username,
            "name": post.staff.name,
            "unit_code": post.unit.code,
            "role": post.role,
            "valid_from": _day(post.valid_from),
            "grid_codes": ";".join(sorted(grid.code for grid in post.grids.all())),
        }
        yield JOINT.join((row["username"], row["unit_code"], row["role"])), row


TABLES: Mapping[Kept, Callable[[Q], Iterable[tuple[str, Row]]]] = {
    Kept.DIVISIONS: _divisions,
    Kept.UNITS: _units,
    Kept.GRIDS: _grids,
    Kept.BUILDINGS: _buildings,
    Kept.STAFF: _staff,
}
