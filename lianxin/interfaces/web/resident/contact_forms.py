"""How a requester can be reached, by whom, and with whose consent where a child is concerned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import Privacy
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.forms import RadioSelect
from lianxin.interfaces.web.resident.report_forms import PlainText, StepForm
from lianxin.registers.residents import rules as residents

PRIVACIES = [
    (Privacy.OPEN.value, _("The unit in charge may contact me")),
    (Privacy.CONFIDENTIAL.value, _("Keep my contact confidential")),
    (Privacy.ANONYMOUS.value, _("I want to stay anonymous")),
]
PRIVACY_HINTS = {
    Privacy.OPEN.value: _("This is the fastest way."),
    Privacy.CONFIDENTIAL.value: _(
        "Only the hotline can call you; the unit does not see who you are."
    ),
    Privacy.ANONYMOUS.value: _(
        "We keep nothing about you. You follow it with a number and a code, so keep them well."
    ),
}


class ReachForm(forms.Form):
    """Phone, name and e-mail, each as far as somebody likes."""

    phone = PlainText(
        label=_("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            {"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
        ),
    )
    name = PlainText(
        label=_("What may we call you?"),
        required=False,
        max_length=50,
        widget=forms.TextInput({"autocomplete": "name", "class": "govuk-input--width-20"}),
    )
    email = PlainText(
        label=_("E-mail"),
        help_text=_("If you give one, we write to you when something happens."),
        required=False,
        max_length=254,
        widget=forms.TextInput({"type": "email", "autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_phone(self) -> str:
        """Return the number, or say why it cannot be one."""
        return _accepted(residents.e164, self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """Return the address, or say why it cannot be one."""
        return _accepted(residents.mailbox, self.cleaned_data["email"])


class ContactForm(ReachForm, StepForm):
    """How the requester can be reached, as far as they like."""

    field_order = ("privacy", "phone", "name", "email", "child", "guardian")

    privacy = forms.ChoiceField(
        label=_("May we contact you?"),
        choices=PRIVACIES,
        initial=Privacy.OPEN.value,
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("Please choose one."),
        },
        widget=RadioSelect(hints=PRIVACY_HINTS),
    )

    child = forms.BooleanField(
        label=_("This is for a child under 14, or I am under 14"), required=False
    )
    guardian = forms.BooleanField(
        label=_(
            "I am the parent or guardian, or they are with me: we agree that the child's data is kept, and name and phone above are the guardian's"
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to keep a contact of somebody who wants to be anonymous."""
        given = super().clean() or self.cleaned_data
        told = [name for name in ("phone", "name", "email") if given.get(name)]
        if given.get("privacy") == Privacy.ANONYMOUS and told:
            self.add_error(
                told[0],
                _(
                    "An anonymous request keeps no contact. Empty these fields, or choose otherwise."
                ),
            )
        if given.get("child"):
            self._by_guardian(given)
        return given

    def _by_guardian(self, given: dict[str, Any]) -> None:
        """Ask for the guardian's consent and contact where a child is concerned."""
        if not given.get("guardian"):
            self.add_error(
                "guardian", _("The guardian has to agree. If there is danger, call 110.")
            )
        for name in ("phone", "name"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("Please give the guardian's name and phone."))


def _accepted(rule: Any, text: str) -> str:
    if not text:
        return ""
    try:
        return str(rule(text))
    except Refusal as refusal:
        raise forms.ValidationError(words.of(refusal)) from refusal
