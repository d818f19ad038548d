"""Which categories a machine may dispatch by itself: off, unless an administrator names category and confidence."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.rules.automatic import HIGHEST, LOWEST
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.forms import Decision
from lianxin.interfaces.web.numbers import LARGEST
from lianxin.interfaces.web.staff import fields, shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.staff.step_forms import offer

PAGE = ["GET", "HEAD", "POST"]


class AllowForm(Decision):
    """Which category, from which confidence on."""

    category = fields.Named(label=pgettext_lazy("field", "Category"))
    per_cent = forms.IntegerField(
        label=pgettext_lazy("automatic", "From a confidence of (per cent)"),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offer(self.fields["category"], fields.categories(timezone.now()))


class StopForm(Decision):
    """The wish that a machine dispatches a category no more."""

    stop = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST - 1)


@shell.page(*shell.WATCHERS)
@require_http_methods(PAGE)
def automatic(request: StaffRequest) -> HttpResponseBase:
    """Show what a machine may dispatch, allow a category, or stop one."""
    form: Decision = AllowForm(initial={"seen": 0})
    if request.method == "POST":
        if request.actor.role not in shell.KEEPERS:
            raise PermissionDenied
        form = (StopForm if "stop" in request.POST else AllowForm)(request.POST)
        if form.is_valid() and _did(request, form):
            messages.success(request, _("What a machine may dispatch is set."))
            return shell.see_other("staff-automatic")
    context = {
        "form": form if isinstance(form, AllowForm) else AllowForm(initial={"seen": 0}),
        "failed": form if isinstance(form, StopForm) else None,
        "may": request.actor.role in shell.KEEPERS,
        "allowed": [(one, StopForm(initial={"seen": 0})) for one in queries.allowed()],
        "least": LOWEST,
        "most": HIGHEST,
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/automatic.html", context, status=status)


def _did(request: StaffRequest, form: Decision) -> bool:
    """Do what a form asks, or say in it why not."""
    said = form.cleaned_data
    frame: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "key": said["key"]}
    try:
        if isinstance(form, StopForm):
            actions.stop_automatic(category_id=said["stop"], **frame)
        else:
            given = {"category_id": said["category"], "per_cent": said["per_cent"]}
            actions.allow_automatic(**given, **frame)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    return True
