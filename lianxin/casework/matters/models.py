"""The matter's row: where it stands now. What was said and done stands in the ledger."""

from django.db import models

from lianxin.casework.matters.rules import Kind, PlaceKind, State
from lianxin.foundation.ledger.models import Subject
from lianxin.registers.duties.models import Category
from lianxin.registers.orgs.models import Grid, Unit


class Matter(Subject):
    """One problem at one place, never a dwelling, never a person; a replay of the ledger's entries.

    `next_on` is the day that the plan names; `expected_end_at` is when an outage should be over.
    """

    state = models.CharField(max_length=8)
    kind = models.CharField(max_length=16, default="problem", db_default="problem")
    topic_id = models.BigIntegerField(null=True)  # of triage, from which it was taken up
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    place_kind = models.CharField(max_length=12)
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, null=True, related_name="+")
    division_code = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    public = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)  # its newest news
    announced = models.BooleanField(default=False)  # words for the public wait for a second look
    next_on = models.DateField(null=True)
    expected_end_at = models.DateTimeField(null=True)
    drafted = models.BooleanField(
        default=False
    )  # its unit has written a reply that nobody gave yet
    opened_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]),
                name="matter_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(place_kind__in=[kind.value for kind in PlaceKind]),
                name="matter_place_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]),
                name="matter_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False),
                name="matter_closed_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="matter_by_state"),
            models.Index(
                fields=["topic_id", "-id"],
                condition=models.Q(topic_id__isnull=False),
                name="matter_by_topic",
            ),
            models.Index(
                fields=["state", "-id"], condition=models.Q(public=True), name="matter_in_public"
            ),
            models.Index(
                fields=["-published_at"], condition=models.Q(public=True), name="matter_by_news"
            ),
        ]


class Subscription(Subject):
    """Somebody who follows a public matter without a request; where the news goes lies in the vault.

    A replay of the ledger's entries but for the salt; without its address the row says nothing of anybody.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    salt = models.CharField(max_length=40)  # what its link is derived from, with a key

    class Meta:
        indexes = [
            models.Index(
                fields=["matter", "id"],
                condition=models.Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="subscription_of_matter",
            ),
            models.Index(
                fields=["asked_at", "id"],
                condition=models.Q(confirmed_at__isnull=True, ended_at__isnull=True),
                name="subscription_unconfirmed",
            ),
        ]
