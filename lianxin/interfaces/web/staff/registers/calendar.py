"""The calendar: its years, and the days of one that are not what their weekday says."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers import pages, telling
from lianxin.interfaces.web.staff.registers.columns import DAY_KIND
from lianxin.interfaces.web.staff.registers.sheets import SHEETS
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars import rules as days
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import Register

SHEET = SHEETS[Register.CALENDAR]


@shell.page(*shell.DECIDERS)
@require_safe
def index(request: StaffRequest) -> HttpResponseBase:
    """List the years, the newest first."""
    head = [
        pgettext_lazy("column", "Year"),
        pgettext_lazy("column", "Working days"),
        pgettext_lazy("column", "State"),
    ]
    context = {
        **pages.frame(SHEET, request.actor),
        "head": head,
        "rows": [
            {
                "url": reverse("staff-calendar-year", args=[year.year]),
                "cells": list(
                    zip(head, (str(year.year), year.working_days, _state(year)), strict=True)
                ),
            }
            for year in reversed(calendars.years())
        ],
        "searchless": True,
    }
    return shell.show(request, "staff/registers/list.html", context)


def _state(year: calendars.Year) -> str:
    return _("Provisional: not announced yet") if year.provisional else _("Announced")


@shell.page(*shell.DECIDERS)
@require_safe
def year(request: StaffRequest, number: int) -> HttpResponseBase:
    """Show the days of a year that are not what their weekday says, with who says so."""
    found = list(calendars.days(number)) if 1 <= number <= 9999 else []
    if not found:
        raise Http404
    special = [row for row in found if row.kind != days.plain(row.date).value]
    changed = changes.history_of_year(number)
    context = {
        **pages.frame(SHEET, request.actor),
        "title": _("%(year)s: %(count)s days are not what their weekday says")
        % {"year": number, "count": len(special)},
        "days": [
            {
                "day": govuk_day(row.date),
                "kind": DAY_KIND[row.kind],
                "source": f"{row.origin} {row.source}" if row.origin != "notice" else row.source,
            }
            for row in special
        ],
        "history": telling.history(SHEET, changed, timezone.localdate()),
    }
    return shell.show(request, "staff/registers/year.html", context)
