"""Mandates: let somebody act for oneself, print the slip, type its code in, take it back."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.casework.tickets.rules import code
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.foundation.time import last_day
from lianxin.interfaces.web import accounts, actors
from lianxin.interfaces.web.resident import mandate_forms as forms
from lianxin.interfaces.web.resident.access import for_requester
from lianxin.interfaces.web.resident.mandate_words import ACTS, HELPERS, USES
from lianxin.interfaces.web.resident.onward import see
from lianxin.registers.residents import actions
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.queries import Slip
from lianxin.registers.residents.rules import mandates as rules
from lianxin.registers.residents.rules.mandates import Act

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

pages = require_http_methods(["GET", "HEAD", "POST"])
WRONG_DAY = {"mandate-day": "last_on"}


@pages
def open_mandate(request: HttpRequest) -> HttpResponse:
    """Ask for the code on a slip, and open the mandate: for who helps, or for who gave it."""
    form = forms.CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            pk, own = actions.open_mandate(
                code=form.cleaned_data["code"],
                address=accounts.client_address(request),
                by=actors.public(request),
                at=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.add_error("code", words.of(refusal))
        else:
            actors.remember(request, pk, where=actors.GIVEN if own else actors.HELPING)
            return see("mandate-given" if own else "mandate-helping", pk)
    status = 422 if form.is_bound else 200
    return render(request, "resident/mandates/open.html", {"form": form}, status=status)


@pages
def new(request: HttpRequest) -> HttpResponse:
    """Let somebody report in one's name until a day."""
    form = _form(request)
    if form.is_bound and form.is_valid():
        acts = form.acts(Act.REPORT, Act.FOLLOW)
        pk = _given(form, acts, actors.public(request))
        if pk is not None:
            actors.remember(request, pk, where=actors.GIVEN)
            return see("mandate-slip", pk)
    status = 422 if form.is_bound else 200
    return render(request, "resident/mandates/new.html", {"form": form}, status=status)


def _form(request: HttpRequest) -> forms.MandateForm:
    if request.method == "POST":
        return forms.MandateForm(request.POST)
    return forms.MandateForm(initial=forms.usual(timezone.localdate(), rules.USUAL.days))


def _given(form: forms.MandateForm, acts: frozenset[Act], by: Actor) -> int | None:
    """Give a mandate and return its id, or say in the form why not."""
    at, key = timezone.now(), form.cleaned_data["key"]
    try:
        entry = actions.give_mandate(acts=acts, **form.given(), by=by, at=at, key=key)  # type: ignore[arg-type]
    except Refusal as refusal:
        form.add_error(WRONG_DAY.get(refusal.code), words.of(refusal))
        return None
    return entry.about_id


@require_safe
def slip(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Show the paper slip of a mandate to report: a code for who helps, another for who gave it."""
    return render(request, "resident/mandates/slip.html", _shown(_own(request, mandate_id)[1]))


@pages
def given(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Show what was done with a mandate, open what was reported under it, and take it back."""
    by, one = _own(request, mandate_id)
    form = forms.RevokeForm(request.POST or None)
    if form.is_bound and form.is_valid() and _revoked(request, form, by, mandate_id):
        return see("mandate-given", mandate_id)
    uses = residents.uses(by, mandate_id)
    reported = [chapter.facts["ticket_id"] for chapter in uses if chapter.verb == rules.REPORTED]
    for ticket_id in reported:  # they belong to whoever gave the mandate
        actors.remember(request, int(str(ticket_id)))
    context = {
        **_shown(one),
        "form": form,
        "numbers": [code.number(int(str(pk))) for pk in reversed(reported)],
        "uses": [{"at": use.at, "title": USES[use.verb]} for use in reversed(uses)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "resident/mandates/given.html", context, status=status)


def _own(request: HttpRequest, mandate_id: int) -> tuple[Actor, Slip]:
    by = actors.giver(request, mandate_id)
    try:
        if by is None:
            raise NotFound(pk=mandate_id)
        return by, residents.slip(by, mandate_id)
    except NotFound as refusal:
        raise Http404 from refusal


def _revoked(request: HttpRequest, form: forms.RevokeForm, by: Actor, mandate_id: int) -> bool:
    at, key = timezone.now(), form.cleaned_data["key"]
    try:
        actions.revoke_mandate(mandate_id=mandate_id, by=by, at=at, key=key)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    messages.success(request, _("The mandate is taken back. Nobody acts under it any more."))
    return True


def _shown(one: Slip) -> dict[str, Any]:
    """Return a slip in words."""
    return {
        "slip": one,
        "helper": HELPERS[one.helper],
        "acts": [ACTS[act] for act in Act if act in one.acts],
        "last_on": last_day(one.until),
        "stands": one.stands(timezone.now()),
    }


@require_safe
def helping(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Show a helper what the mandate allows, and what it is for."""
    by = actors.helping(request, mandate_id)
    if by is None:
        return see("mandate-open")
    mandate, ids = residents.helped(by)
    try:
        rules.standing(mandate, timezone.now())
    except Refusal as refusal:
        context = {"form": forms.CodeForm(), "over": words.of(refusal)}
        return render(request, "resident/mandates/open.html", context, status=403)
    context = {
        "mandate_id": mandate_id,
        "acts": [ACTS[act] for act in Act if act in mandate.acts],
        "may_report": Act.REPORT in mandate.acts,
        "numbers": [code.number(pk) for pk in ids],
        "last_on": last_day(mandate.until),
    }
    return render(request, "resident/mandates/helping.html", context)


@require_POST
def report(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Begin a report in the name of whoever gave a mandate."""
    if actors.helping(request, mandate_id) is None:
        return see("mandate-open")
    request.session[actors.FOR] = mandate_id
    return see("report-what")


@require_POST
def for_myself(request: HttpRequest) -> HttpResponse:
    """Go on with a report in one's own name; what was typed stays."""
    request.session.pop(actors.FOR, None)
    return see("report-what")


@pages
@for_requester
def helpers(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Show who may help with a request, and let somebody do so."""
    form = _form(request)
    if form.is_bound and form.is_valid():
        pk = _given(form, form.acts(Act.FOLLOW), by)
        if pk is not None:
            return see("progress-helper", ticket.number, pk)
    slips = [_shown(one) for one in residents.slips_of(ticket.pk)]
    context = {"ticket": ticket, "form": form, "slips": slips}
    status = 422 if form.is_bound else 200
    return render(request, "resident/mandates/helpers.html", context, status=status)


@pages
@for_requester
def helper(request: HttpRequest, ticket: "Ticket", by: Actor, mandate_id: int) -> HttpResponse:
    """Show the paper slip of a mandate for one request, or take it back."""
    try:
        one = residents.slip(by, mandate_id)
    except NotFound as refusal:
        raise Http404 from refusal
    form = forms.RevokeForm(request.POST or None)
    if form.is_bound and form.is_valid() and _revoked(request, form, by, mandate_id):
        return see("progress-helpers", ticket.number)
    context = {"ticket": ticket, "form": form, **_shown(one)}
    status = 422 if form.is_bound else 200
    return render(request, "resident/mandates/slip.html", context, status=status)
