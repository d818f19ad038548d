"""The public side of the ledger: its newest head, its keys, and the check of a receipt by anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import signing, verifying
from lianxin.interfaces.web.public.faults import FAULTS
from lianxin.interfaces.web.receipts import ReceiptForm


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the ledger is for, and show the newest head."""
    head = ledger.latest_head()
    shown = ledger.signed(head) if head else None
    return render(request, "public/ledger.html", {"head": shown, "at": head.at if head else None})


@require_safe
def head_json(request: HttpRequest) -> HttpResponse:
    """Return the newest signed head; an empty log has none yet."""
    head = ledger.latest_head()
    if head is None:
        return JsonResponse({"size": 0}, status=404)
    return JsonResponse(ledger.signed(head))


@require_safe
def keys_json(request: HttpRequest) -> HttpResponse:
    """Return the public halves of the keys that sign heads and receipts."""
    return JsonResponse({"algorithm": "Ed25519", "keys": signing.public_keys()})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Tell anybody in plain words whether a receipt holds."""
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "public/check.html", {"form": form}, status=status)
    said = form.cleaned_data["receipt"]
    found = [FAULTS.get(fault.code, fault.code) for fault in verifying.receipt(said)]
    shown = {} if found else _shown(said)
    context = {"form": ReceiptForm(), "checked": True, "faults": found, **shown}
    return render(request, "public/check.html", context)


def _shown(said: dict[str, Any]) -> dict[str, object]:
    """Return what a receipt that holds says in clear."""
    told = said["shown"]
    return {
        "number": told.get("number", ""),
        "at": parse_datetime(said["at"]),
        "promise_at": parse_datetime(told.get("promise_at", "")),
        "proof": said.get("proof"),
    }
