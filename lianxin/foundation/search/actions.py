"""Putting text into an index, within the deed that puts it in force or by whoever follows it."""

from collections.abc import Sequence

from django.db import connection

from lianxin.foundation.search import rules
from lianxin.foundation.search.models import Indexed, Paired

CHUNK = 500


def enter(rows: Sequence[Indexed]) -> None:
    """Make rows of one index findable; `heading` and `text` come as they were written."""
    for row in rows:
        row.heading, row.text = (rules.spelt(text) for text in (row.heading, row.text))
        row.text = f"{row.heading} {row.text}"
        row.grams = " ".join(rules.grams(row.text))
    kind = type(rows[0])
    made = kind._default_manager.bulk_create(rows, batch_size=CHUNK)
    _beside(
        kind, "INSERT INTO {} (rowid, grams) VALUES (%s, %s)", [(row.pk, row.grams) for row in made]
    )


def put(row: Paired, text: str) -> None:
    """Let a row be found by a text, in place of what it was found by; by an empty one no more.

    Its pairs stand in the order of the alphabet, so that the text cannot be read from them.
    """
    kind, pk = type(row), row.pk
    kept = kind._default_manager.filter(pk=pk)
    old = kept.values_list("grams", flat=True).first()
    row.grams = " ".join(sorted(rules.grams(rules.spelt(text))))
    if row.grams == (old or ""):
        return
    if old:  # the index beside it is told what it held
        _beside(kind, "INSERT INTO {0} ({0}, rowid, grams) VALUES ('delete', %s, %s)", [(pk, old)])
        kept.delete()
    if row.grams:
        row.save(force_insert=True)
        _beside(kind, "INSERT INTO {} (rowid, grams) VALUES (%s, %s)", [(pk, row.grams)])


def _beside(kind: type[Paired], sql: str, rows: Sequence[tuple[int, str]]) -> None:
    """Write into the index that stands beside a table on SQLite; PostgreSQL's is kept by itself."""
    if connection.vendor == "sqlite":
        table = connection.ops.quote_name(f"{kind._meta.db_table}_grams")
        with connection.cursor() as cursor:
            cursor.executemany(sql.format(table), rows)
