"""Schemes, rounds and the evaluations of units: where each stands now. What was said stands in the ledger."""

from django.db import models

from lianxin.casework.oversight.rules.evaluation import RoundState, State
from lianxin.foundation.ledger.models import Subject
from lianxin.registers.orgs.models import Unit


class Scheme(Subject):
    """One version of a scheme, never changed; `digest` is that of `body`, which an entry binds too."""

    code = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    body = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="scheme_version_once"),
        ]


class EvaluationRound(Subject):
    """One round: a domain of a scheme, the days from `first` to `last`, and the unit that reviews."""

    state = models.CharField(max_length=8)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=16)
    first = models.DateField()
    last = models.DateField()
    reviewer_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    fixed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in RoundState]),
                name="evaluation_round_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="evaluation_round_ends_after_it_begins",
            ),
        ]


class Evaluation(Subject):
    """One unit in a round; a replay of the ledger's entries.

    `band` "" with `good` below `good_most` is n/a: too little is known to say which. What a re-check
    found (`again_…`) stands beside the result and replaces nothing.
    """

    round = models.ForeignKey(EvaluationRound, on_delete=models.PROTECT, related_name="evaluations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    band = models.CharField(max_length=16, blank=True)
    good = models.PositiveSmallIntegerField(null=True)
    good_most = models.PositiveSmallIntegerField(null=True)
    points = models.PositiveSmallIntegerField(null=True)
    points_most = models.PositiveSmallIntegerField(null=True)
    appeal_until = models.DateTimeField(null=True)
    appeals = models.PositiveSmallIntegerField(default=0)
    decide_by = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    plan_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    plan_due_on = models.DateField(null=True)
    again_band = models.CharField(max_length=16, blank=True)
    again_good = models.PositiveSmallIntegerField(null=True)
    again_good_most = models.PositiveSmallIntegerField(null=True)
    rechecked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="evaluation_once_per_round"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]),
                name="evaluation_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(good__isnull=True) | models.Q(good__lte=models.F("good_most")),
                name="evaluation_good_within_bounds",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="evaluation_of_unit")]
