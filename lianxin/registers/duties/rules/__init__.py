"""Decisions on categories, duties and the dispatch catalogue: what a file may say, who answers."""

from lianxin.registers.duties.rules.catalogue import (
    COMMUNITY,
    SUBDISTRICT,
    CatalogueRow,
    KnownDuty,
    Registers,
    check_catalogue,
    unowned,
)
from lianxin.registers.duties.rules.choice import (
    Assignment,
    Book,
    Candidate,
    Edition,
    Lead,
    Why,
    choose,
    lineage,
)
from lianxin.registers.duties.rules.lists import DutyRow, ListKind, check_duties
from lianxin.registers.duties.rules.refusals import NotACategory, NothingToImport
from lianxin.registers.duties.rules.table import Table
from lianxin.registers.duties.rules.tree import CategoryRow, Node, arranged, check_tree
from lianxin.registers.duties.rules.verbs import (
    CATALOGUE_PUBLISHED,
    IMPORTED,
    Kept,
    keepers_only,
)

__all__ = [
    "CATALOGUE_PUBLISHED",
    "COMMUNITY",
    "IMPORTED",
    "SUBDISTRICT",
    "Assignment",
    "Book",
    "Candidate",
    "CatalogueRow",
    "CategoryRow",
    "DutyRow",
    "Edition",
    "Kept",
    "KnownDuty",
    "Lead",
    "ListKind",
    "NothingToImport",
    "Node",
    "NotACategory",
    "Registers",
    "Table",
    "Why",
    "arranged",
    "check_catalogue",
    "check_duties",
    "check_tree",
    "choose",
    "keepers_only",
    "lineage",
    "unowned",
]
