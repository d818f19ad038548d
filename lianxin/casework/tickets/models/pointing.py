"""What decisions on tickets say about whose a category at a place is."""

from django.db import models

from lianxin.registers.duties.models import Category
from lianxin.registers.orgs.models import Unit


class Pointing(models.Model):
    """A unit that a return, a designation or a whistle pointed to; written by the deed, once for a ticket."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    division_code = models.CharField(max_length=12, blank=True)
    leads = models.BooleanField()  # or assists
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "unit", "leads"], name="pointing_once"),
        ]
        indexes = [models.Index(fields=["at"], name="pointing_by_moment")]
