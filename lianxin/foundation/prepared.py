"""Statements that the database keeps prepared: for what every request asks, and for what intake writes.

The ORM puts a statement together anew each time and PostgreSQL plans it anew; for a row by its key
both take longer than carrying it out.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

M = TypeVar("M", bound=Model)


class _Prepared(psycopg.RawCursor[tuple[Any, ...]]):
    """A cursor that binds values in the server and prepares every statement at its first use."""

    def execute(self, query: Any, params: Any = None, **given: Any) -> "_Prepared":
        return super().execute(_numbered(query), params, **(given | {"prepare": True}))


@lru_cache(maxsize=256)
def _numbered(statement: str) -> str:
    """Return a statement with PostgreSQL's own placeholders, numbered from 1."""
    first, *more = statement.split("%s")
    return first + "".join(f"${place}{text}" for place, text in enumerate(more, 1))


def execute(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Carry out a statement and return its rows, if it gives any."""
    with _cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _cursor() -> CursorWrapper:
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    # Django's own wrapper: what counts or guards statements sees these too
    return connection._prepare_cursor(_Prepared(connection.connection))  # type: ignore[attr-defined,no-any-return]


def by_key(model: type[M], key: object) -> M | None:
    """Return the row of a table without JSON columns that has a primary key, or None."""
    if connection.vendor != "postgresql":
        return model._default_manager.filter(pk=key).first()
    statement, names = _by_key(model)
    found = execute(statement, [key])
    return model.from_db(connection.alias, names, found[0]) if found else None


@lru_cache(maxsize=8)
def _by_key(model: type[Model]) -> tuple[str, list[str]]:
    quote, meta = connection.ops.quote_name, model._meta
    columns = ", ".join(quote(field.column or "") for field in meta.concrete_fields)
    where = f"{quote(meta.db_table)} WHERE {quote(meta.pk.column or '')} = %s"
    names = [field.attname for field in meta.concrete_fields]
    return f"SELECT {columns} FROM {where}", names  # noqa: S608  our own names
