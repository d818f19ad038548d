"""The sealer: gives committed entries their place in the one order of the log, and signs heads.

Fed by a queue row of the deed's own transaction, never by "id greater than the last": a deed that
commits late simply comes later. One sealer works at a time.
"""

import json
import logging
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from lianxin.foundation.ledger import failpoints, queries, rules, signing
from lianxin.foundation.ledger.actions.deeds import writing
from lianxin.foundation.ledger.actions.inserting import insert
from lianxin.foundation.ledger.models import Entry, Head, Seal, Tile, Unsealed

log = logging.getLogger(__name__)

BATCH = 500  # entries in one transaction: well under 50 ms of writing
ONE_SEALER = 7_246_891_035  # the advisory lock's name on PostgreSQL


def seal(limit: int = BATCH) -> int:
    """Seal the entries that wait, at most `limit`, and return how many were sealed."""
    if not Unsealed.objects.exists():
        return 0  # without taking the lock of all writers, several times a second
    with writing():
        _alone()
        waiting = Unsealed.objects.order_by("entry_id").values_list("entry_id", flat=True)[:limit]
        entries = list(Entry.objects.filter(pk__in=list(waiting)).order_by("pk"))
        if not entries:
            return 0
        first = queries.size()
        if first == 0:
            _begin()
        insert(
            *(
                Seal(position=first + offset, entry_id=entry.pk, leaf=queries.leaf(entry))
                for offset, entry in enumerate(entries)
            )
        )
        Unsealed.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
        _tile(first, first + len(entries))
        failpoints.reach("seal.written")
    failpoints.reach("seal.committed")
    return len(entries)


def _tile(start: int, end: int) -> None:
    level, first, last = 1, start >> queries.TILE, end >> queries.TILE
    while first < last:
        Tile.objects.bulk_create(
            Tile(level=level, index=index, root=queries.tile(level, index) or b"")
            for index in range(first, last)
        )
        level, first, last = level + 1, first >> queries.TILE, last >> queries.TILE


def sign_head(*, at: datetime) -> Head | None:
    """Sign the tree as it stands, or return None where the newest head already says it."""
    with writing():
        _alone()
        size, newest = queries.size(), queries.latest_head()
        if size == (newest.size if newest else 0):
            return None
        head = Head(size=size, root=queries.root(0, size), at=at, key_id=signing.current_key())
        head.signature = signing.sign(queries.statement(head), head.key_id)
        head.save(force_insert=True)
        failpoints.reach("head.written")
    failpoints.reach("head.committed")
    return head


def witness() -> int:
    """Append the heads that the witness file lacks, and return how many those were.

    The file stands outside the database: it is what shows a rollback of the whole database.
    """
    path = Path(settings.LIANXIN_WITNESS)
    last = _last(path)
    size = int(last.get("size", 0)) if last else 0
    missing = list(Head.objects.filter(size__gt=size).order_by("size"))
    if not missing:
        return 0
    said = [queries.signed(head) for head in missing]
    if last is None:  # it was begun with the log: somebody took it away, and `verify` says so
        log.error("the witness file %s was gone or empty and is written anew", path)
        said.insert(0, {queries.REBUILT: rules.moment(missing[-1].at)})
    _append(path, said)
    failpoints.reach("witness.written")
    return len(missing)


def _begin() -> None:
    """Begin the witness file with the log, so that one that is missing later was taken away."""
    path = Path(settings.LIANXIN_WITNESS)
    if _last(path) is None:
        _append(path, [queries.BEGINS])


def _append(path: Path, said: Iterable[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line, sort_keys=True) + "\n" for line in said)
        file.flush()
        os.fsync(file.fileno())


def _last(path: Path) -> dict[str, Any] | None:
    """Return what the witness file's last line says, or None; a line torn by a kill is cut off."""
    if not path.exists():
        return None
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        os.truncate(path, len(whole))
    lines = whole.splitlines()
    return {**json.loads(lines[-1])} if lines else None


def _alone() -> None:
    """Wait until no other sealer writes; SQLite's immediate transactions see to that already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_SEALER])
