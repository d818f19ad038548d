"""The draws of the monthly re-visit, and who asks again about which ticket."""

from datetime import date

from django.db import models

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.ledger.models import Subject
from lianxin.foundation.time import last_day
from lianxin.registers.orgs.models import Unit


class Draw(Subject):
    """The draw of one month; every column is a replay of the ledger's entries.

    Its frame and its sample stand in its entries: `head_size` and `root` are of the signed head that
    is the seed.
    """

    month = models.DateField(unique=True)  # its first day
    announced_at = models.DateTimeField()
    due_at = models.DateTimeField()  # then what nobody asked about is over
    framed = models.PositiveIntegerField()
    made_at = models.DateTimeField(null=True)
    head_size = models.BigIntegerField(null=True)
    root = models.CharField(max_length=64, blank=True)
    sample = models.PositiveIntegerField(null=True)


class Revisit(Subject):
    """One drawn ticket, with the unit that asks again; a replay of the ledger's entries.

    What was said in words stands on the ticket, and goes with it.
    """

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # that answered for it when it was drawn
    claimed = models.CharField(max_length=12)
    stratum = models.BigIntegerField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, blank=True)
    found = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "ticket"], name="revisit_once_per_draw"),
            models.CheckConstraint(
                condition=~models.Q(unit=models.F("lead_unit")), name="revisit_by_another_unit"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at", "id"],
                condition=models.Q(ended_at__isnull=True),
                name="revisit_waiting",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(ended_at__isnull=True),
                name="revisit_due",
            ),
            models.Index(fields=["draw", "result"], name="revisit_by_result"),
            models.Index(fields=["ticket"], name="revisit_by_ticket"),
            models.Index(fields=["lead_unit"], name="revisit_by_lead"),
        ]

    @property
    def last_day(self) -> date:
        """Return the last day on which somebody can ask."""
        return last_day(self.due_at)
