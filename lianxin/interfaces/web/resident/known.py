"""What is known already where somebody is about to report: said while they type, and before they go on."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.foundation.pace import actions as pace
from lianxin.foundation.pace.rules import Door
from lianxin.interfaces.web import known as of
from lianxin.interfaces.web.accounts import client_address
from lianxin.interfaces.web.resident import draft, places
from lianxin.interfaces.web.resident.onward import see

SAME = "matter"  # among the answers of a draft: what somebody has too


def known(answers: Mapping[str, str], on: date) -> list[of.Known]:
    """Return the public matters that a report may be about, by its place and its words."""
    where = places.place(answers.get("place", ""), on)
    return of.known(
        answers.get("what", ""),
        division_code=where.division_code or answers.get("town", ""),
        grid_id=where.grid_id,
    )


def chosen(answers: Mapping[str, str], on: date) -> of.Known | None:
    """Return the matter that somebody said to have too, as long as it still fits what they tell."""
    said = answers.get(SAME)
    found = known(answers, on) if said else []
    return next((one for one in found if str(one.matter.pk) == said), None)


@require_http_methods(["GET", "HEAD", "POST"])
def same(request: HttpRequest) -> HttpResponse:
    """Say what is known already: to follow it, to report the same, or to report all the same."""
    if request.method == "POST":
        draft.keep(request, {SAME: request.POST.get(SAME, "")})
        return see("report-contact")
    found = known(draft.load(request), timezone.localdate())
    if not found:
        return redirect("report-contact")
    return render(request, "resident/report/known.html", {"known": found})


@never_cache
@require_POST
def near(request: HttpRequest) -> HttpResponse:
    """Return what is known near the place that is being typed; who asks too often is told nothing."""
    now = timezone.now()
    if pace.take(door=Door.NEAR, address=client_address(request), at=now) > now:
        return HttpResponse(status=429)
    where, town = request.POST.get("where", ""), request.POST.get("town", "")
    _choices, best = places.suggested(where[: draft.MOST], town, now)
    answers = {"what": draft.load(request).get("what", ""), "town": town, "place": best}
    found = known(answers, timezone.localdate())
    return render(request, "resident/report/near.html", {"known": found})
