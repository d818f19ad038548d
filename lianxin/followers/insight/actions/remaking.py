"""Making the record anew from the log, beside the one in use, which is read until the new one is whole."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lianxin.followers.insight import manifest, queries
from lianxin.followers.insight.actions import writing
from lianxin.followers.insight.manifest import NEXT, Manifest
from lianxin.followers.insight.rules.refusals import (
    RecordDamaged,
    RecordMissing,
    RecordOfAnotherShape,
)
from lianxin.foundation.ledger import failpoints
from lianxin.foundation.ledger import queries as ledger

CHUNK = 5_000  # requests


def begin(*, folder: Path) -> int:
    """Begin to make the record anew, or find that this was begun; return how many entries it will hold."""
    with manifest.writing(folder):
        try:
            known = manifest.read(folder, NEXT)
        except (RecordMissing, RecordDamaged, RecordOfAnotherShape):
            generation = _generation(folder) + 1
            end = ledger.size()
            leaf = queries.leaf(end)
            known = Manifest(generation=generation, position=end, leaf=leaf, after=0)
            manifest.commit(folder, known, NEXT)
    return known.position


def go_on(*, folder: Path, at: datetime, limit: int = CHUNK) -> int:
    """Read the next requests into the record that is being made; return how many, 0 once it is in use.

    Killed anywhere, it goes on where it was.
    """
    with manifest.writing(folder):
        try:
            known = manifest.read(folder, NEXT)
        except RecordMissing:
            return 0
        after = known.after or 0
        ids = queries.ids_after(after, before=known.position, limit=limit)
        if not ids:
            _use(folder, known, at)
            return 0
        rows = writing.rows(queries.told(ids, before=known.position), since=0)
        name = f"r{ids[-1]:012d}"
        further = writing.added(folder, known, rows, name=name)
        failpoints.reach("insight.written")
        further = writing.tidied(folder, replace(further, after=ids[-1]), name=name, at=at)
        manifest.commit(folder, further, NEXT)
        failpoints.reach("insight.committed")
    return len(ids)


def _use(folder: Path, known: Manifest, at: datetime) -> None:
    """Let the new record take the place of the old one, whose files are read for a while yet."""
    try:
        old = manifest.read(folder).listed()
    except (RecordMissing, RecordDamaged, RecordOfAnotherShape):
        old = set()
    retired = [*known.retired, *((path, at.isoformat()) for path in old)]
    writing.commit(folder, replace(known, after=None, retired=retired), at=at)
    (folder / NEXT).unlink()


def _generation(folder: Path) -> int:
    """Return the newest generation of which there are files."""
    known = [int(path.name[1:]) for path in folder.glob("g*") if path.name[1:].isdigit()]
    return max(known, default=0)
