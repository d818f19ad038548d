"""The registers that are changed by hand and by file, what happens to a row, and how a change stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lianxin.foundation.actor import Role

Row = Mapping[str, str]  # as a line of the register's file says it, by column
JOINT = "~"  # between the parts of a key; no code has it


class Register(StrEnum):
    """What is kept."""

    DIVISIONS = "divisions"
    UNITS = "units"
    GRIDS = "grids"
    BUILDINGS = "buildings"
    STAFF = "staff"
    CATEGORIES = "categories"
    DUTIES = "duties"
    CATALOGUE = "catalogue"
    CALENDAR = "calendar"
    PROFILES = "profiles"
    LIMITS = "limits"  # which profile is in force where


class Kind(StrEnum):
    """What a change does to a row."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    REFUSED = "refused"  # the file says something that cannot be


class State(StrEnum):
    """How a change stands."""

    PREPARED = "prepared"  # only its author knows it
    WAITING = "waiting"  # for a second person
    SCHEDULED = "scheduled"  # decided; done on its day
    APPLIED = "applied"
    UNDONE = "undone"
    REFUSED = "refused"
    DISCARDED = "discarded"
    FAILED = "failed"  # on its day something stood against it


EVERY = frozenset({"*"})  # whatever the column


@dataclass(frozen=True, kw_only=True)
class Nature:
    """How a register is kept: what names a row, and what of it makes somebody else responsible."""

    key: tuple[str, ...]
    whole: bool = False  # a file is the whole list: what it lacks ends
    second: frozenset[str] = frozenset()  # columns; who changes one needs a second person
    ends: bool = True  # a row can be taken out of force by hand
    authors: frozenset[Role] = frozenset({Role.ADMINISTRATOR})


DISPATCH = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
DECIDERS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
KEPT: Mapping[Register, Nature] = {
    Register.DIVISIONS: Nature(key=("code",)),
    Register.UNITS: Nature(
        key=("code",), second=frozenset({"kind", "parent_code", "division_code"})
    ),
    Register.GRIDS: Nature(key=("code",)),
    Register.BUILDINGS: Nature(key=("code",)),
    Register.STAFF: Nature(key=("username", "unit_code", "role"), ends=False),
    Register.CATEGORIES: Nature(key=("code",), whole=True, second=frozenset({"parent_code"})),
    Register.DUTIES: Nature(key=("code",), whole=True, second=EVERY, authors=DISPATCH),
    Register.CATALOGUE: Nature(
        key=("category_code", "division_code"), whole=True, second=EVERY, authors=DISPATCH
    ),
    Register.CALENDAR: Nature(key=("date",), ends=False),
    Register.PROFILES: Nature(key=("profile", "what", "tier"), ends=False),
    Register.LIMITS: Nature(key=("division",), second=EVERY, ends=False),
}


@dataclass(frozen=True, kw_only=True)
class Load:
    """How many open tickets and matters each unit holds; a repeat may have counted otherwise."""

    tickets: Mapping[str, int] = field(default_factory=dict, compare=False)
    matters: Mapping[str, int] = field(default_factory=dict, compare=False)


def key_of(register: Register, row: Row) -> str:
    """Return what names a row within its register."""
    return JOINT.join(row.get(column, "") for column in KEPT[register].key)
