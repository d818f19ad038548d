"""Where and by which pairs of characters a ticket is found."""

from django.db import models

from lianxin.casework.tickets.models import Ticket


class Trace(models.Model):
    """A ticket's place and the numbers of its pairs of characters; gone when its words are gone."""

    ticket = models.OneToOneField(
        Ticket, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    place = models.CharField(max_length=12)
    town = models.CharField(max_length=9)
    pairs = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["place", "-ticket"], name="trace_by_place"),
            models.Index(fields=["town", "-ticket"], name="trace_by_town"),
        ]
