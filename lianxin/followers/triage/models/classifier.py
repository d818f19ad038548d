"""The classifier of categories: which learnt version is in use, and from which confidence on it speaks."""

from django.db import models

from lianxin.followers.triage.rules import versions
from lianxin.foundation.ledger.models import Subject


class Classifier(Subject):
    """One row; "" as version is the cold start. The weights lie in the data folder, bound by `sha256`."""

    code = models.CharField(max_length=16, unique=True)
    version = models.CharField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    threshold = models.PositiveSmallIntegerField(default=versions.THRESHOLD)  # per cent

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__range=(versions.LOWEST, versions.HIGHEST)),
                name="classifier_threshold_makes_sense",
            ),
        ]
