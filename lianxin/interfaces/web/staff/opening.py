"""Opening a matter: by itself, from the first ticket about it, or as a theme from a topic."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.utils import timezone

from lianxin.casework.matters import actions, rules
from lianxin.casework.matters.rules import Kind
from lianxin.casework.tickets import actions as ticket_actions
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.staff import matter_forms as of
from lianxin.interfaces.web.staff import matter_words, shell, themes, topics
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

OPENERS = tuple(sorted(rules.OPENERS))


@shell.page(*OPENERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Open a matter, by itself or from the first ticket about it."""
    kind, number = themes.asked(request), request.GET.get("ticket", "")
    topic = themes.topic_of(request, timezone.localdate())
    ticket = shell.found(request, number) if number and kind is Kind.PROBLEM else None
    initial = themes.begun(request, topic, topics.name(topic.topic)) if topic else _begun(ticket)
    scene = of.Scene(by=request.actor, at=timezone.now())
    form = of.OpenForm(
        request.POST if request.method == "POST" else None, scene=scene, initial=initial
    )
    if form.is_bound and form.is_valid():
        frame: dict[str, Any] = {"by": scene.by, "at": scene.at, "key": form.cleaned_data["key"]}
        try:
            if ticket is None:
                whence = topic.topic.pk if topic else None
                entry = actions.open_matter(**form.given(), kind=kind, topic_id=whence, **frame)
            else:
                seen = form.cleaned_data["seen"]
                entry = ticket_actions.open_from(
                    ticket_id=ticket.pk, seen=seen, **form.given(), **frame
                )
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            return shell.see_other("staff-matter", entry.about_id)
    context = {"form": form, "title": matter_words.OPEN[kind], "ticket": ticket}
    return shell.show(
        request, "staff/matter_step.html", context, status=422 if form.is_bound else 200
    )


def _begun(ticket: "Ticket | None") -> dict[str, Any]:
    """Return what the form of a matter begins with, from the first ticket about it."""
    if ticket is None:
        return {}
    return {
        "category": ticket.category_id,
        "area": ticket.grid.code if ticket.grid else ticket.division_code,
        "unit": ticket.lead_unit_id,
        "seen": ticket.seq,
    }
