"""A further piece of the record: the rows of some requests, as files of their months."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lianxin.followers.insight import files, manifest
from lianxin.followers.insight.manifest import Manifest
from lianxin.followers.insight.rules import columns, folding, merging
from lianxin.followers.insight.rules.folding import Told

Tables = dict[str, list[dict[str, Any]]]


def rows(told: Iterable[Sequence[Told]], *, since: int) -> Tables:
    """Return the rows of some requests, those whose place they take, and their events not older than a position."""
    found: Tables = {"tickets": [], "superseded": [], "events": []}
    for one in told:
        row, events = folding.fold(one)
        found["tickets"].append(row)
        if before := [entry for entry in one if entry.position < since]:
            found["superseded"].append(folding.fold(before)[0])
        found["events"] += [event for event in events if event["position"] >= since]
    return found


def added(folder: Path, known: Manifest, tables: Tables, *, name: str) -> Manifest:
    """Write rows as files and return a list that names them; it is not in use before it is committed."""
    listed = {table: dict(months) for table, months in known.files.items()}
    gone = files.by_month("tickets", tables["superseded"])
    for table in columns.TABLES:
        months = listed.setdefault(table, {})
        for month, content in files.by_month(table, tables[table]).items():
            path = f"g{known.generation}/{table}/month={month}/{name}.parquet"
            beside = gone.get(month) if table == "tickets" else None
            months[month] = [*months.get(month, ()), files.put(folder, path, content, beside)]
    return replace(known, files=listed)


def tidied(folder: Path, known: Manifest, *, name: str, at: datetime) -> Manifest:
    """Return a list in which months with many files have fewer; the old ones are retired."""
    listed = {table: dict(months) for table, months in known.files.items()}
    retired = list(known.retired)
    for table, months in listed.items():
        for month, some in months.items():
            begin = merging.merged([one.rows for one in some])
            if begin == len(some):
                continue
            path = f"g{known.generation}/{table}/month={month}/{name}-merged.parquet"
            one = files.put(folder, path, *files.merged(folder, table, some[begin:]))
            retired += [(path, at.isoformat()) for old in some[begin:] for path in old.paths()]
            months[month] = [*some[:begin], one]
    return replace(known, files=listed, retired=retired)


def commit(folder: Path, known: Manifest, *, at: datetime) -> None:
    """Let a list count from now on, and sweep away what no list names any more."""
    manifest.commit(folder, manifest.over(known, at))
    manifest.sweep(folder, at)
