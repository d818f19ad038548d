"""The shape of an index by words; each area that is searched has a table of it."""

from django.db import models


class Indexed(models.Model):
    """Something to be found: its heading, all of its text, and the pairs of characters in it.

    Written once, never changed. The pairs stand in a GIN index on PostgreSQL, and on SQLite in an
    FTS5 table beside this one, named after it with `_grams`; the area's migration makes either.
    """

    heading = models.TextField()
    text = models.TextField()  # begins with the heading
    grams = models.TextField()

    class Meta:
        abstract = True
