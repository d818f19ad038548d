"""Kinds of unit, what a unit of a kind serves, which roles exist at it, and who keeps the registers."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from lianxin.foundation.actor import HOTLINE, STAFF, Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.orgs.rules.codes import significant
from lianxin.registers.orgs.rules.refusals import (
    DivisionDoesNotFit,
    GridOutsideUnit,
    NotAUnitCode,
    RoleDoesNotFit,
    UnitHoldsTickets,
    UnitOwnsMatters,
    UnitStillNeeded,
    UnknownKind,
    UnknownRole,
)

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,47}")
ONE_TIME = timedelta(days=3)  # a password that is handed out works so long, and once
DEPTH = 12  # levels of units; a path of ids up to nine digits still fits its column


class UnitKind(StrEnum):
    """What a unit is; other bodies come later in the same tree."""

    HOTLINE = "hotline"
    GOVERNMENT = "government"
    DEPARTMENT = "department"
    SUBDISTRICT = "subdistrict"  # a subdistrict's office, or a town's government
    COMMUNITY = "community"  # a residents' or villagers' committee
    COMPANY = "company"  # water, gas, heat, power, buses


ANYWHERE = frozenset(UnitKind)
ROLES_AT: dict[Role, frozenset[UnitKind]] = {
    **dict.fromkeys(HOTLINE | {Role.AUDITOR}, frozenset({UnitKind.HOTLINE})),
    **dict.fromkeys({Role.HANDLER, Role.UNIT_LEAD}, ANYWHERE - {UnitKind.HOTLINE}),
    Role.GRID_WORKER: frozenset({UnitKind.COMMUNITY, UnitKind.SUBDISTRICT}),
    Role.ADMINISTRATOR: ANYWHERE,
}
DIGITS_SERVED = {UnitKind.SUBDISTRICT: 9, UnitKind.COMMUNITY: 12}


def unit_kind(text: str) -> UnitKind:
    """Return a kind of unit by its name, or refuse."""
    if text not in ANYWHERE:
        raise UnknownKind(kind=text)
    return UnitKind(text)


def unit_code(text: str) -> str:
    """Return a unit's code, or refuse."""
    if not CODE.fullmatch(text):
        raise NotAUnitCode(code=text)
    return text


def check_served(kind: UnitKind, division_code: str) -> None:
    """Refuse an office of a subdistrict or community that serves another level."""
    if len(significant(division_code)) != DIGITS_SERVED.get(kind, len(significant(division_code))):
        raise DivisionDoesNotFit(kind=kind.value, division=division_code)


def role_at(text: str, kind: UnitKind) -> Role:
    """Return a role by its name, or refuse: unknown, or not one of a unit of that kind."""
    if text not in STAFF:
        raise UnknownRole(role=text)
    role = Role(text)
    if kind not in ROLES_AT[role]:
        raise RoleDoesNotFit(role=text, kind=kind.value)
    return role


def check_grid(grid_code: str, division_code: str) -> None:
    """Refuse a grid that does not lie in the division that a unit serves."""
    if not grid_code.startswith(significant(division_code)):
        raise GridOutsideUnit(grid=grid_code, division=division_code)


def check_keeper(by: Actor, division_code: str) -> None:
    """Refuse who does not keep the registers of that division: administrators, and the system."""
    keeps = by.role is Role.ADMINISTRATOR and division_code.startswith(by.division)
    if by.role is not Role.SYSTEM and not keeps:
        raise NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What rests on a unit and stands above this register; a repeat may have counted otherwise."""

    tickets: int = field(default=0, compare=False)  # open ones
    matters: int = field(default=0, compare=False)  # not closed ones, that it owns
    duties: int = field(default=0, compare=False)
    rows: int = field(default=0, compare=False)  # of the dispatch catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The unit that takes over what a closed one holds; by the catalogue, only what that gives nobody."""

    code: str
    by_catalogue: bool = False


def check_unheld(
    name: str, held: Held, *, units: int, posts: int, successor: Successor | None = None
) -> None:
    """Refuse to close a unit on which something rests: open tickets that nobody takes over, first of all."""
    if held.tickets and successor is None:
        raise UnitHoldsTickets(name=name, tickets=held.tickets)
    if held.matters:
        raise UnitOwnsMatters(name=name, matters=held.matters)
    if units or posts or held.duties or held.rows:
        raise UnitStillNeeded(
            name=name, units=units, posts=posts, duties=held.duties, rows=held.rows
        )
