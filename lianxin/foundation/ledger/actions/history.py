"""Writing down many deeds at once: for each table one statement, whatever the number of rows.

Not through the ORM, which takes three times as long: an import has hundreds of thousands of entries,
and a run of retention a million.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries
from lianxin.foundation.ledger.actions.deeds import Draft, draft
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
        for seq, deed in enumerate(done, 1):
            entry_id = next(entry_ids)
            entries.append({**deed.columns, **about, "seq": seq, "id": entry_id})
            passages += [{**passage, "entry_id": entry_id} for passage in deed.passages]
    _pour(kind, subjects)
    _write_down(entries, passages)


def record_each(
    verb: str,
    *,
    about: Sequence[Subject],
    by: Actor,
    at: datetime,
    key: str,
    changed: Mapping[str, object] | None = None,
    **facts: object,
) -> None:
    """Write down one deed on each of several subjects of one kind, which the caller has locked.

    Each has an entry of its own, keyed by `key` and its id. `changed` are columns that the deed
    sets to the same value in all of them.
    """
    rows = type(about[0])._default_manager.filter(pk__in=[row.pk for row in about])
    if rows.update(seq=models.F("seq") + 1, **(changed or {})) != len(about):
        raise RuntimeError("record_each() needs each subject once, and under its lock", verb)
    entries = []
    for entry_id, row in zip(_ids(Entry, len(about)), about, strict=True):
        row.seq += 1
        columns, _ = draft(verb, by=by, at=at, key=f"{key}:{row.pk}", words={}, facts=facts)
        subject = {"about": queries.name_of(row), "about_id": row.pk, "seq": row.seq}
        entries.append({**columns, **subject, "id": entry_id})
    _write_down(entries, [])


def _write_down(entries: Sequence[Columns], passages: Sequence[Columns]) -> None:
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
