"""The forms by which a ticket joins a matter, or leaves it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.casework.matters import queries as matters
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web.forms import RadioSelect
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.step_forms import StepForm, words


class JoinForm(StepForm):
    """Which matter it is: one of those open around the place, or another by its number."""

    choice = forms.TypedChoiceField(
        label=_("Open matters around this place"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=RadioSelect,
    )
    number = forms.IntegerField(
        label=_("Number of another matter"),
        required=False,
        min_value=1,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )

    def prepare(self) -> None:
        """Offer the open matters around the ticket's place, those of its category first."""
        ticket = self.scene.ticket
        place = {"category_id": ticket.category_id, "division_code": ticket.division_code}
        near = matters.near(self.scene.by, **place)  # type: ignore[arg-type]
        told = matters.texts(near)
        choices = [(str(one.pk), _line(told[one.pk])) for one in near]
        meant = self.initial.pop("matter", None)
        if meant is not None:
            self.initial["choice" if meant in {one.pk for one in near} else "number"] = meant
        if choices:
            field = self.fields["choice"]
            field.choices = fields.or_else(choices, _("Another one"))  # type: ignore[attr-defined]
        else:
            del self.fields["choice"]
            self.fields["number"].label = _("Number of the matter")

    def clean(self) -> dict[str, Any] | None:
        """Ask for one matter that this member of staff may know of."""
        cleaned = super().clean()
        pk = self.cleaned_data.get("number") or self.cleaned_data.get("choice")
        try:
            self.cleaned_data["matter_id"] = matters.find(self.scene.by, pk or 0).pk
        except NotFound:
            said = now("There is no such matter.") if pk else now("Choose a matter.")
            self.add_error("number", ValidationError(said))
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {"matter_id": self.cleaned_data["matter_id"]}


def _line(told: dict[str, str]) -> str:
    return " · ".join(filter(None, (told.get("title"), told.get("place"))))


def meant(request: HttpRequest, form: type[StepForm]) -> dict[str, object]:
    """Return the matter that a link names, where a ticket is about to join one."""
    said = request.GET.get("matter", "") if issubclass(form, JoinForm) else ""
    found = number(said)
    return {} if found is None else {"matter": found}


class LeaveForm(StepForm):
    """Why it is another problem after all; which matter it is, the page has shown."""

    words = words(rows=3)
    matter_id = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Keep in mind which matter it leaves."""
        self.initial["matter_id"] = self.scene.ticket.matter_id
