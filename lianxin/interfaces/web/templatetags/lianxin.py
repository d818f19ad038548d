"""Filters for templates: moments and days as people here write them."""

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

from lianxin.foundation.time import clock_of, day_of

register = template.Library()


@register.filter
def govuk_day(value: date | datetime | None) -> str:
    """Return a day in words: "2026年11月26日 周四", "Thursday 26 November 2026"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = day_of(value)
    pattern = pgettext("date format", "l j F Y")
    return date_format(value, pattern).replace("星期", "周")  # shorter, and just as usual


@register.filter
def govuk_moment(value: datetime | None) -> str:
    """Return a moment: "2026年11月26日 周四 18:00", "Thursday 26 November 2026, 18:00"."""
    if value is None:
        return ""
    said = {"day": govuk_day(value), "time": clock_of(value)}
    return pgettext("moment", "%(day)s, %(time)s") % said
