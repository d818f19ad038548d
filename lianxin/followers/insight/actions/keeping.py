"""Reading on in the log: the record follows within seconds."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lianxin.followers.insight import manifest, queries
from lianxin.followers.insight.actions import writing
from lianxin.followers.insight.manifest import Manifest
from lianxin.followers.insight.rules.refusals import RecordMissing, RecordOfAnotherLog
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import failpoints

NAME = "insight"
BATCH = 20_000  # entries


def keep(*, folder: Path, at: datetime, limit: int = BATCH) -> int:
    """Read the next sealed entries into the record, and return how many; killed anywhere, none is lost or doubled.

    The place in the log stands in the same list as the files: both count, or neither. What the
    ledger's own bookmark says is for the eye only.
    """
    with manifest.writing(folder):
        try:
            known = manifest.read(folder)
        except RecordMissing:
            known = Manifest()
        if queries.leaf(known.position) != known.leaf:
            raise RecordOfAnotherLog
        end, ids = queries.newest(known.position, limit=limit)
        if end == known.position:
            return 0
        rows = writing.rows(queries.told(ids, before=end), since=known.position)
        name = f"{end:012d}"
        further = writing.added(folder, known, rows, name=name)
        failpoints.reach("insight.written")
        further = replace(further, position=end, leaf=queries.leaf(end))
        further = writing.tidied(folder, further, name=name, at=at)
        writing.commit(folder, further, at=at)
        failpoints.reach("insight.committed")
    ledger.resume(NAME, position=end)
    return end - known.position
