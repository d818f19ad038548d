"""The forms of rounds and of the steps on an evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.casework.matters.rules import LONGEST
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.rules.evaluation import Indicator, Veto
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.time import day_of
from lianxin.interfaces.web.forms import DateInput, Decision, Form, RadioSelect, Textarea
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.step_forms import offer
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.oversight.models import Evaluation

YES_NO = (
    ("yes", pgettext_lazy("evaluation", "Met")),
    ("no", pgettext_lazy("evaluation", "Not met")),
)
HIT = (
    ("yes", pgettext_lazy("evaluation", "Found")),
    ("no", pgettext_lazy("evaluation", "Not found")),
)
UNITS_LONGEST = 6000


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a form stands on: who acts, when, and on which evaluation."""

    by: Actor
    at: datetime
    found: "Evaluation"


class StepForm(Decision):
    """A step without questions."""

    def __init__(self, *given: Any, scene: Scene, **named: Any) -> None:
        super().__init__(*given, **named)
        self.scene = scene
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the evaluation."""


def text(label: Any) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(label=label, max_length=LONGEST, widget=Textarea({"rows": 4}))


def _of_people(lines: Sequence[Indicator | Veto]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in lines if not one.measure.figure]


class _OnAnIndicator(StepForm):
    indicator = forms.ChoiceField(label=_("Which indicator"), widget=RadioSelect)

    def prepare(self) -> None:
        """Offer the indicators that people judge."""
        scheme, domain = queries.said(self.scene.found.round.scheme), self.scene.found.round.domain
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = _of_people(scheme.indicators_in(domain))


class HandInForm(_OnAnIndicator):
    """What shows that an indicator is met."""

    words = text(_("What shows that it is met, and where it can be seen"))
    document = forms.FileField(
        label=_("Document (PDF) or photo"),
        required=False,
        widget=forms.FileInput({"accept": "application/pdf,image/*"}),
    )

    def given(self) -> dict[str, Any]:
        """Return the action's names, with the document checked and put away."""
        upload = self.cleaned_data["document"]
        document = files.prepare(upload, kind=files.Kind.EITHER) if upload else None
        return super().given() | {"document": document}


class ReviewForm(_OnAnIndicator):
    """Whether an indicator is met, and why."""

    met = forms.ChoiceField(
        label=pgettext_lazy("evaluation", "Judgement"), choices=YES_NO, widget=RadioSelect
    )
    words = text(_("Why, in a few sentences that name nobody"))

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return super().given() | {"met": self.cleaned_data["met"] == "yes"}


class VetoForm(StepForm):
    """Whether a veto was found, and why."""

    veto = forms.ChoiceField(label=_("Which veto"), widget=RadioSelect)
    met = forms.ChoiceField(
        label=pgettext_lazy("evaluation", "Judgement"), choices=HIT, widget=RadioSelect
    )
    words = text(_("Why, in a few sentences that name nobody"))

    def prepare(self) -> None:
        """Offer the vetoes that people judge."""
        scheme, domain = queries.said(self.scene.found.round.scheme), self.scene.found.round.domain
        field = self.fields["veto"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = _of_people(scheme.vetoes_in(domain))

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return super().given() | {"met": self.cleaned_data["met"] == "yes"}


class WordsForm(StepForm):
    """A step that says why."""

    words = text(_("Why, in a few sentences that name nobody"))


class PlanForm(StepForm):
    """What is done, by which unit, until when."""

    words = text(_("What is done about what is not good"))
    unit_id = fields.Named(label=_("Unit that does it"))
    due_on = forms.DateField(label=_("Checked again on"), widget=DateInput)

    def prepare(self) -> None:
        """Offer the units, the one evaluated first."""
        offer(self.fields["unit_id"], fields.units(day_of(self.scene.at)))
        self.initial.setdefault("unit_id", self.scene.found.unit_id)


class RecheckForm(StepForm):
    """What is good now of what was not."""

    improved = forms.MultipleChoiceField(
        label=_("What is good now"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave out what is still not good: it gets another plan."),
    )
    words = text(_("What was seen, in a few sentences that name nobody"))

    def prepare(self) -> None:
        """Offer what was found not good and is not better yet."""
        made = queries.now(self.scene.found)
        names = {part.code: part.name for part in made.parts}
        names |= {one.line.code: one.line.name for one in made.vetoes}
        field = self.fields["improved"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  for mypy
        field.choices = [(code, names[code]) for code in made.to_improve]


class RoundForm(Form):
    """A round: which domain of which scheme, which days, which units, and who reviews."""

    domain = forms.ChoiceField(label=_("Domain of which scheme"))
    first = forms.DateField(label=_("First day of the period"), widget=DateInput)
    last = forms.DateField(label=_("Last day of the period"), widget=DateInput)
    units = forms.CharField(
        label=_("Units, one a line, by name or code"),
        max_length=UNITS_LONGEST,
        widget=Textarea({"rows": 6}),
    )
    reviewer = fields.Named(
        label=_("Unit that reviews"), help_text=_("Never one of those evaluated.")
    )

    def __init__(self, *given: Any, at: datetime, **named: Any) -> None:
        super().__init__(*given, **named)
        self.options = fields.units(day_of(at))
        every = orgs.units(day_of(at))  # a hotline reviews, though it is not evaluated
        options = [fields.Option(pk=one.pk, name=one.name, also=(one.code,)) for one in every]
        offer(self.fields["reviewer"], options)
        field = self.fields["domain"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = [
            (f"{row.pk}:{one.code}", f"{scheme.name} · {one.name}")
            for row in queries.schemes()
            for scheme in [queries.said(row)]
            for one in scheme.domains
        ]

    def clean_units(self) -> list[int]:
        """Return the units that the lines name, each error with its line."""
        found = []
        for number, line in enumerate(self.cleaned_data["units"].splitlines(), 1):
            if not (said := line.strip()):
                continue
            try:
                found.append(fields.chosen(said, self.options).pk)
            except forms.ValidationError as fault:
                said = {"line": number, "reason": " ".join(fault.messages)}
                raise forms.ValidationError(gettext("Line %(line)s: %(reason)s") % said) from fault
        return found

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = self.cleaned_data
        scheme, _colon, domain = said["domain"].partition(":")
        return {
            "scheme_id": int(scheme),
            "domain": domain,
            "first": said["first"],
            "last": said["last"],
            "unit_ids": said["units"],
            "reviewer_unit_id": said["reviewer"],
        }
