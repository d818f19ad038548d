"""Importing the buildings of the grids."""

from collections.abc import Sequence
from datetime import date, datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRow, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries, rules
from lianxin.registers.orgs.actions import frame
from lianxin.registers.orgs.models import Building
from lianxin.registers.orgs.rules import refusals
from lianxin.registers.orgs.rules import rows as reading
from lianxin.registers.orgs.rules.rows import BuildingRow

COLUMNS = ("name", "grid_id", "valid_from", "valid_to")


@ledger.deed
def import_buildings(
    *, rows: Sequence[tuple[int, refusals.Row]], sha256: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Take in a table of buildings by code; those that it does not name stay as they are.

    Refuses BadRows, and then changes nothing.
    """
    register = frame.opened(rules.Kept.BUILDINGS)
    refused: list[BadRow] = []
    read = list(rules.sifted(rows, reading.building, refused))
    fitting = _sensible(read, by, day_of(at), refused)
    rules.check(refused)
    outcome = _write(fitting, day_of(at))
    return frame.close(register, outcome, rows=len(rows), sha256=sha256, by=by, at=at, key=key)


def _sensible(
    read: Sequence[BuildingRow], by: Actor, on: date, refused: list[BadRow]
) -> list[tuple[BuildingRow, int]]:
    """Return the rows, each with the id of its grid, and add what does not fit to the refused."""
    grids: dict[str, int] = {}
    for chunk in frame.chunks(sorted({row.grid_code for row in read})):
        grids |= dict(queries.grids(on).filter(code__in=chunk).values_list("code", "pk"))
    lines: dict[str, int] = {}
    fitting = []
    for row in read:
        try:
            rules.check_keeper(by, row.grid_code)
            if (first := lines.setdefault(row.code, row.line)) != row.line:
                raise refusals.DoubledRow(first=first)
            if row.grid_code not in grids:
                raise refusals.UnknownGrid(code=row.grid_code)
        except Refusal as refusal:
            refused.append(rules.bad(row.line, refusal))
        else:
            fitting.append((row, grids[row.grid_code]))
    return fitting


def _write(read: Sequence[tuple[BuildingRow, int]], on: date) -> frame.Outcome:
    known: dict[str, Building] = {}
    for chunk in frame.chunks([row.code for row, _ in read]):
        known |= {one.code: one for one in Building.objects.filter(code__in=chunk)}
    new, changed = [], []
    for row, grid_id in read:
        building = known.get(row.code)
        begins = row.valid_from or (building.valid_from if building else on)
        said = {"name": row.name, "grid_id": grid_id, "valid_from": begins}
        said["valid_to"] = row.valid_to
        if building is None:
            new.append(Building(code=row.code, **said))
        elif frame.take(building, said):
            changed.append(building)
    Building.objects.bulk_create(new, batch_size=500)
    Building.objects.bulk_update(changed, COLUMNS, batch_size=100)
    return frame.Outcome(added=len(new), changed=len(changed))
