"""Putting text into an index, within the deed that puts it in force."""

from collections.abc import Sequence

from django.db import connection

from lianxin.foundation.search import rules
from lianxin.foundation.search.models import Indexed

CHUNK = 500


def enter(rows: Sequence[Indexed]) -> None:
    """Make rows of one index findable; `heading` and `text` come as they were written."""
    for row in rows:
        row.heading, row.text = (rules.spelt(text) for text in (row.heading, row.text))
        row.text = f"{row.heading} {row.text}"
        row.grams = " ".join(rules.grams(row.text))
    kind = type(rows[0])
    made = kind._default_manager.bulk_create(rows, batch_size=CHUNK)
    if connection.vendor == "sqlite":
        table = connection.ops.quote_name(f"{kind._meta.db_table}_grams")
        entering = f"INSERT INTO {table} (rowid, grams) VALUES (%s, %s)"  # noqa: S608  our own names
        with connection.cursor() as cursor:
            cursor.executemany(entering, [(row.pk, row.grams) for row in made])
