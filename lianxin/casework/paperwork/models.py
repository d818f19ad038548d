"""A table that somebody asks for, whom it is asked, and what each unit filled in for a period."""

from django.db import models

from lianxin.casework.paperwork.rules import Rhythm, State
from lianxin.foundation.ledger.models import Subject
from lianxin.registers.orgs.models import Unit


class Table(Subject):
    """A table that somebody above asks from the grassroots; a replay of the ledger's entries.

    Its title, basis and fields stand in the words of the entry that proposed it. `fields`, `photos`
    and `known` count the fields, those that ask for photos, and those that the ledger fills.
    """

    state = models.CharField(max_length=8)
    asker = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    unit_ids = models.JSONField()  # of whom it is asked, as the rows of `Asked` are
    rhythm = models.CharField(max_length=9)
    first_on = models.DateField()
    ends_on = models.DateField()
    due_days = models.PositiveSmallIntegerField()
    based_on = models.DateField(
        null=True
    )  # the date of the document; without one there is no basis
    fields = models.PositiveSmallIntegerField()
    photos = models.PositiveSmallIntegerField()
    known = models.PositiveSmallIntegerField()
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    opened_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    template_size = models.PositiveIntegerField(null=True)  # bytes of the asker's own layout

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]),
                name="table_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(rhythm__in=[rhythm.value for rhythm in Rhythm]),
                name="table_rhythm_known",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("first_on")),
                name="table_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["noted", "refused", "ended"])
                | models.Q(based_on__isnull=False),
                name="table_registered_has_a_basis",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="table_by_state")]


class Asked(models.Model):
    """That a table is asked of a unit."""

    pk = models.CompositePrimaryKey("table_id", "unit_id")
    table = models.ForeignKey(
        Table,
        on_delete=models.PROTECT,
        related_name="asked",
        db_index=False,  # the primary key begins with it
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")


class Filing(Subject):
    """What one unit fills into a table for one period; a replay of the ledger's entries.

    The values stand in the words of its entries: the drafts, and each version that was handed in.
    """

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="filings")
    filler = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    version = models.PositiveSmallIntegerField(default=0)  # 0 is a draft
    handed_in_at = models.DateTimeField(null=True)  # the first version
    minutes = models.PositiveIntegerField(null=True)  # of all versions, where somebody said

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "filler", "first_on"], name="filing_once_per_period"
            ),
            models.CheckConstraint(
                condition=models.Q(version=0) | models.Q(handed_in_at__isnull=False),
                name="filing_version_was_handed_in",
            ),
        ]
