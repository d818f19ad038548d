"""The categories that a machine may dispatch by itself, each from a confidence on."""

from django.db import models

from lianxin.foundation.ledger.models import Subject
from lianxin.registers.duties.models import Category


class Automatic(Subject):
    """One category; 0 per cent is off, which is how each begins."""

    category = models.OneToOneField(Category, on_delete=models.PROTECT, related_name="+")
    per_cent = models.PositiveSmallIntegerField(default=0)
