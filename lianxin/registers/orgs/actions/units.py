"""Importing the tree of units, and closing one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRow, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries, rules
from lianxin.registers.orgs.actions import frame
from lianxin.registers.orgs.models import Division, Unit
from lianxin.registers.orgs.rules import refusals, trees, verbs
from lianxin.registers.orgs.rules import rows as reading
from lianxin.registers.orgs.rules.rows import UnitRow

FIELDS = ("name", "kind", "parent_id", "division_id", "phone")


@ledger.deed
def import_units(
    *,
    rows: Sequence[tuple[int, refusals.Row]],
    sha256: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Take in a table of units by code: new ones, and new names, kinds, places in the tree.

    Units that the table does not name stay as they are. Refuses BadRows, and then changes nothing.
    """
    register = frame.opened(rules.Kept.UNITS)
    on = day_of(at)
    refused: list[BadRow] = []
    known = {unit.code: unit for unit in Unit.objects.select_related("parent").all()}
    read = _sensible(list(rules.sifted(rows, reading.unit, refused)), known, by, on, refused)
    rules.check(refused)
    outcome = _write(read, known, on)
    return frame.close(register, outcome, rows=len(rows), sha256=sha256, by=by, at=at, key=key)


def _sensible(
    read: Sequence[UnitRow],
    known: Mapping[str, Unit],
    by: Actor,
    on: date,
    refused: list[BadRow],
) -> list[tuple[UnitRow, Division]]:
    """Return the rows with their divisions, and add what does not fit to the refused."""
    wanted = {row.division_code for row in read}
    found = queries.divisions_in_force(on).filter(code__in=wanted)
    divisions = {division.code: division for division in found}
    parents = {code: unit.parent.code if unit.parent else "" for code, unit in known.items()}
    parents |= {row.code: row.parent_code for row in read}
    lines: dict[str, int] = {}
    fitting = []
    for row in read:
        try:
            rules.check_keeper(by, row.division_code)
            if (first := lines.setdefault(row.code, row.line)) != row.line:
                raise refusals.DoubledRow(first=first)
            if row.code in known and (ended := known[row.code].valid_to) and ended <= on:
                raise refusals.UnitOver(code=row.code, ended=ended)
            if row.division_code not in divisions:
                raise refusals.UnknownDivision(code=row.division_code)
            trees.check_place(row.code, parents)
        except Refusal as refusal:
            refused.append(rules.bad(row.line, refusal))
        else:
            fitting.append((row, divisions[row.division_code]))
    return fitting


def _write(
    read: Sequence[tuple[UnitRow, Division]], known: dict[str, Unit], on: date
) -> frame.Outcome:
    """Write new and changed units, those above first, and then every path that moved."""
    parents = {row.code: row.parent_code for row, _ in read}
    changed: list[Unit] = []
    added = 0
    for row, division in sorted(read, key=lambda pair: trees.depth(pair[0].code, parents)):
        said = {
            "name": row.name,
            "kind": row.kind.value,
            "parent_id": known[row.parent_code].pk if row.parent_code else None,
            "division_id": division.pk,
            "phone": row.phone,
        }
        unit = known.get(row.code)
        if unit is None:  # one by one: a child needs its parent's id
            known[row.code] = Unit.objects.create(code=row.code, valid_from=on, **said)
            added += 1
        elif frame.take(unit, said):
            changed.append(unit)
    Unit.objects.bulk_update(changed, FIELDS, batch_size=500)
    _set_paths(known)
    return frame.Outcome(added=added, changed=len(changed))


@ledger.deed
def end_unit(
    *,
    code: str,
    valid_to: date,
    held: rules.Held,
    successor: rules.Successor | None = None,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Close a unit from a day on; what stands above this register and rests on the unit is handed in.

    Where it holds open tickets, a successor takes them over in the round that this begins.
    """
    frame.opened(rules.Kept.UNITS)  # always before the unit, as imports do
    unit = ledger.locked(Unit.objects.select_related("division"), queries.unit(code).pk)
    rules.check_keeper(by, unit.division.code)
    if unit.valid_to is not None:
        raise refusals.UnitOver(code=code, ended=unit.valid_to)
    rules.check_end(unit.valid_from, valid_to)
    rules.check_unheld(unit.name, held, successor=successor, **queries.below(unit.pk, valid_to))
    heir = _heir(unit, successor, valid_to) if successor else None
    unit.valid_to = valid_to
    unit.save(update_fields=["valid_to"])
    if heir is None or successor is None:
        return ledger.record(verbs.UNIT_ENDED, about=unit, by=by, at=at, key=key, valid_to=valid_to)
    entry = ledger.record(
        verbs.REORGANISED,
        about=unit,
        by=by,
        at=at,
        key=key,
        valid_to=valid_to,
        successor_unit_id=heir.pk,
        by_catalogue=successor.by_catalogue,
        tickets=held.tickets,
    )
    ledger.begin_round(entry, total=held.tickets)
    return entry


@ledger.deed
def share_out(*, code: str, held: rules.Held, by: Actor, at: datetime, key: str) -> Entry:
    """Let the open tickets that a unit leads go to whom the dispatch catalogue names now.

    The unit lives on and keeps those for which it is named still, in the round that this begins.
    """
    unit = ledger.locked(Unit.objects.select_related("division"), queries.unit(code).pk)
    rules.check_keeper(by, unit.division.code)
    if unit.valid_to is not None and unit.valid_to <= day_of(at):
        raise refusals.UnitOver(code=code, ended=unit.valid_to)
    if not held.tickets:
        raise refusals.NothingToShareOut(code=code)
    count = held.tickets
    entry = ledger.record(verbs.SHARED_OUT, about=unit, by=by, at=at, key=key, tickets=count)
    ledger.begin_round(entry, total=count)
    return entry


def _heir(unit: Unit, successor: rules.Successor, on: date) -> Unit:
    """Return the unit that takes over, or refuse one that could not do that day what the unit did."""
    heir = queries.alike(unit, on).filter(code=successor.code).exclude(pk=unit.pk).first()
    if heir is None:
        raise refusals.SuccessorDoesNotFit(code=successor.code)
    return heir


def _set_paths(known: Mapping[str, Unit]) -> None:
    by_id = {unit.pk: unit for unit in known.values()}
    moved = []
    for unit in known.values():
        path = f"{unit.pk}/"
        above = unit.parent_id
        while above is not None:
            path, above = f"{above}/{path}", by_id[above].parent_id
        if unit.path != f"/{path}":
            unit.path = f"/{path}"
            moved.append(unit)
    Unit.objects.bulk_update(moved, ["path"], batch_size=500)
