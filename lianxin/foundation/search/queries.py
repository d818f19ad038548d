"""Finding by words: the index of pairs says what may fit, the text itself says what does."""

from operator import attrgetter
from typing import TypeVar

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Expression,
    F,
    Func,
    IntegerField,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import StrIndex

from lianxin.foundation.search import rules
from lianxin.foundation.search.models import Indexed, Paired

R = TypeVar("R", bound=Indexed)
P = TypeVar("P", bound=Paired)
ENOUGH = 200  # rows that are put in order: of what stands nearly everywhere, the newest will do


def holding(rows: QuerySet[R], query: rules.Query, limit: int) -> list[R]:
    """Return the rows that hold every word of a search, those first whose heading does."""
    named = _first(rows, query, "heading")[:limit]
    others = rows.exclude(pk__in=[row.pk for row in named])
    return [*named, *_first(others, query, "text")][:limit]


def _first(rows: QuerySet[R], query: rules.Query, column: str) -> list[R]:
    """Return rows that hold every word in a column, in the order of where the longest one stands."""
    for word in query.words:
        rows = rows.filter(**{f"{column}__contains": word})
    place = StrIndex(column, Value(max(query.words, key=len)))
    found = rows.filter(_pairs(rows, query)).annotate(place=place).defer("text", "grams")
    return sorted(found.order_by("-pk")[:ENOUGH], key=attrgetter("place"))


def near(rows: QuerySet[R], query: rules.Query, limit: int) -> list[R]:
    """Return the rows whose headings come nearest to a search that nothing holds as a whole."""
    pairs, least = rules.telling(query)
    if not pairs:
        return []
    shares = (Case(When(heading__contains=pair, then=1), default=0) for pair in pairs)
    shared = sum(shares, start=Value(0, output_field=IntegerField()))
    found = rows.annotate(shared=shared).filter(shared__gte=least).defer("text", "grams")
    return list(found.order_by("-shared", "-pk")[:limit])


def paired(rows: QuerySet[P], query: rules.Query) -> QuerySet[P]:
    """Return the rows in which every pair of a search stands: what may fit, for the text to decide."""
    return rows.filter(_pairs(rows, query))


def _pairs(rows: QuerySet[P], query: rules.Query) -> Expression:
    """Return the condition that the index answers: every pair of the search is there."""
    if connection.vendor == "postgresql":
        asked = Value(" ".join(query.grams), output_field=TextField())
        sides = (_Split(F("grams")), _Split(asked))
        return Func(*sides, arg_joiner=" @> ", template="%(expressions)s", output_field=TRUTH)
    table = connection.ops.quote_name(f"{rows.model._meta.db_table}_grams")
    asked = Value(" AND ".join(f'"{pair}"' for pair in query.grams))
    inside = f" IN (SELECT rowid FROM {table} WHERE {table} MATCH "  # noqa: S608  our own names
    return Func(F("pk"), asked, arg_joiner=inside, template="%(expressions)s)", output_field=TRUTH)


class _Split(Func):
    """The pairs as an array, written as the area's GIN index writes it."""

    template = "string_to_array(%(expressions)s, ' ')"
    output_field = TextField()


TRUTH = BooleanField()
