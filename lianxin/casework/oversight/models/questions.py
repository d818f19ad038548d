"""Questions about units that a pattern in the figures raises; never about a person."""

from django.db import models

from lianxin.foundation.ledger.models import Subject
from lianxin.registers.orgs.models import Unit


class Question(Subject):
    """A question of one month to one unit; a replay of the ledger's entries.

    `hits` of `cases` have the mark, where `expected` hundredths would by chance.
    """

    pattern = models.CharField(max_length=32)
    month = models.DateField()  # its first day
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField()
    cases = models.PositiveIntegerField()
    hits = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    marked = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    tests = models.PositiveIntegerField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "pattern"], name="question_once_per_month"
            ),
        ]
