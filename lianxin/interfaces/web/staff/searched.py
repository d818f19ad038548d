"""Search by words among tickets: typed into a form, written down, and never in an address."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.rules.searching import SEARCHERS
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.search import rules as search
from lianxin.interfaces.web.forms import new_key
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.rows import rows
from lianxin.interfaces.web.staff.shell import StaffRequest

ROLES = tuple(sorted(SEARCHERS))


class LookForm(forms.Form):
    """What somebody looks for, and before which ticket where they go on."""

    use_required_attribute = False

    ask = forms.CharField(
        label=gettext_lazy("Words that stand in the request"),
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Two characters or more, as they were written. Not for finding persons: numbers, cards and e-mail addresses are hidden here."
        ),
    )
    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )


@shell.page(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: StaffRequest) -> HttpResponseBase:
    """Show the tickets in which some words stand, the newest first."""
    at = timezone.now()
    form = LookForm(request.POST if request.method == "POST" else None)
    found = _found(request, form, at) if form.is_valid() else None
    context: dict[str, Any] = {"form": form, "found": found is not None}
    if found is not None:
        listed = rows(found.tickets, by=request.actor, at=at)
        context["rows"] = [(row, None, None, None) for row in listed]
        context["said"] = form.cleaned_data["ask"]
        if found.onward is not None:
            context["onward"] = found.onward
    return shell.show(request, "staff/searched.html", context, status=422 if form.errors else 200)


def _found(request: StaffRequest, form: LookForm, at: datetime) -> queries.Searched | None:
    """Search, and write down that it was done; None where the rules refuse it, with the reason on the form."""
    said = form.cleaned_data
    try:
        query = search.query(said["ask"])
        found = queries.search(query, request.actor, before=said["before"])
        actions.note_search(
            query=query,
            count=len(found.tickets),
            before=said["before"],
            by=request.actor,
            at=at,
            key=new_key(),  # who looks once more has searched once more
        )
    except Refusal as refusal:
        form.add_error("ask", words.of(refusal))
        return None
    return found
