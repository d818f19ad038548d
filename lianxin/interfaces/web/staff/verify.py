"""Whether everything is as it was written: the newest signed head, what waits, one ticket, one receipt."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import code
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.rules import Fault
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.staff.words import FAULT, PART

LARGEST = 256 * 1024  # bytes of a receipt with its proof; a real one has some 4,000
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

    def clean_number(self) -> int:
        """Return the id of a ticket that the ledger knows."""
        ticket_id = code.ticket_id(self.cleaned_data["number"])
        if ticket_id is None or not ledger.of("ticket", [ticket_id]).exists():
            raise ValidationError(_("There is no ticket with this number."))
        return ticket_id


class ReceiptForm(forms.Form):
    """A receipt as a file."""

    use_required_attribute = False
    receipt = forms.FileField(
        label=gettext_lazy("Receipt (a JSON file)"),
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )

    def clean_receipt(self) -> dict[str, Any]:
        """Return what the file says, if it has the shape of a receipt."""
        upload: UploadedFile[bytes] = self.cleaned_data["receipt"]
        try:
            said = json.loads(upload.read()) if (upload.size or 0) <= LARGEST else None
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict) or not _shaped(said):
            raise ValidationError(_("This file is not a receipt of ours."))
        return said


def _shaped(said: dict[str, Any]) -> bool:
    """Return whether something has the shape of a receipt, whoever made it."""
    proof, ours = said.get("proof"), said.get("statement") == "lianxin receipt"
    return ours and _hex(said.get("signature")) and (proof is None or _proof(proof))


def _proof(proof: Any) -> bool:
    if not isinstance(proof, dict) or not isinstance(proof.get("head"), dict):
        return False
    head, path = proof["head"], proof.get("path")
    numbers = (proof.get("position"), head.get("size"))
    return (
        all(type(number) is int and 0 <= number < 2**63 for number in numbers)
        and isinstance(path, list)
        and all(_hex(one) for one in (*path, head.get("root"), head.get("signature")))
        and isinstance(head.get("key_id"), str)
    )


def _hex(said: Any) -> bool:
    try:
        return isinstance(said, str) and bytes.fromhex(said) is not None
    except ValueError:
        return False


@shell.page(*shell.VERIFIERS)
def verify(request: StaffRequest) -> HttpResponseBase:
    """Show how the ledger stands, and verify one ticket or one receipt."""
    ticket_form = TicketForm(request.GET if "number" in request.GET else None)
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
