"""A lost query code: asked for with the contact that was given, and a way in that only goes there."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules import code
from lianxin.casework.tickets.rules.refusals import WayInOver
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.pace.rules import NotYourTurn
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web import actors
from lianxin.interfaces.web.accounts import client_address
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.resident.onward import see
from lianxin.interfaces.web.resident.report_forms import PlainText


class LostForm(Form):
    """The number, and the phone number or e-mail address given with the request."""

    number = PlainText(
        label=_("Number"),
        error_messages={"required": _("Please type the number.")},
        max_length=100,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )
    contact = PlainText(
        label=_("The phone number or e-mail address that you gave with it"),
        error_messages={"required": _("Please type the phone number or the e-mail address.")},
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for a new way in; the answer is the same whether number and contact belong together or not."""
    form, status = LostForm(request.POST or None), 200
    if form.is_bound:
        status = 422
    if form.is_valid():
        try:
            actions.ask_code(
                number=form.cleaned_data["number"],
                contact=form.cleaned_data["contact"],
                address=client_address(request),
                by=actors.public(request),
                at=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except NotYourTurn as refusal:
            form.add_error(None, words.of(refusal))
            status = 429
        else:
            return see("progress-lost-asked")
    return render(request, "resident/lost.html", {"form": form}, status=status)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what happens now, the same to everybody."""
    return render(request, "resident/lost_asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
def way_in(request: HttpRequest, number: str, way: str) -> HttpResponse:
    """Open a request by the way in of a message, with a new code; nothing happens by looking."""
    form = Form(request.POST or None)
    if not form.is_valid():
        return render(request, "resident/way_in.html", {"form": form, "number": number})
    ticket_id = code.ticket_id(number) or 0
    by = Actor.requester(ticket_id=ticket_id, session=actors.public(request).session)
    try:
        actions.renew_code(
            ticket_id=ticket_id,
            way=way,
            by=by,
            at=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except NotFound:
        over = words.of(WayInOver())
    except Refusal as refusal:
        over = words.of(refusal)
    else:
        actors.remember(request, ticket_id)
        return see("progress-receipt", number)
    return render(request, "resident/way_in.html", {"over": over}, status=410)
