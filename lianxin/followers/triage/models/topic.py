"""Topics: what keeps coming up, which tickets are about it, and how many of them in which week and town."""

from django.db import models

from lianxin.casework.tickets.models import Ticket
from lianxin.registers.duties.models import Category


class ThemeSpace(models.Model):
    """What texts are compared in; learnt anew where there is much more to learn from.

    `packed` holds runs of characters by number and where each points: no text can be read from it.
    """

    learnt_at = models.DateTimeField()
    tickets = models.PositiveIntegerField()  # that there were then
    packed = models.BinaryField()
    stamp = models.CharField(max_length=16)  # of what is packed
    last = models.BigIntegerField(
        default=0
    )  # up to which ticket all are filed in it, but for a few


class Topic(models.Model):
    """A theme that keeps its identity: a category's name and words that many titles use, nobody's own."""

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    words = models.CharField(max_length=60, blank=True)
    first_on = models.DateField()
    middle = models.BinaryField()  # where its tickets lie in the newest space; empty: none joins
    heir = models.ForeignKey(  # where its tickets went when topics were found anew
        "self", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    tallied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tallied_at", "id"], name="topic_by_tally")]


class Filing(models.Model):
    """Which topic a ticket is about, and with which ticket its problem at its place began.

    Tickets about persons and those in confidence have neither; nor has one that says nothing.
    """

    ticket = models.OneToOneField(
        Ticket, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    space = models.ForeignKey(
        ThemeSpace, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    problem = models.BigIntegerField()  # the ticket that told it first, its own where that is new
    grid_id = models.BigIntegerField(null=True)
    vector = models.BinaryField()  # where it lies in the space; empty once its words are gone

    class Meta:
        indexes = [
            models.Index(fields=["topic", "ticket"], name="filing_by_topic"),
            models.Index(fields=["problem", "ticket"], name="filing_by_problem"),
            models.Index(
                fields=["grid_id", "ticket"],
                condition=models.Q(ticket=models.F("problem")),
                name="filing_first_there",
            ),
        ]


class Tally(models.Model):
    """How many tickets of a topic came in one town in one week, how many are solved, how many came back."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", db_index=False)
    town = models.CharField(max_length=12, blank=True)  # "" where nobody knows the place
    week = models.DateField()  # its Monday
    count = models.PositiveIntegerField()
    solved = models.PositiveIntegerField()
    back_30 = models.PositiveIntegerField()
    back_90 = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "town", "week"], name="tally_once"),
        ]
        indexes = [models.Index(fields=["week", "town"], name="tally_by_week")]
