"""One step on one ticket: its form, the deed, and what happened meanwhile where somebody was quicker."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets import rules
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal, Stale
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import (
    checked,
    deeds,
    desk,
    hearing,
    join_forms,
    narrowing,
    offers,
    overtaken,
    preview,
    shell,
    suggesting,
)
from lianxin.interfaces.web.staff.deed import Deed
from lianxin.interfaces.web.staff.place_forms import PlaceForm
from lianxin.interfaces.web.staff.rows import rows
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.staff.step_forms import Scene, StepForm

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket
    from lianxin.foundation.ledger.models import Entry


@shell.page(*shell.EVERYBODY)
def step(request: StaffRequest, number: str, name: str) -> HttpResponseBase:
    """Show the form of a step, or take the step."""
    deed = deeds.TABLE.get(name)
    if deed is None:
        raise Http404
    if not any(request.actor.role in rules.moves.who(one) for one in deed.steps):
        raise PermissionDenied
    try:
        ticket = shell.found(request, number)
    except Http404:
        if request.method != "POST":
            raise
        return _gone(request)
    no = tickets.against(deed.steps, ticket, request.actor, timezone.now())
    if isinstance(no, rules.refusals.NotYourUnit):
        raise PermissionDenied  # an assisting unit reads, the lead unit acts
    if request.method == "POST":
        return _take(request, ticket, deed)
    form = _form(request, ticket, deed, None, seen=ticket.seq)
    return _show(request, ticket, deed, form, status=409 if no else 200, no=no)


def _take(request: StaffRequest, ticket: "Ticket", deed: Deed) -> HttpResponseBase:
    form = _form(request, ticket, deed, request.POST)
    right = form.is_valid()
    if "look" in request.POST:
        return _show(request, ticket, deed, form)
    if not right:
        return _show(request, ticket, deed, form, status=422)
    if check := checked.of(request, form):
        return _show(request, ticket, deed, form, check=check)
    frame: dict[str, Any] = {
        "ticket_id": ticket.pk,
        "by": request.actor,
        "at": form.scene.at,
        "key": form.cleaned_data["key"],
        "seen": form.cleaned_data["seen"],
    }
    try:
        entry = deed.act(**form.given(), **frame)
    except Stale as refusal:
        return _overtaken(request, ticket, deed, form, refusal)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return _show(request, ticket, deed, form, status=422)
    return _taken(request, ticket, deed, entry)


def _taken(request: StaffRequest, ticket: "Ticket", deed: Deed, entry: "Entry") -> HttpResponseBase:
    """Lead on after a step: to what it tells, to what waits next on a desk, to the list or to the ticket."""
    if deed.tells:
        return shell.see_other("staff-taken", rules.code.number(entry.facts[deed.tells]))
    if onward := _onward(request):
        return desk.onward(request, ticket, deed, onward)
    messages.success(request, str(deed.label))
    back = request.POST.get("back", "")
    if narrowing.whither(back, _desks(request)):  # one click in a list
        name, to = narrowing.split(back)
        return shell.see_other("staff-desk", name, query=narrowing.query(to))
    return shell.see_other("staff-ticket", ticket.number)


def _onward(request: StaffRequest) -> str:
    """Return the desk on which the next ticket is opened after the step, or ""."""
    said = request.POST.get("onward") or request.GET.get("onward", "")
    return narrowing.whither(said, _desks(request))


def _desks(request: StaffRequest) -> set[str]:
    return {one.name for one in tickets.desks_of(request.actor)}


def _gone(request: StaffRequest) -> HttpResponseBase:
    """Say that the ticket went elsewhere while somebody typed, and give back what was typed."""
    return shell.show(
        request, "staff/gone.html", {"typed": request.POST.get("words", "")}, status=404
    )


def _overtaken(
    request: StaffRequest, ticket: "Ticket", deed: Deed, form: StepForm, refusal: Stale
) -> HttpResponseBase:
    """Show what happened since the form was opened, with all that was typed, ready to be sent again."""
    ticket = shell.found(request, ticket.number)
    chapters = tickets.story(ticket, request.actor)
    typed = request.POST.copy()
    typed["seen"] = str(ticket.seq)
    again = _form(request, ticket, deed, typed)
    again.is_valid()
    again.add_error(None, words.of(refusal))
    newer = overtaken.overtaken(chapters, form.cleaned_data["seen"], form.scene.at)
    no = tickets.against(deed.steps, ticket, request.actor, form.scene.at)
    return _show(request, ticket, deed, again, status=409, since=newer, no=no)


def _form(
    request: StaffRequest, ticket: "Ticket", deed: Deed, typed: Any, *, seen: int | None = None
) -> StepForm:
    asked = tickets.texts([ticket], request.actor).get(ticket.pk, {})
    at = timezone.now()
    suggestion = None
    if issubclass(deed.form, PlaceForm):
        suggestion = suggesting.shown([ticket], request.actor, at, deed.steps).get(ticket.pk)
    scene = Scene(ticket=ticket, by=request.actor, at=at, asked=asked, suggestion=suggestion)
    begun: dict[str, object] = {}
    if seen is not None:
        begun = {
            "seen": seen,
            "suggested": request.GET.get("category", ""),
            **offers.taken(request, deed.form, scene.today),
            **join_forms.meant(request, deed.form),
        }
    return deed.form(typed, initial=begun, scene=scene, asks=deed.asks)


def _show(
    request: StaffRequest,
    ticket: "Ticket",
    deed: Deed,
    form: StepForm,
    *,
    status: int = 200,
    no: Refusal | None = None,
    since: overtaken.Overtaken | None = None,
    check: checked.Check | None = None,
) -> HttpResponseBase:
    suggestion, onward = form.scene.suggestion, _onward(request)
    context = {
        "suggestion": suggestion,
        "pieces": suggestion.marked(form.scene.asked.get("what", "")) if suggestion else [],
        "ticket": ticket,
        **hearing.shown(ticket, request.actor, form.scene.at),
        "row": rows([ticket], by=request.actor, at=form.scene.at)[0],
        "asked": form.scene.asked,
        "state": labels.state(ticket),
        "deed": deed,
        "onward": onward,
        "ticket_url": desk.ticket_url(ticket, onward),
        "form": form,
        "no": no and words.of(no),
        "since": since,
        "typed": request.POST.get("words", "") if no else "",
        "check": check,
        "offers": offers.of(request, form),
        "preview": preview.of(form) if isinstance(form, PlaceForm) else None,
    }
    return shell.show(request, "staff/step.html", context, status=status)
