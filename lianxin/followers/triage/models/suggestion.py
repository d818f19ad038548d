"""What a machine suggests for one ticket as it is told now: codes, confidences and places in the text."""

from django.db import models

from lianxin.casework.tickets.models import Ticket
from lianxin.registers.duties.models import Category


class Suggestion(models.Model):
    """One suggestion for one version of a ticket's words; the words themselves are not kept here.

    `spans` holds for `category`, `emergency` and `not_accepted` the words that led to it: begin and
    end of each in the text of what was asked.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+", db_index=False)
    told_seq = models.PositiveIntegerField()  # of the entry that says what was read
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    confidence = models.FloatField(default=0)
    others = models.JSONField(default=list)  # [id of a category, confidence], the likelier first
    tier = models.CharField(max_length=12, blank=True)  # that follows from category and place
    emergency = models.CharField(max_length=16, blank=True)
    emergency_confidence = models.FloatField(default=0)
    not_accepted = models.CharField(max_length=16, blank=True)
    not_accepted_confidence = models.FloatField(default=0)
    spans = models.JSONField(default=dict)
    model = models.CharField(max_length=64, blank=True)  # its version; "" is the cold start
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "told_seq"], name="suggestion_once"),
            models.CheckConstraint(
                condition=models.Q(
                    confidence__range=(0, 1),
                    emergency_confidence__range=(0, 1),
                    not_accepted_confidence__range=(0, 1),
                ),
                name="suggestion_sure_from_none_to_all",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="suggestion_by_moment"),
            models.Index(
                fields=["ticket"],
                condition=~models.Q(emergency=""),
                name="suggestion_of_emergency",
            ),
        ]
