"""Parquet files of the record: a table's rows by month, written once and never changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
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


def merged(folder: Path, table: str, files: Sequence[File]) -> pa.Table:
    """Return the rows of some files of a month as one table: of each request its newest row."""
    found = pa.concat_tables(pq.read_table(folder / one.path) for one in files)
    if table == "events":
        return found.sort_by("position")
    newest = found.group_by("ticket").aggregate([("position", "max")])
    newest = newest.rename_columns(["ticket", "position"])
    kept = found.join(newest, keys=["ticket", "position"], join_type="inner")
    return kept.select(SCHEMAS[table].names).sort_by(
        [("received_on", "ascending"), ("ticket", "ascending")]
    )
