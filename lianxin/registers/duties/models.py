"""The category tree, the duty list, and the dispatch catalogue by version."""

from django.db import models

from lianxin.foundation.ledger.models import Subject
from lianxin.registers.orgs.models import Unit


class DutyRegister(Subject):
    """One of the registers kept here; its imports are deeds on this row and wait for each other.

    `stamp` is another random text after every change: what a process has read is right while it
    stands.
    """

    kind = models.CharField(max_length=16, unique=True)
    stamp = models.CharField(max_length=16, blank=True)


class Listed(models.Model):
    """Something that a file lists by its code; in force while the latest file still has it."""

    code = models.CharField(max_length=64, unique=True)
    in_force = models.BooleanField(default=True)

    class Meta:
        abstract = True


class Category(Listed):
    """What a ticket is about; a leaf can be chosen, and only public ones show on public pages."""

    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    description = models.CharField(max_length=500, blank=True)
    keywords = models.JSONField(default=list)
    public = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)  # in the latest file


class Duty(Listed):
    """One line of the duty list: which unit must do it, or may only assist, and by which law."""

    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    list_kind = models.CharField(max_length=16)
    legal_basis = models.CharField(max_length=300, blank=True)


class Catalogue(Subject):
    """One version of the dispatch catalogue (派单目录); the one that begins last is in force."""

    version = models.PositiveIntegerField(unique=True)
    valid_from = models.DateField()
    source_sha256 = models.CharField(max_length=64)


class CatalogueRow(models.Model):
    """Who leads and who assists for one category in one place, how urgent it is, and why."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="rows")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    division_prefix = models.CharField(max_length=12, blank=True)  # leading digits; "" is anywhere
    lead = models.CharField(max_length=48)  # a unit's code, or "@subdistrict"
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    assist = models.JSONField(default=list)  # units' codes, "@subdistrict", "@community"
    tier = models.CharField(max_length=16)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, related_name="+")
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "category", "division_prefix"],
                name="catalogue_one_row_per_category_and_place",
            ),
        ]
