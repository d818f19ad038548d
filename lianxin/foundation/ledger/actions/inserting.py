"""Inserting rows by SQL that is put together once for each table.

Intake is the hot path of a city. The ORM builds every INSERT anew, which takes longer than the
database needs to carry it out; the values still pass through the fields.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.db import connection
from django.db.models import Field, Model

Columns = list["Field[object, object]"]


def insert(*rows: Model) -> None:
    """Insert new rows of one model in one statement, and set the ids that the database gave."""
    model = type(rows[0])
    head, tuple_, tail, fields = _parts(model, rows[0].pk is None)
    statement = head + ", ".join([tuple_] * len(rows)) + tail
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for row in rows
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        given = cursor.fetchall() if tail else []
    _inserted(rows, given)


def _inserted(rows: Sequence[Model], given: Sequence[tuple[int]]) -> None:
    for row, (pk,) in zip(rows, given, strict=False):
        row.pk = pk
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@lru_cache(maxsize=64)
def _parts(model: type[Model], numbered: bool) -> tuple[str, str, str, Columns]:  # noqa: FBT001  private
    quote = connection.ops.quote_name
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not (numbered and field.primary_key)]
    names = ", ".join(quote(field.column or "") for field in fields)
    head = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES "  # noqa: S608  our own names
    holes = ", ".join(["%s"] * len(fields))
    tail = f" RETURNING {quote(meta.pk.column or '')}" if numbered else ""
    return head, f"({holes})", tail, fields
