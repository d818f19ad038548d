"""Absence and substitution: who is away and who stands in, entered by oneself or by the unit's lead."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import numbers
from lianxin.interfaces.web.forms import DateInput, Decision, Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs import actions
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules.absences import LEADS, Away

if TYPE_CHECKING:
    from lianxin.registers.orgs.models import Absence


class AbsenceForm(Form):
    """Who is away from when to when, and which colleague stands in."""

    staff = forms.TypedChoiceField(label=pgettext_lazy("absence", "Who is away"), coerce=int)
    valid_from = forms.DateField(label=pgettext_lazy("absence", "First day away"), widget=DateInput)
    valid_to = forms.DateField(label=pgettext_lazy("absence", "First day back"), widget=DateInput)
    substitute = forms.TypedChoiceField(label=pgettext_lazy("absence", "Who stands in"), coerce=int)

    def __init__(self, *given: Any, by: Actor, on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        posts = orgs.posts_at(by.unit_id or 0, on)
        people = {post.staff_id: f"{post.staff.name} {post.staff.username}" for post in posts}
        others = [(pk, name) for pk, name in people.items() if pk != by.staff_id]
        self.alone = not others
        self.fields["valid_from"].initial = on
        self._offer("staff", list(people.items()), first=False)
        self._offer("substitute", [*people.items()] if by.role in LEADS else others, first=True)
        self.fields["staff"].initial = by.staff_id
        if by.role not in LEADS:
            self.fields["staff"].required = False
            self.fields["staff"].widget = forms.HiddenInput({"id": False})

    def _offer(self, name: str, people: list[tuple[int, str]], *, first: bool) -> None:
        empty = [("", "")] if first else []
        self.fields[name].choices = [*empty, *people]  # type: ignore[attr-defined]  # a choice field

    def away(self, by: Actor) -> Away:
        """Return what was said."""
        said = self.cleaned_data
        return Away(
            staff_id=int(said["staff"] or by.staff_id or 0),
            substitute_id=said["substitute"],
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
        )


class BackForm(Decision):
    """From which day on somebody is back."""

    back_on = forms.DateField(label=pgettext_lazy("absence", "First day back"), widget=DateInput)


@shell.page(*shell.EVERYBODY)
def absences(request: StaffRequest) -> HttpResponseBase:
    """Show who is away and who stands in, or enter another absence."""
    by, on = request.actor, timezone.localdate()
    form = AbsenceForm(request.POST if request.method == "POST" else None, by=by, on=on)
    if form.is_valid():
        try:
            actions.enter_absence(
                away=form.away(by),
                unit_id=by.unit_id or 0,
                by=by,
                at=timezone.now(),
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("The absence is entered. It ends by itself."))
            return shell.see_other("staff-absence")
    context = {
        "form": form,
        "unit": request.post.unit_name,
        "rows": orgs.absences_seen(by, on),
        "today": on,
        "own_id": by.staff_id,
    }
    return shell.show(request, "staff/absence.html", context, status=422 if form.is_bound else 200)


@shell.page(*shell.EVERYBODY)
def end(request: StaffRequest, absence_id: int) -> HttpResponseBase:
    """Be back earlier than was entered."""
    found = _found(request, absence_id)
    initial = {"back_on": timezone.localdate(), "seen": found.seq}
    form = BackForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.end_absence(
                absence_id=found.pk,
                back_on=form.cleaned_data["back_on"],
                by=request.actor,
                at=timezone.now(),
                key=form.cleaned_data["key"],
                seen=form.cleaned_data["seen"],
            )
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("The absence ends earlier."))
            return shell.see_other("staff-absence")
    context = {"form": form, "absence": found}
    return shell.show(
        request, "staff/absence_end.html", context, status=422 if form.is_bound else 200
    )


def _found(request: StaffRequest, absence_id: int) -> "Absence":
    """Return an absence that somebody sees, or answer 404."""
    if absence_id >= numbers.LARGEST:
        raise Http404
    seen = orgs.absences_seen(request.actor, timezone.localdate())
    found = seen.filter(pk=absence_id).first()
    if found is None:
        raise Http404
    return found
