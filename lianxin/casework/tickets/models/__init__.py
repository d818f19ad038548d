"""The ticket's row: where it stands now. What was said and done stands in the ledger."""

from django.db import models

from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets.models.assisting import Assist
from lianxin.casework.tickets.models.lists import (
    ASKED,
    AT_HOTLINE,
    AT_WORK,
    AT_WORK_STATES,
    COMPLAINS,
    DISTRICT,
    DISTRICT_DIGITS,
    EXCLUDED,
    HURRIED,
    INCOMING,
    IS_KEPT,
    IS_OPEN,
    OPEN_ALONE,
    OPEN_STATES,
    ORDERED,
    PENDING,
    STANDING_STATES,
    STANDS,
    STANDS_STILL,
    TO_DISPATCH,
    delivering,
)
from lianxin.casework.tickets.models.pointing import Pointing
from lianxin.casework.tickets.models.saved_views import SavedView
from lianxin.casework.tickets.rules import Kind, State, code
from lianxin.foundation.ledger.models import Subject
from lianxin.registers.duties.models import Category
from lianxin.registers.orgs.models import Grid, Staff, Unit

__all__ = [
    "ASKED",
    "AT_HOTLINE",
    "AT_WORK",
    "AT_WORK_STATES",
    "DISTRICT",
    "DISTRICT_DIGITS",
    "EXCLUDED",
    "HURRIED",
    "INCOMING",
    "IS_KEPT",
    "IS_OPEN",
    "OPEN_ALONE",
    "OPEN_STATES",
    "ORDERED",
    "PENDING",
    "STANDING_STATES",
    "STANDS",
    "STANDS_STILL",
    "TO_DISPATCH",
    "Assist",
    "Mention",
    "Pointing",
    "SavedView",
    "Ticket",
]


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
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, null=True, db_index=False)
    division_code = models.CharField(max_length=12, blank=True)
    tier = models.CharField(max_length=12)
    lead_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
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

    # Since when the requester's clock stands still; while it does, `due_at` says until when at most.
    paused_at = models.DateTimeField(null=True)
    hold_reason = models.CharField(max_length=12, blank=True, default="", db_default="")
    holds = models.PositiveSmallIntegerField(default=0, db_default=0)
    questions = models.PositiveSmallIntegerField(default=0, db_default=0)  # that stopped it
    remind_at = models.DateTimeField(null=True)
    waited = models.PositiveSmallIntegerField(default=0, db_default=0)  # for answers, in all

    # When the requester last asked to hurry, and by when that has to be answered, if it is not yet.
    hurried_at = models.DateTimeField(null=True)
    hurry_by = models.DateTimeField(null=True)

    designated = models.BooleanField(default=False)
    by_machine = models.BooleanField(default=False, db_default=False)  # who dispatched it
    extensions = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    rework_count = models.PositiveSmallIntegerField(default=0)
    objections = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=12, blank=True)
    rating = models.PositiveSmallIntegerField(null=True)

    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    with_matter = models.BooleanField(default=False)  # waits for what its open matter is replied
    split_from = models.ForeignKey(  # where one call told of two matters
        "self", on_delete=models.PROTECT, null=True, related_name="split_off", db_index=False
    )
    told_seq = models.PositiveIntegerField(default=1)  # of the entry that says what is asked now
    consents = models.CharField(max_length=48, blank=True)
    erase_by = models.DateTimeField(null=True)  # promised, where something still needs the words
    asked_right = models.CharField(max_length=12, blank=True)
    answer_by = models.DateTimeField(null=True)
    order_due_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)  # the first of two who agree to an exclusion
    excluded_for = models.CharField(max_length=16, blank=True)  # from the assessment of its unit

    # What somebody said instead of writing: are the words still to come, and until when is it kept?
    to_write_down = models.BooleanField(default=False, db_default=False)
    sound_until = models.DateTimeField(null=True)

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
                condition=models.Q(STANDS_STILL, paused_at__isnull=False)
                | models.Q(~STANDS_STILL, paused_at__isnull=True),
                name="ticket_clock_stands_still_only_while_it_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__range=(1, 5)),
                name="ticket_rating_one_to_five",
            ),
        ]
        indexes = [
            *delivering("open", OPEN_ALONE),
            *delivering("incoming", INCOMING),
            *delivering("to_dispatch", TO_DISPATCH),
            *delivering("at_hotline", AT_HOTLINE, "state"),
            *delivering("pending", PENDING, moment="decide_by"),
            *delivering("asked", ASKED, moment="answer_by"),
            models.Index(
                fields=["ended_at", "excluded_for"], condition=EXCLUDED, name="ticket_excluded"
            ),
            *delivering("ordered", ORDERED, moment="order_due_at"),
            models.Index(
                fields=["lead_unit", "order_due_at", "id"],
                condition=ORDERED,
                name="ticket_ordered_by_lead",
            ),
            *delivering("hurried", HURRIED, moment="hurry_by"),
            models.Index(
                fields=["lead_unit", "hurry_by", "id"],
                condition=HURRIED,
                name="ticket_hurried_by_lead",
            ),
            models.Index(
                fields=["category", "due_at", "id"], condition=OPEN_ALONE, name="ticket_open_of"
            ),
            # with all that a line is chosen by, so that PostgreSQL reads it in order and no rows for it
            models.Index(
                fields=["lead_unit", "due_at", "id", "about_unit"],
                condition=AT_WORK,
                name="ticket_by_lead",
            ),
            models.Index(
                fields=["lead_unit", "id"],
                condition=IS_OPEN & models.Q(lead_unit__isnull=False),
                name="ticket_open_by_lead",
            ),
            models.Index(
                fields=["matter", "id"],
                condition=models.Q(matter__isnull=False),
                name="ticket_by_matter",
            ),
            models.Index(fields=["matter"], condition=STANDS, name="ticket_with_matter"),
            models.Index(
                fields=["lead_unit", "matter"], condition=STANDS, name="ticket_with_matter_led"
            ),
            models.Index(
                fields=["split_from"],
                condition=models.Q(split_from__isnull=False),
                name="ticket_by_split",
            ),
            models.Index(fields=["about_unit", "id"], condition=COMPLAINS, name="ticket_by_about"),
            models.Index(fields=["ended_at", "id"], condition=IS_KEPT, name="ticket_by_end"),
            models.Index(
                fields=["ended_at", "category"],
                condition=models.Q(state=State.ANSWERED.value),
                name="ticket_answered",
            ),
            models.Index(
                fields=["grid", "due_at", "id", "about_unit"],
                condition=AT_WORK,
                name="ticket_by_grid",
            ),
            models.Index(
                fields=["sound_until", "id"],
                condition=models.Q(sound_until__isnull=False),
                name="ticket_by_sound",
            ),
            models.Index(
                fields=["erase_by", "id"],
                condition=models.Q(erase_by__isnull=False),
                name="ticket_by_erasure",
            ),
        ]

    @property
    def number(self) -> str:
        """Return the number under which the requester knows the ticket."""
        return code.number(self.pk)

    @property
    def at_work_alone(self) -> bool:
        """Return whether somebody is at work on it, and not on the matter that it stands with."""
        stands = self.with_matter and self.state in STANDING_STATES
        return self.state in AT_WORK_STATES and not stands


class Mention(models.Model):
    """A colleague, or the desk of a unit, whom a note names and who has not read it yet."""

    ticket = models.ForeignKey(
        Ticket, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(staff__isnull=True, unit__isnull=False)
                | models.Q(staff__isnull=False, unit__isnull=True),
                name="mention_of_one",
            ),
            models.UniqueConstraint(fields=["staff", "ticket"], name="mention_of_staff_once"),
            models.UniqueConstraint(fields=["unit", "ticket"], name="mention_of_unit_once"),
        ]
        indexes = [models.Index(fields=["ticket"], name="mention_by_ticket")]
