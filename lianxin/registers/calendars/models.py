"""The days of the calendar, and the register as a whole, which is what deeds are done to."""

from django.db import models

from lianxin.foundation.ledger.models import Subject
from lianxin.registers.calendars.rules import Kind


class CalendarRegister(Subject):
    """The one calendar of this installation; `digest` changes with any of its days."""

    code = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)


class CalendarDay(models.Model):
    """What one day is and who says so; the days of a notice override those of a library."""

    date = models.DateField(primary_key=True)
    kind = models.CharField(max_length=16)
    origin = models.CharField(max_length=16)  # chinesecalendar, holidays or notice
    source = models.TextField()  # the library's release, or the notice's title
    provisional = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]),
                name="calendar_day_of_a_known_kind",
            ),
        ]
