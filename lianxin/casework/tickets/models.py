"""The ticket's row: where it stands now. What was said and done stands in the ledger."""

from django.db import models

from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets.rules import Kind, State, code
from lianxin.foundation.ledger.models import Subject
from lianxin.registers.duties.models import Category
from lianxin.registers.orgs.models import Grid, Unit

OPEN_STATES = [
    "received",
    "triage_meeting",
    "dispatched",
    "signed",
    "handling",
    "co_handling",
    "waiting_resident",
    "hold",
    "replied",
    "follow_up",
    "rework",
    "escalated",
]
IS_OPEN = models.Q(state__in=OPEN_STATES)
IS_KEPT = models.Q(ended_at__isnull=False) & ~models.Q(state="archived")  # ended, with its words


class Ticket(Subject):
    """One request of one resident; every column but the salt is a replay of the ledger's entries.

    `promise_at` is the day promised at intake and never changes; `current_promise_at` stands
    beside it; `due_at` is what whoever holds the ticket now must keep.
    """

    state = models.CharField(max_length=20)
    kind = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)
    privacy = models.CharField(max_length=12)
    reach = models.CharField(max_length=8)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True)
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, null=True)
    division_code = models.CharField(max_length=12, blank=True)
    tier = models.CharField(max_length=12)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    about_unit = models.ForeignKey(  # the unit complained of, which neither handles nor reads it
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    catalogue_row_id = models.BigIntegerField(null=True)

    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField()
    current_promise_at = models.DateTimeField()
    promise_provisional = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    pending = models.CharField(max_length=12, blank=True)
    pending_by = models.BigIntegerField(null=True)
    decide_by = models.DateTimeField(null=True)

    designated = models.BooleanField(default=False)
    extensions = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    rework_count = models.PositiveSmallIntegerField(default=0)
    objections = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=12, blank=True)
    rating = models.PositiveSmallIntegerField(null=True)

    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    code_salt = models.CharField(max_length=40)  # what the query code is derived from, with a key
    source = models.CharField(max_length=32, blank=True)
    source_ref = models.CharField(max_length=96, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~models.Q(source=""),
                name="ticket_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]),
                name="ticket_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]), name="ticket_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | ~IS_OPEN, name="ticket_open_has_no_end"
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__range=(1, 5)),
                name="ticket_rating_one_to_five",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "due_at", "id"], condition=IS_OPEN, name="ticket_by_state"
            ),
            models.Index(fields=["due_at", "id"], condition=IS_OPEN, name="ticket_by_due"),
            models.Index(
                fields=["lead_unit", "due_at", "id"], condition=IS_OPEN, name="ticket_by_lead"
            ),
            models.Index(fields=["lead_unit", "-id"], name="ticket_by_lead_newest"),
            models.Index(
                fields=["matter", "id"],
                condition=models.Q(matter__isnull=False),
                name="ticket_by_matter",
            ),
            models.Index(
                fields=["decide_by", "id"],
                condition=~models.Q(pending=""),
                name="ticket_by_decision",
            ),
            models.Index(fields=["ended_at", "id"], condition=IS_KEPT, name="ticket_by_end"),
            models.Index(
                fields=["ended_at", "category"],
                condition=models.Q(state=State.ANSWERED.value),
                name="ticket_answered",
            ),
        ]

    @property
    def number(self) -> str:
        """Return the number under which the requester knows the ticket."""
        return code.number(self.pk)


class Assist(models.Model):
    """A unit that assists the lead unit of a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="assists")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)  # by when it is to report, while it is asked for help

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "unit"], name="assist_once")]
