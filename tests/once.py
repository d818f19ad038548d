"""Test data that real actions make once: every later test of a process gets the same rows put back.

A town takes some four hundred statements; half of the time of all tests went into building it anew.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.apps import apps
from django.db import connection

from lianxin.foundation.ledger import actions as ledger

P = ParamSpec("P")
Rows = dict[str, Any]  # by table: its rows, or on PostgreSQL what COPY gave


def once(build: Callable[P, None]) -> Callable[P, None]:
    """Make a build of test data, from nothing and without files or keys, one that is done once.

    Where something stands in the database already, it is built as it is written.
    """
    kept: dict[object, Rows] = {}

    @wraps(build)
    def built(*args: P.args, **given: P.kwargs) -> None:
        asked = (*args, *sorted(given.items()))
        if _filled():
            build(*args, **given)
        elif asked in kept:
            with ledger.writing():
                _put_back(kept[asked])
        else:
            build(*args, **given)
            kept[asked] = _taken()

    return built


def _tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    ours = [model for model in models if model._meta.app_config.name.startswith("lianxin.")]
    return [model._meta.db_table for model in ours if model._meta.managed]


def _filled() -> set[str]:
    """Return the tables in which something stands."""
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608  our own names
        for table in _tables()
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def _taken() -> Rows:
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(_filled()):
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copied:
                    rows[table] = b"".join(copied)
            else:
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
                rows[table] = cursor.fetchall()
    return rows


def _put_back(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for table, held in rows.items():
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copied:
                    copied.write(held)
            else:
                holes = ", ".join(["%s"] * len(held[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({holes})", held)  # noqa: S608
