"""Counts kept beside a large file of requests, and the SQL by which requests are counted, both made from the catalogue."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis import _
from ibis.common.exceptions import IbisError
from ibis.expr.types import Value

from lianxin.followers.insight import catalogue, files, stages
from lianxin.followers.insight.manifest import File
from lianxin.followers.insight.rules import counting
from lianxin.followers.insight.rules.counting import (
    ASSESSED,
    COUNTS,
    DAY,
    HOURS,
    LOOSE,
    MONTH,
    Kept,
)
from lianxin.followers.insight.rules.figures import By

FAR = datetime(9000, 1, 1, tzinfo=UTC)  # when whatever time alone changes has changed
NO = False  # what has no value does not count
AS_OF = datetime(
    2222, 2, 2, 22, 22, 22, tzinfo=UTC
)  # stands for the moment in what is compiled once
# what comes back is seen beside other requests only, and counted from them
KEPT = (*(figure for figure in catalogue.FIGURES if not figure.back), *stages.COUNTERS)
ROWS = ibis.table({**catalogue.TICKETS.schema(), "sign": "int32"}, name="rows")
KEYS = {
    **{by.value: catalogue.key(by) for by in By},
    DAY: _.received_on,
    ASSESSED: _.excluded_for.fill_null("") == "",
}
# what a definition that does not compile raises: when it is made, bound to the table, or read as SQL
FAULTS = (IbisError, duckdb.Error, AttributeError, LookupError, NameError, TypeError, ValueError)
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "TimeZone": "Asia/Shanghai",
    "memory_limit": "1500MB",
    "autoinstall_known_extensions": "false",
}


@dataclass(frozen=True)
class Counting:
    """How a row becomes what it counts for: the SQL, and the columns that come out of it."""

    sql: str  # over `rows`; the moment is $at
    counts: Sequence[str]
    hours: Sequence[str]

    @property
    def signature(self) -> str:
        """Return what is another as soon as a definition is: counts by other definitions are not read."""
        said = repr((self.sql, COUNTS, HOURS, counting.LARGE))
        return hashlib.sha256(said.encode()).hexdigest()[:12]


@cache
def definitions() -> Counting:
    """Return the counting of all figures; compiled once in a process."""
    sql, later = (_with_parameter(at) for at in (AS_OF, AS_OF + timedelta(days=1)))
    if sql != later:
        raise ValueError("a definition reckons with the moment instead of comparing it")
    found = [name for figure in KEPT for name in figure.counts(AS_OF)]
    spans = [_hours(figure) for figure in KEPT if figure.span]
    return Counting(sql=sql, counts=found, hours=spans)


def signature() -> str | None:
    """Return by which definitions counts are read; None where one of them does not compile."""
    try:
        return definitions().signature
    except FAULTS:
        return None


def _hours(figure: catalogue.Figure) -> str:
    return f"{figure.code}__hours"


def _with_parameter(at: datetime) -> str:
    """Return the SQL in which a moment became a parameter: a compilation costs more than most queries."""
    literal = str(ibis.to_sql(ibis.literal(at).name("x"), dialect="duckdb", pretty=False))
    said = literal.removeprefix("SELECT").rpartition(" AS ")[0].strip()
    # half as long when it is not pretty, and parsed in two thirds of the time
    return str(ibis.to_sql(_counted(at), dialect="duckdb", pretty=False)).replace(said, "$at")


def _counted(at: datetime) -> ibis.Table:
    """Return of each row its keys, what it counts for at a moment, and whether time alone changes that."""
    now, later = _values(at), _values(FAR)
    moving = [name for name, value in now.items() if not value.equals(later[name])]
    settled: Any = ROWS.sign.notnull() & ROWS.ended_at.notnull()  # panels look at what is open
    for name in moving:
        settled &= now[name].identical_to(later[name])
    keys = {name: key.resolve(ROWS) for name, key in KEYS.items()}
    return ROWS.select("position", "sign", **keys, **now, settled=settled)


def _values(at: datetime) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for figure in KEPT:
        for name, counts in figure.counts(at).items():
            found[name] = counts.fill_null(NO).cast("int32").resolve(ROWS)
        if figure.span:
            found[_hours(figure)] = ibis.ifelse(figure.of(at), figure.hours(), None).resolve(ROWS)
    return found


def columns(*keys: str) -> str:
    """Return the keys of what is kept, each once."""
    return ", ".join(dict.fromkeys((MONTH, *keys, ASSESSED)))


def signed(folder: Path, some: Sequence[File]) -> str:
    """Return the SQL for rows with their sign: those of some files, less what they have taken the place of."""
    said = _read(folder, [one.path for one in some], "1::INTEGER AS sign")
    if replaced := [one.replaced() for one in some if one.superseded]:
        said += " UNION ALL " + _read(folder, replaced, "-1::INTEGER AS sign")
    return said


def read(folder: Path, paths: Sequence[str]) -> str:
    """Return the SQL for the rows of some files of one shape."""
    return _read(folder, paths)


def _read(folder: Path, paths: Sequence[str], *more: str) -> str:
    listed = ", ".join("'" + str(folder / one).replace("'", "''") + "'" for one in paths)
    columns = ", ".join(("*", *more))
    return f"SELECT {columns} FROM read_parquet([{listed}], hive_partitioning = false)"  # noqa: S608  our own paths


def write(folder: Path, file: File, at: datetime) -> File:
    """Write counts beside a file, as of a moment, and return the file with them."""
    defined = definitions()
    counted = replace(file, counted_by=defined.signature, counted_at=at.isoformat())
    memory = duckdb.connect(":memory:", config=SETTINGS)
    memory.execute(f"CREATE VIEW rows AS {signed(folder, [file])}")
    memory.execute(f"CREATE TEMP TABLE counted AS {defined.sql}", {"at": at})
    for name, sql in _kept(defined).items():
        files.write(folder, counted.counts(name), memory.sql(sql).to_arrow_table())
    memory.close()
    return counted


def _kept(defined: Counting) -> dict[str, str]:
    """Return the SQL of what is kept beside a file, by name."""
    counted = "SELECT * FROM counted WHERE settled"
    # as they are: what they count for changes with time alone
    loose = "SELECT rows.* FROM rows JOIN counted USING (position) WHERE NOT settled"
    made = {LOOSE: loose}
    for one in COUNTS:
        sums = ", ".join(f"sum(sign * {n})::INTEGER AS {n}" for n in _names(one, defined))
        made[one.name] = (
            f"SELECT {columns(*one.keys)}, sum(sign)::INTEGER AS n, {sums} FROM ({counted}) GROUP BY ALL ORDER BY ALL"  # noqa: S608
        )
    for one in HOURS:
        keys = columns(*one.keys)
        made[one.name] = (
            f"SELECT {keys}, span, hours, sum(sign)::INTEGER AS n FROM ({unpivoted(defined, counted)}) "  # noqa: S608
            "GROUP BY ALL ORDER BY ALL"
        )
    return made


def _names(kept: Kept, defined: Counting) -> list[str]:
    """Return the columns of what is kept."""
    only = kept.only
    return [name for name in defined.counts if only is None or name.split("__")[0] in only]


def unpivoted(defined: Counting, counted: str) -> str:
    """Return the SQL for counted rows with one row for each span that a request has."""
    names = ", ".join(f"'{name}'" for name in defined.hours)
    values = ", ".join(defined.hours)
    spread = f"SELECT *, unnest([{names}]) AS span, unnest([{values}]) AS hours FROM ({counted})"  # noqa: S608
    return f"SELECT * FROM ({spread}) WHERE hours IS NOT NULL"  # noqa: S608
