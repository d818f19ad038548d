"""What has to wait: how many requests are on hold and why, for everybody to see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.notifications.letters import HOLDS


@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """Show every hold by its reason; none of them counts as solved."""
    found = tickets.holds()
    rows = [
        {"reason": gettext(HOLDS[held.reason]), "count": held.count, "since": held.since}
        for held in found
    ]
    context = {"rows": rows, "total": sum(held.count for held in found)}
    return render(request, "public/holds.html", context)
