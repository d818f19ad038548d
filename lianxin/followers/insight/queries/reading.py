"""The record as tables of an in-memory DuckDB, beside whoever writes it."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from lianxin.followers.insight import manifest
from lianxin.followers.insight.rules.columns import TABLES, Column

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "TimeZone": "Asia/Shanghai",
    "memory_limit": "1500MB",
    "autoinstall_known_extensions": "false",
}
NEWEST = "QUALIFY row_number() OVER (PARTITION BY ticket ORDER BY position DESC) = 1"


class Reader:
    """Reads one record; each call sees the files that are listed when it is made."""

    def __init__(self, folder: Path) -> None:
        """Open nothing yet: there may be no record so far."""
        self._folder = folder
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._memory = duckdb.connect(":memory:", config=SETTINGS)

    def read(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of a query over the tables `tickets` and `events`, or refuse: there is no record."""
        rows: list[dict[str, Any]] = self.cursor().sql(sql).to_arrow_table().to_pylist()
        return rows

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection with the tables `tickets` and `events`, or refuse: there is no record."""
        with self._lock:
            seen = self._stamp()
            if seen != self._seen:
                self._name(manifest.read(self._folder))
                self._seen = seen
            return self._memory.cursor()

    def _stamp(self) -> tuple[int, int] | None:
        try:
            known = (self._folder / manifest.NAME).stat()
        except FileNotFoundError:
            return 0, 0
        return known.st_ino, known.st_mtime_ns

    def _name(self, listed: manifest.Manifest) -> None:
        for table, all_columns in TABLES.items():
            months = listed.files.get(table, {}).values()
            single = [files[0].path for files in months if len(files) == 1]
            several = [one.path for files in months if len(files) > 1 for one in files]
            parts = [self._from(single)] if single else []
            if several:
                newest = NEWEST if table == "tickets" else ""
                parts.append(f"{self._from(several)} {newest}")
            said = " UNION ALL ".join(parts) or _nothing(all_columns)
            self._memory.execute(f"CREATE OR REPLACE VIEW {table} AS {said}")

    def _from(self, paths: Sequence[str]) -> str:
        listed = ", ".join("'" + str(self._folder / one).replace("'", "''") + "'" for one in paths)
        return f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)"  # noqa: S608  our own paths


def _nothing(all_columns: Sequence[Column]) -> str:
    """Return a table without rows: the log says nothing about requests yet."""
    types = {"int64": "BIGINT", "int32": "INTEGER", "string": "VARCHAR", "date32": "DATE"}
    types |= {"timestamp": "TIMESTAMPTZ", "bool": "BOOLEAN"}
    said = ", ".join(f'CAST(NULL AS {types[one.type]}) AS "{one.name}"' for one in all_columns)
    return f"SELECT {said} WHERE false"
