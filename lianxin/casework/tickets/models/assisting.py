"""Which units assist which tickets."""

from django.db import models

from lianxin.registers.orgs.models import Unit


class Assist(models.Model):
    """A unit that assists the lead unit of a ticket.

    `ticket_due_at` is when the ticket is due while somebody is at work on it, else null: the list of
    the assisting unit is in its order.
    """

    ticket = models.ForeignKey(
        "tickets.Ticket", on_delete=models.CASCADE, related_name="assists", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)  # by when it is to report, while it is asked for help
    ticket_due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "unit"], name="assist_once")]
        indexes = [
            models.Index(fields=["unit", "ticket"], name="assist_of_unit"),
            models.Index(
                fields=["unit", "ticket_due_at", "ticket"],
                condition=models.Q(ticket_due_at__isnull=False),
                name="assist_by_unit",
            ),
            models.Index(
                fields=["unit", "due_at", "ticket"],
                condition=models.Q(due_at__isnull=False),
                name="assist_asked",
            ),
        ]
