"""Open data as files: a table as CSV and Parquet, places as GeoJSON, and the dictionary that explains both."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Value = str | int | None
TYPES = {"text": pa.string(), "number": pa.int64()}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its name, whether it holds text or a number, and what it says in each language."""

    name: str
    type: str
    says: Mapping[str, str]


Rows = Sequence[Sequence[Value]]


def as_csv(columns: Sequence[Column], rows: Rows) -> bytes:
    """Return a table as CSV in UTF-8 with a mark, so that spreadsheets read it; nothing is an empty field."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow([one.name for one in columns])
    table.writerows([["" if value is None else value for value in row] for row in rows])
    return ("\ufeff" + file.getvalue()).encode()


def as_parquet(columns: Sequence[Column], rows: Rows) -> bytes:
    """Return a table as Parquet, with what each column says beside it."""
    schema = pa.schema(
        [pa.field(one.name, TYPES[one.type], metadata=dict(one.says)) for one in columns]
    )
    values = [[row[at] for row in rows] for at in range(len(columns))]
    file = pa.BufferOutputStream()
    pq.write_table(pa.table(dict(zip(schema.names, values, strict=True)), schema), file)
    return bytes(file.getvalue().to_pybytes())


def as_geojson(features: Sequence[tuple[Mapping[str, Value], Any]]) -> bytes:
    """Return features, each with properties and an outline in WGS 84 or None, as GeoJSON (RFC 7946)."""
    said = [
        {"type": "Feature", "properties": dict(properties), "geometry": outline}
        for properties, outline in features
    ]
    return as_json({"type": "FeatureCollection", "features": said})


def as_json(said: Mapping[str, object]) -> bytes:
    """Return something as JSON that people can read too."""
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
