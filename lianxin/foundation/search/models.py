"""The shape of an index by words; each area that is searched has a table of it."""

from django.db import models


class Paired(models.Model):
    """Something to be found by the pairs of characters in it; its text stands elsewhere.

    The pairs stand in a GIN index on PostgreSQL, and on SQLite in an FTS5 table beside this one,
    named after it with `_grams`; the area's migration makes either.
    """

    grams = models.TextField()

    class Meta:
        abstract = True


class Indexed(Paired):
    """Something to be found with its heading and all of its text; written once, never changed."""

    heading = models.TextField()
    text = models.TextField()  # begins with the heading

    class Meta:
        abstract = True
