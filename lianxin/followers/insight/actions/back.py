"""Counting what comes back, once a day, a share of the categories at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lianxin.followers.insight import back, manifest
from lianxin.followers.insight.actions import writing
from lianxin.followers.insight.manifest import Back, Manifest
from lianxin.followers.insight.queries.reading import Reader
from lianxin.followers.insight.rules import counting
from lianxin.followers.insight.rules.refusals import RecordMissing
from lianxin.foundation.ledger import failpoints
from lianxin.foundation.time import day_of, local

FROM = 1  # o'clock: by then what came before midnight has been read


def count_back(*, folder: Path, at: datetime, large: int = counting.LARGE) -> int:
    """Write the next part of today's counts; return how many parts that were: none where all are there.

    A record without large files has none: there the rows are read as they are. Killed anywhere, it
    goes on with the part that was not listed.
    """
    with manifest.writing(folder):
        try:
            known = manifest.read(folder)
        except RecordMissing:
            return 0
        begun = _due(known, at, large)
        if begun is None:
            return 0
        back.write(folder, Reader(folder).cursor(), begun, at)
        failpoints.reach("insight.written")
        further = _with(known, replace(begun, parts=begun.parts + 1), at)
        writing.commit(folder, further, at=at)
        failpoints.reach("insight.committed")
    return 1


def _due(known: Manifest, at: datetime, large: int) -> Back | None:
    """Return the counts that are to be gone on with, or None: there are today's, or no large file."""
    on, by, months = day_of(at).isoformat(), back.signature(), known.files.get("tickets", {})
    if not any(one.rows >= large for some in months.values() for one in some):
        return None
    for one in (known.back, known.counting_back):
        if one is not None and (one.on, one.by) == (on, by):
            return None if one is known.back else one
    if known.back is not None and known.back.by == by and local(at).hour < FROM:
        return None
    return Back(folder=f"g{known.generation}/back/day={on}", by=by, on=on)


def _with(known: Manifest, one: Back, at: datetime) -> Manifest:
    """Return the list with a part more; once it is whole the counts take the place of those before."""
    if one.parts < back.PARTS:
        return replace(known, counting_back=one)
    old: Sequence[str] = known.back.paths() if known.back else ()
    retired = [*known.retired, *((path, at.isoformat()) for path in old)]
    return replace(known, back=one, counting_back=None, retired=retired)
