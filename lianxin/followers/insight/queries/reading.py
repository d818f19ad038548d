"""The record as tables of an in-memory DuckDB, beside whoever writes it."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from lianxin.followers.insight import counts, manifest
from lianxin.followers.insight.manifest import File, Manifest
from lianxin.followers.insight.rules.columns import TABLES, Column
from lianxin.followers.insight.rules.counting import LOOSE

UNSETTLED = "unsettled"  # a table of fewer rows than `tickets`, for questions about what is open


class Reader:
    """Reads one record; each call sees the files that are listed when it is made."""

    def __init__(self, folder: Path) -> None:
        """Open nothing yet: there may be no record so far."""
        self.folder = folder
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._listed: Manifest | None = None
        self._memory = duckdb.connect(":memory:", config=counts.SETTINGS)

    def read(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of a query over the tables `tickets` and `events`, or refuse: there is no record."""
        rows: list[dict[str, Any]] = self.cursor().sql(sql).to_arrow_table().to_pylist()
        return rows

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection with the tables `tickets` and `events`, or refuse: there is no record."""
        return self.now()[0]

    def now(self) -> tuple[duckdb.DuckDBPyConnection, Manifest]:
        """Return a connection, and the list of the files that its tables are made of."""
        with self._lock:
            seen = self._stamp()
            if self._listed is None or seen != self._seen:
                self._listed = manifest.read(self.folder)
                self._name(self._listed)
                self._seen = seen
            return self._memory.cursor(), self._listed

    def _stamp(self) -> tuple[int, int] | None:
        try:
            known = (self.folder / manifest.NAME).stat()
        except FileNotFoundError:
            return 0, 0
        return known.st_ino, known.st_mtime_ns

    def _name(self, listed: Manifest) -> None:
        for table, all_columns in TABLES.items():
            some = [one for files in listed.files.get(table, {}).values() for one in files]
            said = self._newest(some) if some else nothing(all_columns)
            self._memory.execute(f"CREATE OR REPLACE VIEW {table} AS {said}")
        some = [one for files in listed.files.get("tickets", {}).values() for one in files]
        said = self._unsettled(some) if some else nothing(TABLES["tickets"])
        self._memory.execute(f"CREATE OR REPLACE VIEW {UNSETTLED} AS {said}")

    def _newest(self, some: Sequence[File]) -> str:
        """Return the SQL for the newest rows of some files."""
        return self._left(some, counts.read(self.folder, [one.path for one in some]))

    def _unsettled(self, some: Sequence[File]) -> str:
        """Return the SQL for requests among which is every open one: of files with counts only what these leave out."""
        signature = counts.signature()
        counted = [one for one in some if one.counted_by == signature]
        others = [one.path for one in some if one.counted_by != signature]
        parts = []
        if counted:
            loose = counts.read(self.folder, [one.counts(LOOSE) for one in counted])
            parts.append(f"SELECT * EXCLUDE (sign) FROM ({loose}) WHERE sign = 1")  # noqa: S608  our own paths
        if others:
            parts.append(counts.read(self.folder, others))
        return self._left(some, " UNION ALL ".join(parts))

    def _left(self, some: Sequence[File], rows: str) -> str:
        """Return the SQL for rows of some files without those that others took the place of."""
        if not (replaced := [one.replaced() for one in some if one.superseded]):
            return rows
        gone = counts.read(self.folder, replaced)
        return f"SELECT * FROM ({rows}) ANTI JOIN ({gone}) USING (position)"  # noqa: S608  our own SQL


def nothing(all_columns: Sequence[Column]) -> str:
    """Return a table without rows: the log says nothing about requests yet."""
    types = {"int64": "BIGINT", "int32": "INTEGER", "string": "VARCHAR", "date32": "DATE"}
    types |= {"timestamp": "TIMESTAMPTZ", "bool": "BOOLEAN"}
    said = ", ".join(f'CAST(NULL AS {types[one.type]}) AS "{one.name}"' for one in all_columns)
    return f"SELECT {said} WHERE false"
