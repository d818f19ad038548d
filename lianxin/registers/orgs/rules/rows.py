"""What one row of an import says, read from its columns or refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lianxin.foundation.actor import Role
from lianxin.foundation.text import doors
from lianxin.registers.orgs.rules import bodies, codes, days, polygons
from lianxin.registers.orgs.rules.refusals import (
    BuildingNamesAFlat,
    GridNotForRole,
    NameMissing,
    NotABuildingCode,
    NotAUserName,
    ParentDoesNotFit,
    Row,
    TooLong,
)

USER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
BUILDING_CODE = re.compile(r"[A-Za-z0-9._-]{1,48}")
LIMITS = {"name": 100, "phone": 32, "worker_name": 50, "worker_phone": 32, "supervision_phone": 32}
STAFF_NAME = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionRow:
    """A division as a row gives it; an empty first day is the day of the import."""

    line: int
    code: str
    name: str
    kind: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None

    @property
    def says(self) -> tuple[str, str, str]:
        """Return what would make a new period if it changed."""
        return self.name, self.kind, self.parent_code


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit as a row gives it."""

    line: int
    code: str
    name: str
    kind: bodies.UnitKind
    parent_code: str
    division_code: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A grid as a feature gives it: its outline and its public contact card."""

    line: int
    code: str
    name: str
    community_code: str
    worker_name: str
    worker_phone: str
    supervision_phone: str
    polygon: dict[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingRow:
    """A building as a row gives it; an empty first day is the day of the import."""

    line: int
    code: str
    name: str
    grid_code: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A post as a row gives it; somebody with two posts has two rows."""

    line: int
    username: str
    name: str
    unit_code: str
    role: str
    valid_from: date | None
    grid_codes: tuple[str, ...]


def division(line: int, row: Row) -> DivisionRow:
    """Read a division, or refuse."""
    code, parent = row["code"], row.get("parent_code", "")
    kind = codes.checked_kind(code, row.get("kind", ""))
    codes.check_parent(code, parent)
    begins, ends = days.day(row.get("valid_from", "")), days.day(row.get("valid_to", ""))
    days.check_order(begins, ends)
    return DivisionRow(
        line=line,
        code=code,
        name=_text(row, "name"),
        kind=kind.value,
        parent_code=parent,
        valid_from=begins,
        valid_to=ends,
    )


def unit(line: int, row: Row) -> UnitRow:
    """Read a unit, or refuse."""
    kind = bodies.unit_kind(row["kind"])
    division_code = row["division_code"]
    bodies.check_served(kind, division_code)
    parent = row.get("parent_code", "")
    return UnitRow(
        line=line,
        code=bodies.unit_code(row["code"]),
        name=_text(row, "name"),
        kind=kind,
        parent_code=bodies.unit_code(parent) if parent else "",
        division_code=division_code,
        phone=_text(row, "phone"),
    )


def grid(line: int, row: Row, geometry: object) -> GridRow:
    """Read a grid from a feature's properties and geometry, or refuse."""
    community = codes.community_of(row["code"])
    if row.get("community_code", community) != community:
        raise ParentDoesNotFit(code=row["code"], parent=row["community_code"])
    return GridRow(
        line=line,
        code=row["code"],
        name=_text(row, "name"),
        community_code=community,
        worker_name=_text(row, "worker_name"),
        worker_phone=_text(row, "worker_phone"),
        supervision_phone=_text(row, "supervision_phone"),
        polygon=polygons.written(polygons.read(geometry)),
    )


def building(line: int, row: Row) -> BuildingRow:
    """Read a building, or refuse; what names a flat is none."""
    if not BUILDING_CODE.fullmatch(row["code"]):
        raise NotABuildingCode(code=row["code"])
    codes.community_of(row["grid_code"])
    begins, ends = days.day(row.get("valid_from", "")), days.day(row.get("valid_to", ""))
    days.check_order(begins, ends)
    name = _text(row, "name")
    if doors(name):
        raise BuildingNamesAFlat(name=name)
    return BuildingRow(
        line=line,
        code=row["code"],
        name=name,
        grid_code=row["grid_code"],
        valid_from=begins,
        valid_to=ends,
    )


def staff(line: int, row: Row) -> StaffRow:
    """Read somebody's post, or refuse; the role is held against the unit's kind later."""
    grids = tuple(code.strip() for code in row.get("grid_codes", "").split(";") if code.strip())
    for code in grids:
        codes.community_of(code)
    if grids and row["role"] != Role.GRID_WORKER:
        raise GridNotForRole(role=row["role"])
    return StaffRow(
        line=line,
        username=user_name(row["username"]),
        name=staff_name(row.get("name", "")),
        unit_code=bodies.unit_code(row["unit_code"]),
        role=row["role"],
        valid_from=days.day(row.get("valid_from", "")),
        grid_codes=tuple(sorted(set(grids))),
    )


def user_name(text: str) -> str:
    """Return a name to sign in with, or refuse."""
    if not USER_NAME.fullmatch(text):
        raise NotAUserName(username=text)
    return text


def staff_name(text: str) -> str:
    """Return the name of a member of staff, or refuse."""
    return _limited("name", text, STAFF_NAME)


def _text(row: Mapping[str, str], column: str) -> str:
    return _limited(column, row.get(column, ""), LIMITS[column])


def _limited(column: str, text: str, limit: int) -> str:
    if column == "name" and not text:
        raise NameMissing
    if len(text) > limit:
        raise TooLong(column=column, limit=limit)
    return text
