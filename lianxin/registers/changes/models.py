"""Changes to the registers, and what each does to which row."""

from django.db import models

from lianxin.foundation.ledger.models import Subject


class Change(Subject):
    """One change to one register, from its preview to its end; `undoes` is the one that it takes back.

    `scope` is the division of its author: who decides must look after that division.
    """

    register = models.CharField(max_length=16)
    state = models.CharField(max_length=12)
    scope = models.CharField(max_length=12, blank=True)
    author_id = models.BigIntegerField(null=True)
    valid_from = models.DateField()
    source_sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)  # the file's name, or where it comes from
    settles = models.PositiveIntegerField(null=True)  # the year that a notice on holidays is for
    successor = models.CharField(max_length=48, blank=True)  # of the unit that it closes, by code
    by_catalogue = models.BooleanField(default=False)  # which decides first who takes over
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undone")
    applied_entry_id = models.BigIntegerField(null=True)  # the last entry before it was done

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="change_by_state"),
            models.Index(fields=["register", "-id"], name="change_by_register"),
        ]


class ChangedRow(models.Model):
    """What a change does to one row of its register; all of them together are bound by an entry."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="rows")
    register = models.CharField(max_length=16)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    line = models.PositiveIntegerField(default=0)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    code = models.CharField(max_length=64, blank=True)  # of a refused one
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["change", "id"], name="changed_row_by_change"),
            models.Index(fields=["register", "key", "-id"], name="changed_row_by_key"),
        ]
