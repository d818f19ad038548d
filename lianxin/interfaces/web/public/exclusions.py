"""What units are not assessed by: how many requests and why, for everybody to see."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.interfaces.web.assessment_words import EXCLUSION

YEAR = timedelta(days=365)


@require_safe
def exclusions(request: HttpRequest) -> HttpResponse:
    """Show every exclusion of a year by its reason; each stays in the figures of all."""
    found = tickets.exclusions(since=timezone.now() - YEAR)
    rows = [{"reason": EXCLUSION[one.reason], "count": one.count} for one in found]
    context = {"rows": rows, "total": sum(one.count for one in found)}
    return render(request, "public/exclusions.html", context)
