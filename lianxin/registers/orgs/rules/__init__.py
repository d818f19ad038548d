"""Decisions on divisions, units, grids and posts: codes, kinds, roles, days, outlines, addresses."""

from lianxin.registers.orgs.rules import absences
from lianxin.registers.orgs.rules.addresses import Candidate, Place
from lianxin.registers.orgs.rules.bodies import (
    ONE_TIME,
    ROLES_AT,
    Held,
    Successor,
    UnitKind,
    check_grid,
    check_keeper,
    check_served,
    check_unheld,
    role_at,
    unit_code,
    unit_kind,
)
from lianxin.registers.orgs.rules.codes import (
    LEVEL_OF,
    DivisionKind,
    check_parent,
    checked_kind,
    community_of,
    kind_of,
    lineage,
    padded,
    significant,
    span,
)
from lianxin.registers.orgs.rules.days import check_end, check_near, check_order, day, in_force
from lianxin.registers.orgs.rules.faults import Fault, FaultKind
from lianxin.registers.orgs.rules.polygons import Hole, Overlap, Survey, survey
from lianxin.registers.orgs.rules.refusals import UnknownUnit, bad, check, sifted
from lianxin.registers.orgs.rules.rows import staff_name, user_name
from lianxin.registers.orgs.rules.verbs import Kept

__all__ = [
    "LEVEL_OF",
    "ONE_TIME",
    "ROLES_AT",
    "absences",
    "Candidate",
    "DivisionKind",
    "Fault",
    "FaultKind",
    "Held",
    "Hole",
    "Kept",
    "Overlap",
    "Place",
    "Successor",
    "Survey",
    "UnitKind",
    "UnknownUnit",
    "bad",
    "check",
    "check_end",
    "check_near",
    "check_grid",
    "check_keeper",
    "check_order",
    "check_parent",
    "check_served",
    "check_unheld",
    "checked_kind",
    "community_of",
    "day",
    "in_force",
    "kind_of",
    "lineage",
    "padded",
    "role_at",
    "sifted",
    "significant",
    "span",
    "staff_name",
    "survey",
    "unit_code",
    "unit_kind",
    "user_name",
]
