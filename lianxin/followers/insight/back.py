"""What comes back, counted beforehand: seen beside all requests, so not file by file but by shares of the categories."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis import _

from lianxin.followers.insight import catalogue, counts, files
from lianxin.followers.insight.catalogue import TICKETS
from lianxin.followers.insight.counts import AS_OF, KEYS
from lianxin.followers.insight.manifest import Back
from lianxin.followers.insight.rules import counting

PARTS = 16  # each of which takes a city-year some seconds, and little memory
FIGURES = tuple(figure for figure in catalogue.FIGURES if figure.back)
COLUMNS = tuple(name for figure in FIGURES for name in figure.counts(AS_OF))


@cache
def signature() -> str:
    """Return what is another as soon as a definition is."""
    said = repr((_sql(AS_OF, 0), counting.BACK, PARTS))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _sql(at: datetime, part: int) -> str:
    """Return the SQL for the requests of a share of the categories: their keys, and what they count for."""
    among: Any = _.category_id.fill_null(0) % PARTS == part
    table = catalogue.with_back(TICKETS.filter(among), among=among)
    values = {
        name: value.fill_null(counts.NO).cast("int32")
        for figure in FIGURES
        for name, value in figure.counts(at).items()
    }
    keys = {name: key.resolve(table) for name, key in KEYS.items()}
    return str(ibis.to_sql(table.select(**keys, **values), dialect="duckdb"))


def write(folder: Path, cursor: duckdb.DuckDBPyConnection, known: Back, at: datetime) -> None:
    """Write the next part, from the tables of a reader, as of the beginning of the day of a moment."""
    part = known.parts
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE counted AS {_sql(at, part)}")
    sums = ", ".join(f"sum({name})::INTEGER AS {name}" for name in COLUMNS)
    for one in counting.BACK:
        keys = counts.columns(*one.keys)
        rows = cursor.sql(f"SELECT {keys}, {sums} FROM counted GROUP BY ALL ORDER BY ALL")  # noqa: S608  our own names
        files.write(folder, known.path(one.name, part), rows.to_arrow_table())
    cursor.execute("DROP TABLE counted")
