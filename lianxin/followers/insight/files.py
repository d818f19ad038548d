"""Parquet files of the record: a table's rows by month, written once and never changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lianxin.followers.insight.manifest import File
from lianxin.followers.insight.rules import columns
from lianxin.followers.insight.rules.columns import CODE, COUNT, DAY, ID, MOMENT, MONTH_OF, YES_NO
from lianxin.foundation import durable

TYPES = {
    ID: pa.int64(),
    COUNT: pa.int32(),
    CODE: pa.string(),
    MOMENT: pa.timestamp("us", tz="UTC"),
    DAY: pa.date32(),
    YES_NO: pa.bool_(),
}
SCHEMAS = {
    table: pa.schema(
        [pa.field(one.name, TYPES[one.type], metadata={"says": one.says}) for one in all_]
    )
    for table, all_ in columns.TABLES.items()
}
GROUP = 120_000  # rows of a row group: what is read at once


def by_month(table: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, pa.Table]:
    """Return the rows of a table by the month to which they belong, such as "2026-11"."""
    months: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        months[f"{row[MONTH_OF[table]]:%Y-%m}"].append(row)
    return {month: pa.Table.from_pylist(some, SCHEMAS[table]) for month, some in months.items()}


def write(folder: Path, path: str, rows: pa.Table) -> File:
    """Write a file so that it is there as a whole or not at all."""
    whole = folder / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    with durable.whole(whole) as file:
        pq.write_table(rows, file, compression="zstd", row_group_size=GROUP)
    return File(path=path, rows=rows.num_rows)


def merged(folder: Path, table: str, files: Sequence[File]) -> tuple[pa.Table, pa.Table | None]:
    """Return the rows of some files of a month as one table, and the rows of other files that these took the place of.

    Requests of a place lie together, so that reading a district passes over the others.
    """
    found = pa.concat_tables(pq.read_table(folder / one.path) for one in files)
    if table == "events":
        return found.sort_by("position"), None
    order = [("division_code", "ascending"), ("received_on", "ascending"), ("ticket", "ascending")]
    replaced = [pq.read_table(folder / one.replaced()) for one in files if one.superseded]
    if not replaced:
        return found.sort_by(order), None
    gone = pa.concat_tables(replaced)
    return _without(found, gone).sort_by(order), _without(gone, found)


def _without(rows: pa.Table, others: pa.Table) -> pa.Table:
    """Return the rows that are not among others; a row is known by the place in the log of its newest entry."""
    return rows.filter(pc.invert(pc.is_in(rows["position"], others["position"])))


def put(folder: Path, path: str, rows: pa.Table, gone: pa.Table | None) -> File:
    """Write rows as a file, and those that they took the place of beside it."""
    file = write(folder, path, rows)
    if gone is None or not gone.num_rows:
        return file
    return replace(file, superseded=write(folder, file.replaced(), gone).rows)
