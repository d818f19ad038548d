"""Decisions on changes to the registers: what differs, who decides, how a change stands."""

from lianxin.registers.changes.rules.deciding import (
    OPEN_AT,
    authors_only,
    begins,
    deciders_only,
    needs_second,
    own_only,
    sendable,
    still,
)
from lianxin.registers.changes.rules.differences import (
    Difference,
    Table,
    between,
    checked,
    counted,
    digest,
    inverse,
    merged,
)
from lianxin.registers.changes.rules.refusals import (
    CannotUndo,
    RowMovedOn,
    WhyNotSaid,
)
from lianxin.registers.changes.rules.words import (
    DECIDERS,
    KEPT,
    Kind,
    Load,
    Nature,
    Register,
    Row,
    State,
    key_of,
)

__all__ = [
    "DECIDERS",
    "KEPT",
    "OPEN_AT",
    "CannotUndo",
    "Difference",
    "Kind",
    "Load",
    "Nature",
    "WhyNotSaid",
    "Register",
    "Row",
    "RowMovedOn",
    "State",
    "Table",
    "authors_only",
    "begins",
    "between",
    "checked",
    "counted",
    "deciders_only",
    "digest",
    "inverse",
    "key_of",
    "merged",
    "needs_second",
    "own_only",
    "sendable",
    "still",
]
