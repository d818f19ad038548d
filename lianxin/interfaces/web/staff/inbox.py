"""The inbox: the desks of a role, each a list with what is due first."""

from datetime import UTC, datetime

from django import forms
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.matters import queries as matters
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules.narrowing import Narrowing
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web.staff import (
    asking,
    beside,
    bulk_steps,
    checked,
    desks,
    narrowing,
    saved_views,
    shell,
    suggesting,
)
from lianxin.interfaces.web.staff.registers import pages
from lianxin.interfaces.web.staff.rows import Row, rows
from lianxin.interfaces.web.staff.shell import StaffRequest

PAGE = 50
COUNTED = 99
WITH_MATTERS = frozenset({"incoming", "to-dispatch", "open", "ours", "subtree"})
SUGGESTED = frozenset({"incoming", "to-dispatch"})  # where a category is still to be chosen
LOOKED_UP = frozenset({"open", "subtree"})  # lists to find things in, not work that waits


@shell.page(*shell.EVERYBODY)
@require_safe
def home(request: StaffRequest) -> HttpResponseBase:
    """Show the first desk of the role; an administrator has the registers instead."""
    if request.actor.role is Role.ADMINISTRATOR:
        return pages.overview(request)
    return _desk(request, tickets.desks_of(request.actor)[0])


@shell.page(*shell.READERS)
@require_safe
def desk(request: StaffRequest, name: str) -> HttpResponseBase:
    """Show one desk by its name."""
    return _desk(request, desks.desk_of(request.actor, name))


def _desk(request: StaffRequest, chosen: tickets.Desk) -> HttpResponseBase:
    by, at = request.actor, timezone.now()
    to = narrowing.read(request.GET.dict())
    after, fitting = _after(request.GET.get("after")), narrowing.narrowed(to, at)
    found = list(tickets.desk(by, chosen.name, after=after, limit=PAGE + 1, narrowed=fitting))
    listed = rows(found[:PAGE], by=by, at=at, moment=chosen.shown)
    more = len(found) > PAGE
    context = {
        "title": desks.NAMES[chosen.name],
        "desk_name": chosen.name,
        "desks": _tabs(by, chosen),
        "late_orders": tickets.late_orders(by, at) if by.role is Role.SUPERVISOR else 0,
        "since": ledger.size(),
        "bulk": [
            {"step": one.value, "text": bulk_steps.LABEL[one]}
            for one in bulk_steps.offered(by, chosen.name)
        ],
        "rows": _beside(chosen.name, listed, by, at),
        "in_danger": suggesting.in_danger(by) if chosen.name in SUGGESTED else [],
        "passed_on": checked.passed_on(listed, by) if chosen.name == "replies" else (),
        "matters": _matters(by) if chosen.name in WITH_MATTERS else [],
        "begins_later": "after" in request.GET,
        "first_url": narrowing.url(chosen.name, to),
        "next_url": _next(chosen, listed[-1], to) if more else "",
        **saved_views.shown(by, chosen, to, at),
    }
    return shell.show(request, "staff/inbox.html", context)


def _matters(by: Actor) -> list[dict[str, object]]:
    """Return the matters with which requests wait that would else stand on the desk one by one."""
    waiting = tickets.waiting_with(by)
    found = list(matters.of_ids(by, waiting)) if waiting else []
    told = matters.texts(found) if found else {}
    return [
        {"matter": one, "title": told[one.pk].get("title", ""), "count": waiting[one.pk]}
        for one in found
    ]


def _beside(
    name: str, listed: list[Row], by: Actor, at: datetime
) -> list[tuple[Row, beside.Asked | None, beside.Calls | None, suggesting.Shown | None]]:
    asked = _asked(name, listed, by, at)
    calls = beside.calls(listed, at) if name == "follow-ups" else {}
    found = [row.ticket for row in listed] if name in SUGGESTED else []
    suggested = suggesting.shown(found, by, at)
    pks = [row.ticket.pk for row in listed]
    return [
        (row, asked.get(pk), calls.get(pk), suggested.get(pk))
        for row, pk in zip(listed, pks, strict=True)
    ]


def _asked(name: str, listed: list[Row], by: Actor, at: datetime) -> dict[int, beside.Asked]:
    """Return what waits on each row of the desks on which something is asked."""
    match name:
        case "decisions":
            return beside.asked(listed, by, at)
        case "mentions":
            return asking.notes(listed, by)
        case "orders":
            return asking.orders(listed, by)
        case _:
            return {}


def _tabs(by: Actor, chosen: tickets.Desk) -> list[dict[str, object]]:
    return [
        {
            "url": reverse("staff-desk", args=[one.name]),
            "text": desks.NAMES[one.name],
            "active": one == chosen,
            "count": "" if one.name in LOOKED_UP else _count(by, one.name),
        }
        for one in tickets.desks_of(by)
    ]


def _count(by: Actor, name: str) -> str:
    """Return how many tickets a desk holds, counted only as far as it helps."""
    many = len(tickets.desk(by, name, limit=COUNTED + 1).values_list("pk", flat=True))
    return f"{COUNTED}+" if many > COUNTED else str(many)


def _next(chosen: tickets.Desk, last: Row, to: Narrowing) -> str:
    moment = getattr(last.ticket, chosen.order)
    behind = {"after": f"{moment.isoformat()}~{last.ticket.pk}"}
    query = urlencode(narrowing.pairs(to) | behind)
    return f"{reverse('staff-desk', args=[chosen.name])}?{query}"


def _after(said: str | None) -> tuple[datetime, int] | None:
    """Return the row behind which a page begins, as the link of the page before says it, or 404."""
    if not said:
        return None
    moment, _sign, pk = said.partition("~")
    try:
        at, number = datetime.fromisoformat(moment), int(pk)
        universal = at.astimezone(UTC)  # databases know fewer zones than may be written
    except (ValueError, OverflowError) as fault:
        raise Http404 from fault
    if at.tzinfo is None or not 0 < number < 2**63:
        raise Http404
    return universal, number


class NumberForm(forms.Form):
    """A ticket's number, as it was read aloud."""

    use_required_attribute = False
    number = forms.CharField(
        label=pgettext_lazy("field", "Number of the ticket"),
        max_length=40,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )


@shell.page(*shell.READERS)
@require_safe
def find(request: StaffRequest) -> HttpResponseBase:
    """Lead to a ticket by its number."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        try:
            number = form.cleaned_data["number"]
            ticket = tickets.find(request.actor, shell.ticket_id(number))
        except (Http404, NotFound):
            form.add_error("number", _("There is no such ticket, or it is not yours to see."))
        else:
            return redirect("staff-ticket", ticket.number)
    return shell.show(request, "staff/find.html", {"form": form})
