"""Writing down what another system did: for each table one statement, whatever the number of rows.

Not through the ORM, which takes three times as long: an import has hundreds of thousands of entries.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

from lianxin.foundation.ledger import queries
from lianxin.foundation.ledger.actions.deeds import Draft
from lianxin.foundation.ledger.models import Entry, Passage, Subject, Unsealed

Columns = Mapping[str, Any]


def record_history(kind: type[Subject], made: Sequence[tuple[Columns, Sequence[Draft]]]) -> None:
    """Make subjects of a kind, each with its columns and its entries, which are marked as imported.

    The caller has opened the transaction, and the columns are what the entries lead to.
    """
    subjects, entries, passages = [], [], []
    entry_ids = iter(_ids(Entry, sum(len(done) for _, done in made)))
    for pk, (columns, done) in zip(_ids(kind, len(made)), made, strict=True):
        subjects.append({**columns, "id": pk, "seq": len(done)})
        about = {"about": queries.name_of(kind), "about_id": pk, "imported": True}
        for seq, draft in enumerate(done, 1):
            entry_id = next(entry_ids)
            entries.append({**draft.columns, **about, "seq": seq, "id": entry_id})
            passages += [{**passage, "entry_id": entry_id} for passage in draft.passages]
    _pour(kind, subjects)
    _pour(Entry, entries)
    _pour(Passage, passages)
    _pour(Unsealed, [{"entry_id": entry["id"]} for entry in entries])


def _ids(kind: type[models.Model], count: int) -> list[int]:
    """Return the next ids of a table; on SQLite the open transaction keeps others from them."""
    table = kind._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            numbers = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(numbers, [table, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = last[0] + 1 if last else 1
    return list(range(first, first + count))


def _pour(kind: type[models.Model], rows: Sequence[Columns]) -> None:
    """Insert rows by column name; what a row does not say has its default."""
    fields = [field for field in kind._meta.concrete_fields if field.column]
    defaults = {field.attname: field.get_default() for field in fields}
    given = [{**defaults, **row} for row in rows]
    for field in fields:
        if write := _writing(field):
            for row in given:
                row[field.attname] = write(row[field.attname])
    values = [[row[field.attname] for field in fields] for row in given]
    table = connection.ops.quote_name(kind._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = cursor.copy(f"COPY {table} ({names}) FROM STDIN")
            with connection.wrap_database_errors, copying as copy:
                for line in values:
                    copy.write_row(line)
        else:
            holes = ", ".join(["%s"] * len(fields))
            insertion = f"INSERT INTO {table} ({names}) VALUES ({holes})"  # noqa: S608  our own names
            cursor.executemany(insertion, values)


def _writing(field: "models.Field[Any, Any]") -> Any:
    """Return what makes a value of a field one that the database's own driver takes."""
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return json.dumps if isinstance(field, models.JSONField) else None
