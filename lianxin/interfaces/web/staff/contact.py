"""A ticket's contact: masked, opened for a reason that the requester will read, then shown for a while."""

import logging
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.foundation import codes, words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import Form, RadioSelect
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.residents import queries, rules

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

TELLERS = (Role.AGENT, Role.SUPERVISOR)  # of a new query code
log = logging.getLogger(__name__)


class OpenForm(Form):
    """Why a contact is opened."""

    reason = forms.TypedChoiceField(
        label=_("Why do you open it?"),
        choices=labels.choices(rules.Reason),
        coerce=rules.Reason,
        widget=RadioSelect,
    )
    words = forms.CharField(
        label=pgettext_lazy("field", "In a few words"),
        required=False,
        max_length=200,
        help_text=_("The requester reads this on the progress page."),
    )


def may_open(ticket: "Ticket", by: Actor) -> bool:
    """Return whether this actor may open the contact of a ticket."""
    charge = tickets.in_charge(ticket, by)
    return rules.may_open(by.role, tickets.confidentiality(ticket), in_charge=charge)


def masked(ticket: "Ticket") -> dict[str, object]:
    """Return what of a contact may be seen, or in words why nothing of it can be."""
    try:
        return {"contact": queries.masked(ticket.pk)}
    except rules.ContactUnreadable as refusal:
        log.warning("the contact of ticket %s cannot be read", ticket.number)
        return {"unreadable": words.of(refusal)}


@shell.page(*shell.READERS)
def contact(request: StaffRequest, number: str) -> HttpResponseBase:
    """Show what of a contact may be seen, and open it for a reason."""
    ticket = _guarded(request, number)
    seen = masked(ticket)
    form = OpenForm(request.POST if request.method == "POST" else None)
    if seen.get("contact") and form.is_valid():
        try:
            entry = actions.open_contact(
                ticket_id=ticket.pk,
                by=request.actor,
                at=timezone.now(),
                key=form.cleaned_data["key"],
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
            )
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            return shell.see_other("staff-contact-opened", ticket.number, entry.pk)
    context = {"ticket": ticket, "form": form, **seen}
    return shell.show(request, "staff/contact.html", context, status=422 if form.is_bound else 200)


@shell.page(*shell.READERS)
@require_safe
def opened(request: StaffRequest, number: str, entry_id: int) -> HttpResponseBase:
    """Show a contact to whoever has just opened it."""
    ticket = _guarded(request, number)
    entry = ledger.about(ticket).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    lost = entry.facts.get("reason") == rules.Reason.RECOVER_CODE
    context: dict[str, Any] = {
        "ticket": ticket,
        "minutes": rules.OPEN_FOR.seconds // 60,
        "lost": lost and request.actor.role in TELLERS,
    }
    try:
        context["contact"] = queries.reveal(entry, by=request.actor, at=timezone.now())
    except (rules.OpeningOver, rules.ContactUnreadable) as refusal:
        context["over"] = words.of(refusal)
    except Refusal as refusal:  # another's opening
        raise PermissionDenied from refusal
    status = 200 if "contact" in context else 410
    return shell.show(request, "staff/contact_opened.html", context, status=status)


@shell.page(*TELLERS)
def new_code(request: StaffRequest, number: str) -> HttpResponseBase:
    """Tell a new query code on the phone, after calling back the number that was given."""
    ticket, at = shell.found(request, number), timezone.now()
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        frame: dict[str, Any] = {"by": request.actor, "at": at, "key": form.cleaned_data["key"]}
        try:
            actions.tell_code(ticket_id=ticket.pk, **frame)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            return shell.see_other("staff-new-code", ticket.number)
    told = not form.is_bound and tickets.told_code(ticket, request.actor, at)
    spelt = codes.grouped(tickets.query_code(ticket)) if told else ""
    context = {"ticket": ticket, "form": form, "code": spelt}
    return shell.show(request, "staff/new_code.html", context, status=422 if form.is_bound else 200)


def _guarded(request: StaffRequest, number: str) -> "Ticket":
    ticket = shell.found(request, number)
    if not may_open(ticket, request.actor):
        raise PermissionDenied
    return ticket
