"""Reads of changes: the registers as tables, what waits for whom, and the history of one row."""

from lianxin.registers.changes.queries.found import (
    authors,
    change,
    changes,
    differences,
    faults,
    history,
    in_service,
    is_asked_back,
    rows,
    scheduled,
    units_ended,
    visible_to,
    waiting_for,
)
from lianxin.registers.changes.queries.tables import table

__all__ = [
    "authors",
    "change",
    "changes",
    "differences",
    "faults",
    "history",
    "in_service",
    "is_asked_back",
    "rows",
    "scheduled",
    "table",
    "units_ended",
    "visible_to",
    "waiting_for",
]
