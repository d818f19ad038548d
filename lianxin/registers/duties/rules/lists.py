"""The duty list: what a row says, and which of the three lists it stands on."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from lianxin.registers.duties.rules import table
from lianxin.registers.duties.rules.refusals import UnknownListKind
from lianxin.registers.orgs.rules.refusals import UnknownUnit


class ListKind(StrEnum):
    """The three duty lists (履职事项清单) that towns and subdistricts have had since 2025."""

    BASIC = "basic"  # the unit does it
    ASSIST = "assist"  # the unit helps; a department leads and pays
    WITHDRAWN = "withdrawn"  # a department has taken it back


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty as a row gives it."""

    line: int
    code: str
    title: str
    unit_code: str
    list_kind: ListKind
    legal_basis: str


def duty(line: int, row: table.Row) -> DutyRow:
    """Read a duty, or refuse."""
    kind = row.get("list_kind", "")
    if kind not in frozenset(ListKind):
        raise UnknownListKind(kind=kind)
    return DutyRow(
        line=line,
        code=table.code(row, "code", limit=64),
        title=table.name(row, "title", limit=200),
        unit_code=row.get("unit_code", ""),
        list_kind=ListKind(kind),
        legal_basis=table.words(row, "legal_basis", limit=300),
    )


def check_duties(given: table.Table, units: Collection[str]) -> list[DutyRow]:
    """Return the duties of a file, or refuse it; `units` are the codes of those in force."""
    rows = table.read(given, duty)
    table.refuse(
        [
            *table.doubled(rows, lambda row: row.code),
            *(
                table.fault(row.line, UnknownUnit(code=row.unit_code))
                for row in rows
                if row.unit_code not in units
            ),
        ]
    )
    return rows
