"""What is asked of who lets somebody act for them, and of who types a code in."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.interfaces.web.forms import DateInput, Form, RadioSelect
from lianxin.interfaces.web.resident.mandate_words import HELPERS
from lianxin.interfaces.web.resident.report_forms import PlainText
from lianxin.registers.residents.rules.mandates import Act, Helper


class MandateForm(Form):
    """Who helps, until when, and whether they may also answer."""

    helper = forms.TypedChoiceField(
        label=_("Who helps you?"),
        help_text=_("We do not ask for a name."),
        choices=[(helper.value, text) for helper, text in HELPERS.items()],
        coerce=Helper,
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("Please choose one."),
        },
        widget=RadioSelect,
    )
    last_on = forms.DateField(
        label=_("Until which day?"),
        help_text=_("You can take it back earlier at any time."),
        error_messages={
            "required": _("Please choose a day."),
            "invalid": _("Please choose a day."),
        },
        widget=DateInput,
    )
    answer = forms.BooleanField(
        label=_("They may also add something, answer questions, and say whether it is solved"),
        required=False,
    )

    def given(self) -> dict[str, object]:
        """Return what the action takes of it, but for what it is for."""
        said = self.cleaned_data
        return {"helper": said["helper"], "last_on": said["last_on"]}

    def acts(self, *first: Act) -> frozenset[Act]:
        """Return what the helper may do."""
        return frozenset({*first, *([Act.ANSWER] if self.cleaned_data["answer"] else [])})


class CodeForm(Form):
    """The code on a slip, however it is typed."""

    code = PlainText(
        label=_("The code on the slip"),
        help_text=_("10 letters and digits. Spaces, small letters and O for 0 do not matter."),
        error_messages={"required": _("Please type the code.")},
        max_length=100,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
    )


class RevokeForm(Form):
    """Nothing but the deed's key."""


def usual(on: date, days: int) -> dict[str, object]:
    """Return what stands in the form before anybody has filled it in."""
    return {"last_on": date.fromordinal(on.toordinal() + days), "answer": True}
