"""The dispatch catalogue: what a row says, and what a whole catalogue must be before it is published."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lianxin.foundation.refusal import Refusal
from lianxin.registers.duties.rules import table
from lianxin.registers.duties.rules.lists import ListKind
from lianxin.registers.duties.rules.refusals import (
    CategoryWithoutOwner,
    CommunityCannotLead,
    UnknownCategory,
    UnknownDuty,
    UnknownTier,
)
from lianxin.registers.orgs.rules import UnitKind, significant
from lianxin.registers.orgs.rules.refusals import UnknownDivision, UnknownUnit
from lianxin.registers.policies.rules import Tier

SUBDISTRICT = "@subdistrict"  # the subdistrict's office, or town's government, of the place
COMMUNITY = "@community"  # the community's committee of the place; it may only assist this way


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """A row of the catalogue as a file gives it; `prefix` "" is anywhere."""

    line: int
    category_code: str
    prefix: str
    lead: str
    assist: tuple[str, ...]
    tier: Tier
    duty_code: str
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDuty:
    """What the duty list says of one duty: whose it is, and on which list."""

    unit_code: str
    list_kind: ListKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """What a catalogue is held against: everything that is in force, by its code."""

    categories: Mapping[str, str | None]  # each with its parent's code
    units: Mapping[str, UnitKind]
    duties: Mapping[str, KnownDuty]
    divisions: Collection[str]


def row_of(line: int, row: table.Row) -> CatalogueRow:
    """Read a row of the catalogue, or refuse."""
    division, tier = row.get("division_code", ""), row.get("tier", "")
    if tier not in frozenset(Tier):
        raise UnknownTier(tier=tier)
    return CatalogueRow(
        line=line,
        category_code=row.get("category_code", ""),
        prefix=significant(division) if division else "",
        lead=table.name(row, "lead", limit=48),
        assist=table.parts(row, "assist", limit=500),
        tier=Tier(tier),
        duty_code=row.get("duty_code", ""),
        legal_basis=table.words(row, "legal_basis", limit=300),
    )


def check_catalogue(given: table.Table, registers: Registers) -> list[CatalogueRow]:
    """Return the rows of a whole catalogue, or refuse it with everything that is wrong with it."""
    rows = table.read(given, row_of)
    bad = table.doubled(rows, lambda row: (row.category_code, row.prefix))
    bad += [
        table.fault(row.line, refusal)
        for row in rows
        for check in CHECKS
        for refusal in check(row, registers)
    ]
    everywhere = {row.category_code for row in rows if not row.prefix}
    bad += [
        table.fault(0, CategoryWithoutOwner(category=code))
        for code in unowned(everywhere, registers.categories)
    ]
    table.refuse(bad)
    return rows


def unowned(owned: Collection[str], parents: Mapping[str, str | None]) -> list[str]:
    """Return the leaf categories for which neither they nor any above them are owned."""
    above = set(parents.values())
    return [
        code
        for code in parents
        if code not in above and not any(one in owned for one in _upwards(code, parents))
    ]


def _upwards(code: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    while code is not None:
        yield code
        code = parents.get(code)


def _category(row: CatalogueRow, registers: Registers) -> Iterator[Refusal]:
    if row.category_code not in registers.categories:
        yield UnknownCategory(code=row.category_code)


def _place(row: CatalogueRow, registers: Registers) -> Iterator[Refusal]:
    code = row.prefix.ljust(12, "0")
    if row.prefix and code not in registers.divisions:
        yield UnknownDivision(code=code)


def _units(row: CatalogueRow, registers: Registers) -> Iterator[Refusal]:
    named = {*row.assist, row.lead} - {SUBDISTRICT, COMMUNITY}
    for code in sorted(named - registers.units.keys()):
        yield UnknownUnit(code=code)


def _duty(row: CatalogueRow, registers: Registers) -> Iterator[Refusal]:
    if row.duty_code and row.duty_code not in registers.duties:
        yield UnknownDuty(code=row.duty_code)


def _community(row: CatalogueRow, registers: Registers) -> Iterator[Refusal]:
    """Yield a community that would lead what a department must do (国办函〔2025〕66号 五)."""
    kind, duty = registers.units.get(row.lead), registers.duties.get(row.duty_code)
    own = KnownDuty(unit_code=row.lead, list_kind=ListKind.BASIC)
    if row.lead == COMMUNITY or (kind is UnitKind.COMMUNITY and duty != own):
        yield CommunityCannotLead(unit=row.lead)


Check = Callable[[CatalogueRow, Registers], Iterable[Refusal]]
CHECKS: Sequence[Check] = (_category, _place, _units, _duty, _community)
