"""Articles by version, each with a public and an internal part, and the index of what is approved."""

from django.db import models

from lianxin.foundation.ledger.models import Subject
from lianxin.foundation.search.models import Indexed
from lianxin.registers.duties.models import Category
from lianxin.registers.knowledge.rules import State
from lianxin.registers.orgs.models import Unit

OPEN = [State.DRAFT.value, State.PROPOSED.value]
IS_OPEN = models.Q(state__in=OPEN)


class KnowledgeRegister(Subject):
    """The register as a whole; imports are deeds on this row and wait for each other."""

    code = models.CharField(max_length=8, unique=True)


class Article(Subject):
    """One question and its answer; what it says stands in its versions."""

    code = models.CharField(max_length=64, blank=True)  # of the file that it came from

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="article_once_per_code"
            ),
        ]


class Version(models.Model):
    """What an article says; approved, it holds from its first day until the next one's.

    Until somebody approves it, `valid_from` is the wish of whoever proposed it.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8)
    title = models.CharField(max_length=100)
    public = models.TextField(blank=True)
    internal = models.TextField(blank=True)
    template = models.TextField(blank=True)  # of a reply, with named blanks
    keywords = models.JSONField(default=list)
    legal_basis = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+")
    review_by = models.DateField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)  # the first day on which it no longer holds

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_once_per_number"),
            models.UniqueConstraint(
                fields=["article"], condition=IS_OPEN, name="version_one_open_per_article"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]),
                name="version_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.IN_FORCE.value)
                | models.Q(valid_from__isnull=False),
                name="version_in_force_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="version_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="version_by_state"),
            models.Index(
                fields=["review_by"],
                condition=models.Q(state=State.IN_FORCE.value),
                name="version_by_review",
            ),
        ]


class Findable(Indexed):
    """What one audience finds an approved version by."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="findable")
    audience = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "audience"], name="findable_once"),
        ]
