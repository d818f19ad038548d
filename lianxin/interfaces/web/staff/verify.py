"""Whether everything is as it was written: the newest signed head, what waits, one ticket, one receipt."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import code
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.rules import Fault
from lianxin.interfaces.web.receipts import ReceiptForm
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.staff.words import FAULT, PART

SHOWN = 20  # faults


class TicketForm(forms.Form):
    """The number of a ticket to verify."""

    use_required_attribute = False
    number = forms.CharField(
        label=pgettext_lazy("field", "Number of the ticket"),
        max_length=40,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )

    def __init__(self, *given: Any, by: Actor) -> None:
        super().__init__(*given)
        self.by = by

    def clean_number(self) -> int:
        """Return the id of a ticket that this actor may verify."""
        ticket_id = code.ticket_id(self.cleaned_data["number"])
        if ticket_id is None or not tickets.may_verify(self.by, ticket_id):
            raise ValidationError(_("There is no ticket with this number."))
        return ticket_id


@shell.page(*shell.VERIFIERS)
def verify(request: StaffRequest) -> HttpResponseBase:
    """Show how the ledger stands, and verify one ticket or one receipt."""
    ticket_form = TicketForm(request.GET if "number" in request.GET else None, by=request.actor)
    posted = request.method == "POST"
    receipt_form = ReceiptForm(*((request.POST, request.FILES) if posted else ()))
    found: Iterable[Fault] | None = None
    if ticket_form.is_valid():
        ticket_id = ticket_form.cleaned_data["number"]
        found = [*tickets.faults(ticket_id=ticket_id), *verifying.about("ticket", ticket_id)]
    elif receipt_form.is_valid():
        found = list(verifying.receipt(receipt_form.cleaned_data["receipt"]))
    refused = posted and bool(receipt_form.errors)
    context = {
        "ticket_form": ticket_form,
        "receipt_form": receipt_form,
        "form": receipt_form if posted else ticket_form,
        "faults": None if found is None else [_told(fault) for fault in found][:SHOWN],
        "whole": found is not None and not found,
        **_health(),
    }
    return shell.show(request, "staff/verify.html", context, status=422 if refused else 200)


def _told(fault: Fault) -> dict[str, object]:
    return {"what": FAULT.get(fault.code, fault.code), "where": fault.where, "how": fault.detail}


def _health() -> dict[str, object]:
    """Return how the log stands, and whether the worker keeps up with it."""
    now = timezone.now()
    size, health = ledger.size(), ledger.health(now)
    head = health.head
    return {
        "size": size,
        "health": health,
        "head": head,
        "root": bytes(head.root).hex() if head else "",
        "unsigned": size - (head.size if head else 0),
        "overdue": ledger.overdue(now).count(),
        "parts": [(PART.get(part.name, part.name), part) for part in health.parts],
        "followers": [(PART.get(one.name, one.name), one) for one in health.followers],
    }
