"""Which parts of a desk somebody finds again by a name."""

from django.db import models


class SavedView(models.Model):
    """A view of a desk that a member of staff keeps for the own work; nobody else sees it.

    Numbers, and no keys to other tables: what somebody arranged for themselves never keeps a row of
    a register from being taken back.
    """

    staff_id = models.BigIntegerField()
    desk = models.CharField(max_length=16)
    name = models.CharField(max_length=30)
    category_id = models.BigIntegerField(null=True)
    division_code = models.CharField(max_length=12, blank=True)
    grid_id = models.BigIntegerField(null=True)
    lead_unit_id = models.BigIntegerField(null=True)
    due = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff_id", "desk", "name"], name="saved_view_once")
        ]
