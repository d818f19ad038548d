"""The way in: what one can do here, to be seen in five seconds, and what was solved nearby."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.casework.matters import queries as matters
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.queries.solved import Solved
from lianxin.foundation.memory import for_a_while
from lianxin.foundation.time import begin_of
from lianxin.interfaces.web.resident import community, draft, places
from lianxin.registers.orgs import queries as orgs

WEEKS = 4  # that are over: a count of days would tell what was solved yesterday
KEPT = 10 * 60  # seconds
MOST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the ways, a report that was begun, and what was solved near the community chosen."""
    now = timezone.now()
    context = {"begun": draft.begun(draft.load(request)), **_nearby(request, now)}
    return render(request, "resident/home.html", context)


def _nearby(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Return what everybody may know of the community that the device remembers."""
    on = timezone.localdate(now)
    code, name = community.chosen(request, on)
    if not code:
        return {"community": ""}
    monday = on - timedelta(days=on.weekday())
    found = _solved(monday, now)
    town = code[: places.TOWN].ljust(places.COMMUNITY, "0")
    own = tickets.solved_near(found, code)
    solved = own or tickets.solved_near(found, town)
    since = begin_of(monday - timedelta(weeks=WEEKS))
    over = list(
        matters.published(
            over=True, division_code=code, category_id=None, before=None, limit=matters.PAGE
        )
    )
    lately = [one for one in over if one.closed_at and one.closed_at >= since][:MOST]
    shown = matters.shown(lately)
    return {
        "community": name,
        "solved": solved[:MOST],
        "of_town": "" if own or not solved else orgs.division_names([town], on).get(town, ""),
        "over": [(one, shown[one.pk].title) for one in lately],
    }


@for_a_while(KEPT)
def _solved(monday: date) -> Solved:
    """Return what was solved anywhere in the weeks before a Monday, for all who ask within some minutes."""
    until = begin_of(monday)
    return tickets.solved(since=until - timedelta(weeks=WEEKS), until=until)
