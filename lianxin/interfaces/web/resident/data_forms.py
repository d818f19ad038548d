"""What a requester can say about the data of a request: correct it, erase it, ask a person about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import Right
from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.interfaces.web.forms import Decision, Form, RadioSelect, Textarea
from lianxin.interfaces.web.resident.contact_forms import ReachForm
from lianxin.interfaces.web.resident.report_forms import PlainText
from lianxin.interfaces.web.resident.words import RIGHTS
from lianxin.registers.residents.rules import NewContact

YES = {"required": _("Please tick this if you are sure.")}


class CopyForm(Form):
    """A copy of everything, as a file."""


class WordsForm(Decision):
    """What is asked and where, told anew; what was told before can be erased."""

    what = PlainText(
        label=_("What is it about?"),
        error_messages={"required": _("Please write what it is about. One sentence is enough.")},
        max_length=LONGEST,
        widget=Textarea({"rows": 7}),
    )
    where = PlainText(label=_("Where is it?"), required=False, max_length=300)
    at_home = forms.BooleanField(
        label=_("I live there or often am there, and agreed that the exact place is kept"),
        required=False,
    )
    forget = forms.BooleanField(
        label=_("Erase what I had written before. Otherwise staff can still read it."),
        required=False,
    )


class ContactForm(ReachForm, Form):
    """Another way to reach the requester."""

    def contact(self) -> NewContact:
        """Return what was given."""
        given = self.cleaned_data
        return NewContact(name=given["name"], phone=given["phone"], email=given["email"])


class EraseContactForm(Form):
    """Whether the contact is to go at once."""

    sure = forms.BooleanField(label=_("Yes, erase my contact now"), error_messages=YES)


class ConsentForm(Form):
    """Whether a consent is given, or taken back with all that rests on it."""

    sure = forms.BooleanField(label=_("Yes"), error_messages=YES)


class EraseForm(Decision):
    """Whether everything is to go."""

    sure = forms.BooleanField(label=_("Yes, erase everything"), error_messages=YES)


class AskForm(Decision):
    """What a person is asked about the data."""

    right = forms.TypedChoiceField(
        label=_("What is it about?"),
        choices=[(right.value, text) for right, text in RIGHTS.items()],
        coerce=Right,
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("Please choose one."),
        },
        widget=RadioSelect,
    )
    words = PlainText(
        label=_("Tell us in your own words"),
        error_messages={"required": _("Please write something.")},
        max_length=LONGEST,
        widget=Textarea,
    )
