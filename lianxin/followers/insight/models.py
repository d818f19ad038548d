"""What is published of a month, by version; the files lie in the data folder, bound by `sha256`."""

from django.db import models

from lianxin.followers.insight.rules.publication import State
from lianxin.foundation.ledger.models import Subject


class Publication(Subject):
    """One version of a month's report and open data; once released it is never changed."""

    month = models.CharField(max_length=7)
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)  # of the list of files
    checked_by = models.BigIntegerField(null=True)  # staff: not who releases it
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "version"], name="publication_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]),
                name="publication_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="released") | models.Q(released_at__isnull=False),
                name="publication_released_at_a_moment",
            ),
        ]
