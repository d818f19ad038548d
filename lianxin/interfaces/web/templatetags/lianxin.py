"""Filters for templates: moments and days as people here write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

HERE = ZoneInfo("Asia/Shanghai")  # one clock for the whole country, whatever the server's

register = template.Library()


@register.filter
def govuk_day(value: date | datetime | None) -> str:
    """Return a day in words: "2026年11月26日 周四", "Thursday 26 November 2026"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(HERE)
    pattern = pgettext("date format", "l j F Y")
    return date_format(value, pattern).replace("星期", "周")  # shorter, and just as usual


@register.filter
def govuk_moment(value: datetime | None) -> str:
    """Return a moment: "2026年11月26日 周四 18:00", "Thursday 26 November 2026, 18:00"."""
    if value is None:
        return ""
    time = f"{value.astimezone(HERE):%H:%M}"
    return pgettext("moment", "%(day)s, %(time)s") % {"day": govuk_day(value), "time": time}
