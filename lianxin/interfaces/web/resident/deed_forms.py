"""What a requester can tell about a request: more facts, the result, a rating, an objection, an end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import Outcome
from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.interfaces.web.forms import Decision, Form, RadioSelect, Textarea
from lianxin.interfaces.web.resident.report_forms import PlainText
from lianxin.interfaces.web.resident.words import RATINGS

NOT_SOLVED = "not_solved"
CHOOSE = {"required": _("Please choose one."), "invalid_choice": _("Please choose one.")}
OUTCOMES = [
    (Outcome.RESOLVED.value, _("Yes, it is solved")),
    (Outcome.PARTLY.value, _("Partly")),
    (Outcome.EXPLAINED.value, _("No, but I accept the explanation")),
    (NOT_SOLVED, _("No, it is not solved")),
]


class Faces(RadioSelect):
    """Five faces with words, over radio buttons: a tap, the arrow keys or a screen reader choose one."""

    template_name = "forms/faces.html"


class AddForm(Form):
    """More facts, or the answer to a question."""

    words = PlainText(
        label=_("What would you like to add?"),
        error_messages={"required": _("Please write something.")},
        max_length=LONGEST,
        widget=Textarea,
    )


class HurryForm(Form):
    """Why it is pressing, if one likes."""

    words = PlainText(
        label=_("Why is it pressing?"),
        help_text=_("You can leave this open."),
        required=False,
        max_length=LONGEST,
        widget=Textarea,
    )


class AnswerForm(Decision):
    """Whether it is solved; why not; and how well it was done, if one likes."""

    outcome = forms.ChoiceField(
        label=_("Is it solved?"), choices=OUTCOMES, error_messages=CHOOSE, widget=RadioSelect
    )
    words = PlainText(
        label=_("What would you like to tell us?"),
        help_text=_("If it is not solved: what is still missing?"),
        required=False,
        max_length=LONGEST,
        widget=Textarea,
    )
    rating = forms.TypedChoiceField(
        label=_("How well was it done?"),
        choices=[*RATINGS.items(), ("", _("I would rather not say"))],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages=CHOOSE,
        widget=Faces,
    )

    @property
    def solved(self) -> bool:
        """Return whether the requester leaves it at that."""
        return bool(self.cleaned_data["outcome"] != NOT_SOLVED)


class RateForm(Decision):
    """How well it was done, in the five grades of the service rating."""

    rating = forms.TypedChoiceField(
        label=_("How well was it done?"),
        choices=list(RATINGS.items()),
        coerce=int,
        error_messages=CHOOSE,
        widget=Faces,
    )
    words = PlainText(
        label=_("What would you like to tell us?"),
        required=False,
        max_length=LONGEST,
        widget=Textarea,
    )


class ObjectForm(Decision):
    """Why the result is not right."""

    words = PlainText(
        label=_("What is not right?"),
        error_messages={"required": _("Please write what is not right.")},
        max_length=LONGEST,
        widget=Textarea,
    )


class WithdrawForm(Decision):
    """Why, if one likes."""

    words = PlainText(
        label=_("Why do you withdraw it?"), required=False, max_length=LONGEST, widget=Textarea
    )


class OpenForm(forms.Form):
    """Number and query code, however they are typed."""

    use_required_attribute = False

    number = PlainText(
        label=_("Number"),
        error_messages={"required": _("Please type the number.")},
        max_length=100,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )
    code = PlainText(
        label=_("Query code"),
        help_text=_("12 letters and digits. Spaces, small letters and O for 0 do not matter."),
        error_messages={"required": _("Please type the query code.")},
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
