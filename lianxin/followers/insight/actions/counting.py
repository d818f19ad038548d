"""Keeping counts beside the large files of the record, so that a city-year is counted without reading it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lianxin.followers.insight import counts, manifest
from lianxin.followers.insight.actions import writing
from lianxin.followers.insight.manifest import File, Manifest
from lianxin.followers.insight.rules import counting
from lianxin.followers.insight.rules.refusals import RecordMissing
from lianxin.foundation.ledger import failpoints


def count(*, folder: Path, at: datetime, large: int = counting.LARGE) -> int:
    """Write the counts of one large file that has none by today's definitions; return how many files that were.

    Until a file has them its rows are read one by one: figures are the same, and slower.
    """
    with manifest.writing(folder):
        try:
            known = manifest.read(folder)
        except RecordMissing:
            return 0
        found = _uncounted(known, large)
        if found is None:
            return 0
        month, old = found
        new = counts.write(folder, old, at)
        failpoints.reach("insight.written")
        months = dict(known.files["tickets"])
        months[month] = [new if one == old else one for one in months[month]]
        retired = [(path, at.isoformat()) for path in set(old.paths()) - set(new.paths())]
        further = replace(
            known,
            files={**known.files, "tickets": months},
            retired=[*known.retired, *sorted(retired)],
        )
        writing.commit(folder, further, at=at)
        failpoints.reach("insight.committed")
    return 1


def _uncounted(known: Manifest, large: int) -> tuple[str, File] | None:
    signature = counts.definitions().signature
    return next(
        (
            (month, one)
            for month, some in sorted(known.files.get("tickets", {}).items(), reverse=True)
            for one in some
            if one.rows + one.superseded >= large and one.counted_by != signature
        ),
        None,
    )
