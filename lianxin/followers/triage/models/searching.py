"""By which pairs of characters a ticket's words are found, and who searched for some."""

from django.db import models

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.ledger.models import Subject
from lianxin.foundation.search.models import Paired


class Phrases(Paired):
    """The pairs of characters of what a ticket asks and where; gone when its words are gone."""

    ticket = models.OneToOneField(
        Ticket, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )


class Search(Subject):
    """A search by a member of staff: what it asked for as a salted digest, and how much it found."""

    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    count = models.PositiveSmallIntegerField()
