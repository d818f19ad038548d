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
    counted = {one.reason: one.count for one in found}
    rows = [{"reason": said, "count": counted.get(one, 0)} for one, said in EXCLUSION.items()]
    context = {"rows": rows, "total": sum(counted.values())}
    return render(request, "public/exclusions.html", context)
