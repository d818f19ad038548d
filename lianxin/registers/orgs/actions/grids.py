"""Importing the unit grids, and retiring one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRow, Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries, rules
from lianxin.registers.orgs.actions import frame
from lianxin.registers.orgs.models import Division, Grid
from lianxin.registers.orgs.rules import refusals, verbs
from lianxin.registers.orgs.rules import rows as reading
from lianxin.registers.orgs.rules.rows import GridRow

CARD = ("name", "polygon", "worker_name", "worker_phone", "supervision_phone")


@ledger.deed
def import_grids(
    *,
    features: Sequence[tuple[int, refusals.Row, object]],
    sha256: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Take in grids by code: number in the file, properties and geometry (WGS 84) of each.

    Grids that the file does not name stay as they are; overlaps and holes do not stop an import,
    `queries.survey` reports them. Refuses BadRows, and then changes nothing.
    """
    register = frame.opened(rules.Kept.GRIDS)
    on = day_of(at)
    refused: list[BadRow] = []
    outlines = {line: geometry for line, _, geometry in features}
    rows = [(line, row) for line, row, _ in features]
    read = list(
        rules.sifted(rows, lambda line, row: reading.grid(line, row, outlines[line]), refused)
    )
    known = {grid.code: grid for grid in Grid.objects.all()}
    fitting = _sensible(read, known, by, on, refused)
    rules.check(refused)
    outcome = _write(fitting, known, on)
    return frame.close(register, outcome, rows=len(rows), sha256=sha256, by=by, at=at, key=key)


def _sensible(
    read: Sequence[GridRow],
    known: Mapping[str, Grid],
    by: Actor,
    on: date,
    refused: list[BadRow],
) -> list[tuple[GridRow, Division]]:
    wanted = sorted({row.community_code for row in read})
    communities: dict[str, Division] = {}
    for chunk in frame.chunks(wanted):
        found = queries.divisions_in_force(on).filter(code__in=chunk)
        communities |= {division.code: division for division in found}
    lines: dict[str, int] = {}
    fitting = []
    for row in read:
        try:
            rules.check_keeper(by, row.community_code)
            if (first := lines.setdefault(row.code, row.line)) != row.line:
                raise refusals.DoubledRow(first=first)
            if row.community_code not in communities:
                raise refusals.UnknownDivision(code=row.community_code)
            if row.code in known and (ended := known[row.code].valid_to) is not None:
                raise refusals.GridRetired(code=row.code, ended=ended)
        except Refusal as refusal:
            refused.append(rules.bad(row.line, refusal))
        else:
            fitting.append((row, communities[row.community_code]))
    return fitting


def _write(
    read: Sequence[tuple[GridRow, Division]], known: Mapping[str, Grid], on: date
) -> frame.Outcome:
    new, changed = [], []
    for row, community in read:
        said = {name: getattr(row, name) for name in CARD} | {"community_id": community.pk}
        grid = known.get(row.code)
        if grid is None:
            new.append(Grid(code=row.code, valid_from=on, **said))
        elif frame.take(grid, said):
            changed.append(grid)
    Grid.objects.bulk_create(new, batch_size=500)
    Grid.objects.bulk_update(changed, [*CARD, "community_id"], batch_size=100)
    return frame.Outcome(added=len(new), changed=len(changed))


@ledger.deed
def retire_grid(
    *, grid_id: int, valid_to: date, by: Actor, at: datetime, key: str, seen: int
) -> Entry:
    """Take a grid out of force from a day on; its code is never used again."""
    register = frame.opened(rules.Kept.GRIDS)  # always before the grid, as imports do
    grid = ledger.locked(Grid.objects.all(), grid_id, seen=seen)
    rules.check_keeper(by, grid.code)
    if grid.valid_to is not None:
        raise refusals.GridRetired(code=grid.code, ended=grid.valid_to)
    rules.check_end(grid.valid_from, valid_to)
    grid.valid_to = valid_to
    grid.save(update_fields=["valid_to"])
    frame.stamp(register)
    return ledger.record(verbs.RETIRED, about=grid, by=by, at=at, key=key, valid_to=valid_to)
