"""Service places with their weekly hours, and the days on which other hours hold."""

from django.db import models

from lianxin.foundation.ledger.models import Subject
from lianxin.registers.orgs.models import Division, Unit
from lianxin.registers.places.rules import PlaceKind


class PlaceRegister(Subject):
    """The register as a whole; imports are deeds on this row and wait for each other."""

    code = models.CharField(max_length=8, unique=True)


class ServicePlace(Subject):
    """A place where people are served at a counter; its code is the keepers' own and never changes."""

    code = models.CharField(max_length=48, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=24)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="places")
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=32, blank=True)
    step_free = models.BooleanField()
    longitude = models.FloatField(null=True)  # WGS 84
    latitude = models.FloatField(null=True)
    hours = models.JSONField()  # of each weekday from Monday on, spans in minutes: [[510, 720], …]
    on_holidays = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the first day on which it is no longer there

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="place_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in PlaceKind]),
                name="place_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                ),
                name="place_with_a_whole_point",
            ),
        ]


class SpecialDay(models.Model):
    """What holds on one day instead of a place's usual hours, and why; no spans, and it is closed."""

    place = models.ForeignKey(ServicePlace, on_delete=models.PROTECT, related_name="special_days")
    on = models.DateField()
    hours = models.JSONField()
    reason = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "on"], name="special_day_once_per_place"),
        ]
