"""Which months figures are told of: from one to another, as the calendar has them or as they are assessed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.followers.insight.rules.figures import By, Period
from lianxin.foundation.time import month_after, month_before, months_from

MONTHS = 13  # to choose from: this one, and a year before it
CALENDAR, ASSESSMENT = "calendar", "assessment"
WINDOWS = [
    (CALENDAR, gettext_lazy("Months of the calendar")),
    (ASSESSMENT, gettext_lazy("Months of the assessment")),
]


class PeriodForm(forms.Form):
    """From which month to which, and how months are cut."""

    use_required_attribute = False
    first = forms.ChoiceField(label=gettext_lazy("From"), required=False)
    last = forms.ChoiceField(label=gettext_lazy("To"), required=False)
    window = forms.ChoiceField(label=gettext_lazy("Months"), required=False, choices=WINDOWS)

    def __init__(self, *given: Any, on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        listed = [(f"{one:%Y-%m}", date_format(one, "YEAR_MONTH_FORMAT")) for one in months(on)]
        for name in ("first", "last"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
            field.choices = listed

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        said = super().clean() or {}
        first, last = said.get("first", ""), said.get("last", "")
        if first and last and last < first:
            self.add_error("last", _("The period ends before it begins."))
        return said


def months(on: date) -> list[date]:
    """Return the first days of the months to choose from, the newest first."""
    return [months_from(on, -back) for back in range(MONTHS)]


def newest(on: date, window: str, from_day: int) -> date:
    """Return a day of the newest month to choose from: that of the assessment may have begun in this one."""
    begun = window == ASSESSMENT and 1 < from_day <= on.day
    return month_after(on) if begun else on


def default(on: date) -> dict[str, str]:
    """Return what is shown where nothing was chosen: all months, by month."""
    listed = months(on)
    ends = {"first": f"{listed[-1]:%Y-%m}", "last": f"{listed[0]:%Y-%m}"}
    return {**ends, "by": By.MONTH, "window": CALENDAR}


def chosen(said: Mapping[str, Any], on: date, from_day: int) -> Period:
    """Return the days that were chosen; a month of the assessment begins in the month before."""
    named = {**default(on), **{name: value for name, value in said.items() if value}}
    first, last = (date.fromisoformat(f"{named[name]}-01") for name in ("first", "last"))
    if named["window"] == CALENDAR or from_day == 1:
        return Period(first=first, end=month_after(last))
    first, end = month_before(first).replace(day=from_day), last.replace(day=from_day)
    return Period(first=first, end=end, from_day=from_day)
