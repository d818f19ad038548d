"""The forms of the steps: what each asks for, and what of it the action is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Attempt, Decline, Hold, Line, Way
from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.casework.tickets.rules.words import CLAIMS
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import DateInput, Decision, RadioSelect, Textarea
from lianxin.interfaces.web.staff import fields, verbs
from lianxin.interfaces.web.staff.suggesting import Shown
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.knowledge.rules import Cited

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a form stands on: the ticket, who acts, when, and where the request says that it is."""

    ticket: "Ticket"
    by: Actor
    at: datetime
    asked: Mapping[str, str]  # the request in its own words
    suggestion: Shown | None = None  # of a machine, where a category is to be chosen

    @property
    def today(self) -> date:
        """Return the day on which the form is shown or sent."""
        return day_of(self.at)


class StepForm(Decision):
    """A step without questions: the button says it all."""

    def __init__(self, *given: Any, scene: Scene, asks: labels.Words = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.scene = scene
        if asks:
            self.fields["words"].label = str(asks)
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the ticket."""


def offer(field: forms.Field, options: Sequence[fields.Option]) -> None:
    """Say what there is to choose from in a field."""
    if isinstance(field, fields.Named):
        field.offer(options)


def words(*, required: bool = True, rows: int = 5) -> forms.CharField:
    """Return a field for a few sentences."""
    widget = Textarea({"rows": rows})
    return forms.CharField(required=required, max_length=LONGEST, widget=widget)


class WordsForm(StepForm):
    """A step that owes somebody a few sentences."""

    words = words()


class NoteForm(StepForm):
    """A step with which one may say a few sentences."""

    words = words(required=False)


class RightForm(StepForm):
    """Whether what was asked about personal data is done, and the answer."""

    granted = forms.TypedChoiceField(
        label=_("Was it done as asked?"),
        choices=[("yes", pgettext_lazy("right", "Yes")), ("no", pgettext_lazy("right", "No"))],
        coerce=lambda said: said == "yes",
        widget=RadioSelect,
    )
    words = words()


class ReplyForm(WordsForm):
    """An answer, perhaps one that rests on an article."""

    article = forms.RegexField(
        r"\A[0-9]{1,18}-[0-9]{1,9}\Z", required=False, widget=forms.HiddenInput
    )

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = self.cleaned_data
        return {"words": said["words"], "cites": cited(said["article"])}


def cited(said: str) -> Cited | None:
    """Return the article and the version that a form names, if it does."""
    article_id, _sign, version = said.partition("-")
    return Cited(article_id=int(article_id), version=int(version)) if version else None


class AnswerForm(ReplyForm):
    """An answer that needs no department."""

    category = fields.Named(label=pgettext_lazy("field", "Category"), required=False)

    def prepare(self) -> None:
        """Offer the categories."""
        offer(self.fields["category"], fields.categories(self.scene.at))
        self.initial["category"] = self.scene.ticket.category_id

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {**super().given(), "category_id": self.cleaned_data["category"]}


class HandOffForm(StepForm):
    """Which emergency line took it, and who confirmed that."""

    line = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Emergency line"),
        choices=labels.choices(Line),
        coerce=Line,
        widget=RadioSelect,
    )
    words = words(rows=3)


class DeclineForm(StepForm):
    """Why a request is not accepted, and the channel that is right."""

    reason = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Reason"),
        choices=labels.choices(Decline),
        coerce=Decline,
        widget=RadioSelect,
    )
    words = words()


class CallUnitsForm(StepForm):
    """Which other units are called, and what for."""

    first = fields.Named(label=_("Unit"))
    second = fields.Named(label=_("Another unit"), required=False)
    third = fields.Named(label=_("A third unit"), required=False)
    words = words()

    def prepare(self) -> None:
        """Offer the units."""
        for name in ("first", "second", "third"):
            offer(self.fields[name], fields.units(self.scene.today))

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = super().given()
        named = [said[name] for name in ("first", "second", "third") if said[name]]
        return {"words": said["words"], "unit_ids": named}


class StageForm(StepForm):
    """How far an assisting unit is with its part."""

    finished = forms.TypedChoiceField(
        label=_("Is your unit's part done?"),
        choices=[("yes", _("Yes, it is done")), ("no", _("Not yet; this is where we are"))],
        coerce=lambda said: said == "yes",
        widget=RadioSelect,
    )
    words = words()


class WhistleForm(StepForm):
    """Which of the called units came, and how far it helped."""

    came_unit_ids = forms.TypedMultipleChoiceField(
        label=_("Which units came?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    helped = forms.TypedChoiceField(
        label=_("How well did it work out?"),
        coerce=int,
        choices=[("", pgettext_lazy("rating", "Not rated")), *labels.RATING.items()],
        help_text=_("About what came of it for the request, not about anybody."),
        widget=forms.Select,
    )
    words = words()

    def prepare(self) -> None:
        """Offer the units that were called."""
        called = self.scene.ticket.assists.values_list("unit_id", "unit__name").order_by("unit_id")
        self.fields["came_unit_ids"].choices = list(called)  # type: ignore[attr-defined]  # a choice field


class ContactForm(StepForm):
    """How the requester was reached first, and what was said."""

    way = forms.TypedChoiceField(
        label=pgettext_lazy("field", "How"),
        choices=labels.choices(Way),
        coerce=Way,
        widget=RadioSelect,
    )
    words = words()


class ExtensionForm(StepForm):
    """How many more working days, and why; the requester reads it."""

    days = forms.IntegerField(
        label=_("Working days more"),
        min_value=1,
        max_value=99,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-2"}),
    )
    words = words()


class HoldForm(StepForm):
    """Why it has to wait, what will be done, and when it is looked at again; the requester reads it."""

    reason = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Reason"),
        choices=labels.choices(Hold),
        coerce=Hold,
        widget=RadioSelect,
    )
    words = words()
    plan = forms.CharField(
        label=_("What will be done meanwhile, and by whom"),
        max_length=LONGEST,
        widget=Textarea({"rows": 3}),
    )
    next_on = forms.DateField(label=_("When it is looked at again"), widget=DateInput)

    def prepare(self) -> None:
        """Say until when a hold may last."""
        until = Clock(self.scene.ticket.division_code, self.scene.at).hold_until
        said = _(
            "At the latest on %(day)s. Then the hold ends by itself, if nobody ended it before."
        )
        self.fields["next_on"].help_text = said % {"day": govuk_day(until)}


CALLED: Mapping[str, labels.Words] = {
    **{outcome.value: labels.OUTCOME[outcome] for outcome in CLAIMS},
    "disputed": pgettext_lazy("call", "Reached, and not satisfied"),
    **{result.value: verbs.ATTEMPT[result] for result in Attempt if result is not Attempt.REACHED},
}


class CallForm(StepForm):
    """What came of a follow-up call."""

    result = forms.ChoiceField(
        label=_("What came of the call"), choices=list(CALLED.items()), widget=RadioSelect
    )
    rating = forms.TypedChoiceField(
        label=_("How satisfied is the requester"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", pgettext_lazy("rating", "Not rated")), *labels.RATING.items()],
        help_text=_("Only if the requester wants to rate; never press for it."),
        widget=forms.Select,
    )
    words = words(required=False)

    def clean(self) -> dict[str, Any] | None:
        """Ask for the reason where the requester is not satisfied."""
        cleaned = super().clean()
        if self.cleaned_data.get("result") == "disputed" and not self.cleaned_data.get("words"):
            self.add_error("words", ValidationError(_("Write down what is not solved, and why.")))
        return cleaned
