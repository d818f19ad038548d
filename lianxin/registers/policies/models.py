"""Profiles of limits, the divisions where they are in force, and the register as a whole."""

from django.db import models

from lianxin.foundation.ledger.models import Subject
from lianxin.foundation.time import Unit
from lianxin.registers.policies.rules import Basis, Grade


class PolicyRegister(Subject):
    """All policies of this installation; `digest` changes with any line of them."""

    code = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)


class Profile(models.Model):
    """A set of limits and numbers under a name, with its source."""

    code = models.CharField(max_length=32, unique=True)
    name = models.TextField()
    source = models.TextField()
    grade = models.CharField(max_length=1)
    default_tier = models.CharField(max_length=16)


class Sourced(models.Model):
    """A line of a profile and who says so."""

    basis = models.CharField(max_length=16)
    grade = models.CharField(max_length=1)
    source = models.TextField()

    class Meta:
        abstract = True


class Limit(Sourced):
    """How long one step may take, for one tier or ("") for every tier without a line of its own."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="limits")
    step = models.CharField(max_length=40)
    tier = models.CharField(max_length=16, blank=True)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "step", "tier"], name="limit_said_once"),
            models.CheckConstraint(
                condition=models.Q(unit__in=[unit.value for unit in Unit])
                & models.Q(basis__in=[basis.value for basis in Basis])
                & models.Q(grade__in=[grade.value for grade in Grade]),
                name="limit_in_known_words",
            ),
        ]


class Number(Sourced):
    """A figure of a profile that is no span of time: tries, shares, weights and windows."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="numbers")
    figure = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "figure"], name="number_said_once"),
        ]


class InForce(models.Model):
    """That a profile is in force in a division (all, where "") from a day on."""

    division = models.CharField(max_length=12, blank=True)
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "valid_from"], name="one_profile_in_force_from_a_day"
            ),
        ]
