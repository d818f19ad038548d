"""The messages: to which deed, by which door, and whether they left. What they say is not kept."""

from django.db import models

from lianxin.casework.matters.models import Subscription
from lianxin.casework.tickets.models import Ticket
from lianxin.followers.notifications.rules import Channel, Language, Sending, Template
from lianxin.foundation.ledger.models import Entry


class Message(models.Model):
    """One message about one deed; its text and address are made when it is sent, and forgotten.

    It goes to the requester of a ticket, or to somebody who follows a public matter.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+", null=True)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    template = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=Sending.INTENDED)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()  # of the next try
    at = models.DateTimeField()  # since when it is in this state

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(subscription__isnull=True),
                name="message_once",
            ),
            models.UniqueConstraint(
                fields=["entry", "subscription"],
                condition=models.Q(subscription__isnull=False),
                name="message_once_to_each",
            ),
            models.CheckConstraint(
                condition=models.Q(ticket__isnull=True) ^ models.Q(subscription__isnull=True),
                name="message_to_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(template__in=[one.value for one in Template]),
                name="message_of_a_known_template",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=[one.value for one in Channel]),
                name="message_by_a_known_channel",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=[one.value for one in Language]),
                name="message_in_a_known_language",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in Sending]),
                name="message_in_a_known_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "due_at", "id"],
                condition=~models.Q(state="sent"),
                name="message_not_sent",
            ),
        ]
