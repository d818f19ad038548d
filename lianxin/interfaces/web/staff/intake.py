"""Taking a request in by phone, at the counter or in the grid, on one page."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Step, code
from lianxin.foundation import codes, words
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.foundation.time import last_day
from lianxin.interfaces.web import again
from lianxin.interfaces.web.staff import cards, shell, suggesting
from lianxin.interfaces.web.staff.intake_form import IntakeForm
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.residents import queries as residents

FIELD_OF = {
    "words-missing": "what",
    "phone-not-valid": "phone",
    "guardian-missing": "phone",
    "not-a-photo": "photo",
    "too-large": "photo",
}


@shell.page(*shell.TAKERS)
def intake(request: StaffRequest) -> HttpResponseBase:
    """Take a request in."""
    posted = request.method == "POST"
    before = (
        again.told(request, request.actor, *_texts(request), at=timezone.now()) if posted else None
    )
    looks = "look" in request.POST
    form = IntakeForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        by=request.actor,
        at=timezone.now(),
        before=before,
        look=looks,
    )
    if looks:
        return shell.show(request, "staff/intake.html", {"form": form, "looked": True})
    right = form.is_valid()
    if right and before is not None and form.cleaned_data["again"] == again.SAME:
        return shell.see_other("staff-taken", code.number(before))
    if right:
        try:
            entry = actions.receive(
                request=form.request(),
                contact=form.contact(),
                photos=form.photos(),
                by=request.actor,
                at=form.at,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.add_error(FIELD_OF.get(refusal.code), words.of(refusal))
        else:
            response = shell.see_other("staff-taken", code.number(entry.about_id))
            told = _texts(request)
            again.remember(request, response, request.actor, entry.about_id, *told, at=form.at)
            return response
    status = 422 if posted else 200
    return shell.show(request, "staff/intake.html", {"form": form}, status=status)


@shell.page(*shell.TAKERS)
@require_POST
def near(request: StaffRequest) -> HttpResponseBase:
    """Return what is known nearby of what is being typed."""
    form = IntakeForm(request.POST, by=request.actor, at=timezone.now(), look=True)
    return render(request, "staff/near.html", {"form": form})


def _texts(request: StaffRequest) -> tuple[str, str]:
    return request.POST.get("what", ""), request.POST.get("where", "")


@shell.page(*shell.READERS_ALOUD)
@require_safe
def taken(request: StaffRequest, number: str) -> HttpResponseBase:
    """Show number, query code and promise to read aloud, to whoever has just taken the request in."""
    at, ticket_id = timezone.now(), shell.ticket_id(number)
    try:
        ticket = tickets.taken_in(request.actor, ticket_id, at)
    except NotFound as refusal:
        raise Http404 from refusal
    slip = next(iter(residents.slips_of(ticket_id)), None)
    context = {
        "ticket": ticket,
        "slip": slip,
        "until": slip and last_day(slip.until),
        "code": codes.grouped(tickets.query_code(ticket)),
        "promise": cards.words(ticket.promise_at, at),
        "suggestion": suggesting.danger(
            tickets.texts([ticket], request.actor)[ticket_id].get("what", "")
        ),
        "seen": tickets.visible_to(request.actor).filter(pk=ticket_id).exists(),
        "takes": request.actor.role in shell.TAKERS,
        "splits": Step.SPLIT in tickets.steps(ticket, request.actor, at),
    }
    return shell.show(request, "staff/taken.html", context)
