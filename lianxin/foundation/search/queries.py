"""Finding by words: the index of pairs says what may fit, the text itself says what does."""

from typing import TypeVar

from django.db import connection
from django.db.models import BooleanField, Expression, F, Func, QuerySet, TextField, Value
from django.db.models.functions import StrIndex

from lianxin.foundation.search import rules
from lianxin.foundation.search.models import Indexed

R = TypeVar("R", bound=Indexed)


def holding(rows: QuerySet[R], query: rules.Query) -> QuerySet[R]:
    """Return the rows that hold every word of a search, those first where it stands earliest."""
    found = rows.filter(_pairs(rows, query, every=True))
    for word in query.words:
        found = found.filter(text__contains=word)
    where = StrIndex("text", Value(max(query.words, key=len)))
    return found.order_by(where, "-pk")


def near(rows: QuerySet[R], query: rules.Query, limit: int) -> list[R]:
    """Return the rows whose headings come nearest to a search that nothing holds as a whole."""
    sharing = rows.filter(_pairs(rows, query, every=False))
    best = rules.nearest(query, dict(sharing.values_list("pk", "heading")), limit)
    found = {row.pk: row for row in rows.filter(pk__in=best)}
    return [found[pk] for pk in best]


def _pairs(rows: QuerySet[R], query: rules.Query, *, every: bool) -> Expression:
    """Return the condition that the index answers: every pair is there, or some pair is."""
    if connection.vendor == "postgresql":
        asked = Value(" ".join(query.grams), output_field=TextField())
        sign = " @> " if every else " && "
        sides = (_Split(F("grams")), _Split(asked))
        return Func(*sides, arg_joiner=sign, template="%(expressions)s", output_field=TRUTH)
    table = connection.ops.quote_name(f"{rows.model._meta.db_table}_grams")
    asked = Value((" AND " if every else " OR ").join(f'"{pair}"' for pair in query.grams))
    inside = f" IN (SELECT rowid FROM {table} WHERE {table} MATCH "  # noqa: S608  our own names
    return Func(F("pk"), asked, arg_joiner=inside, template="%(expressions)s)", output_field=TRUTH)


class _Split(Func):
    """The pairs as an array, written as the area's GIN index writes it."""

    template = "string_to_array(%(expressions)s, ' ')"
    output_field = TextField()


TRUTH = BooleanField()
