"""The forms of the steps: what each asks for, and what of it the action is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets.rules import Decline, Kind, Line, Outcome, Way
from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import STALE, Form, RadioSelect, Textarea
from lianxin.interfaces.web.staff import fields
from lianxin.registers.calendars.rules import day_of
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties.rules import Assignment
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a form stands on: the ticket, who acts, when, and where the request says that it is."""

    ticket: "Ticket"
    by: Actor
    at: datetime
    asked: Mapping[str, str]  # the request in its own words

    @property
    def today(self) -> date:
        """Return the day on which the form is shown or sent."""
        return day_of(self.at)


class StepForm(Form):
    """A step without questions: the button says it all."""

    def __init__(self, *given: Any, scene: Scene, asks: labels.Words = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.scene = scene
        self.fields["seen"].required = True  # nobody decides on a page that nobody has seen
        self.fields["seen"].error_messages["required"] = STALE
        if asks:
            self.fields["words"].label = asks
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the ticket."""

    def given(self) -> dict[str, Any]:
        """Return what the action takes beside the ticket, the actor, the moment and the key."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("key", "seen")
        }


def words(*, required: bool = True, rows: int = 5) -> forms.CharField:
    """Return a field for a few sentences."""
    widget = Textarea({"rows": rows})
    return forms.CharField(required=required, max_length=LONGEST, widget=widget)


class WordsForm(StepForm):
    """A step that owes somebody a few sentences."""

    words = words()


class NoteForm(StepForm):
    """A step that may leave a note."""

    words = words(required=False, rows=3)


class AnswerForm(StepForm):
    """An answer that needs no department."""

    words = words()
    category = fields.Named(label=pgettext_lazy("field", "Category"), required=False)

    def prepare(self) -> None:
        """Offer the categories."""
        _offer(self.fields["category"], fields.categories())
        self.initial["category"] = self.scene.ticket.category_id

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = super().given()
        return {"words": said["words"], "category_id": said["category"]}


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


class PlaceForm(StepForm):
    """What the request is about and where: category, kind, grid."""

    category = fields.Named(
        label=pgettext_lazy("field", "Category"),
        help_text=_("Type a part of the name or a keyword, for example 路灯."),
    )
    kind = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Kind"),
        choices=labels.choices(Kind),
        coerce=Kind,
        widget=forms.Select,
    )
    grid_choice = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Grid"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=RadioSelect,
    )
    grid = forms.CharField(
        label=_("Another grid"),
        required=False,
        max_length=100,
        help_text=_("Its code, its name or the name of its community."),
    )

    def prepare(self) -> None:
        """Offer the categories, and the grids that the address names."""
        ticket, said = self.scene.ticket, self.scene.asked.get("where", "")
        _offer(self.fields["category"], fields.categories())
        named = orgs.grid_from_address(said, self.scene.today) if said else []
        ids = [ticket.grid_id, *(one.place.grid_id for one in named)]
        choices = fields.grid_choices(pk for pk in ids if pk)
        if choices:
            field = self.fields["grid_choice"]
            field.choices = fields.first(_("Another, or not known"), choices)  # type: ignore[attr-defined]
        else:
            del self.fields["grid_choice"]
            self.fields["grid"].label = pgettext_lazy("field", "Grid")
        sure = fields.surest([one for one in named if one.place.grid_id])
        self.initial |= {
            "category": ticket.category_id,
            "kind": ticket.kind,
            "grid_choice": ticket.grid_id or (sure.place.grid_id if sure else ""),
        }

    def clean_grid(self) -> int | None:
        """Return the id of the grid that was typed."""
        said = self.cleaned_data["grid"]
        return fields.grid(said, self.scene.today).pk if said else None

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = super().given()
        said["category_id"] = said.pop("category")
        said["grid_id"] = said.pop("grid") or said.pop("grid_choice", None)
        said.pop("grid_choice", None)
        return said

    def owner(self) -> Assignment | None:
        """Return whom the catalogue names for what stands in the form now."""
        said = self.cleaned_data if self.is_bound else self.initial
        category_id = said.get("category")
        grid_id = said.get("grid") or said.get("grid_choice")
        ticket = self.scene.ticket
        division = orgs.division_of_grid(grid_id) if grid_id else ticket.division_code
        return duties.owner_of(category_id, division, on=self.scene.today) if category_id else None


class DispatchForm(PlaceForm):
    """To whom a ticket goes: to whom the catalogue says, or with a reason to another."""

    lead_unit = fields.Named(
        label=_("Another unit than the catalogue names"),
        required=False,
        help_text=_("Leave empty to dispatch as the catalogue says."),
    )
    words = words(required=False, rows=3)

    def prepare(self) -> None:
        """Offer the units too."""
        super().prepare()
        _offer(self.fields["lead_unit"], fields.units(self.scene.today))

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = super().given()
        said["lead_unit_id"] = said.pop("lead_unit")
        return said


class SendBackForm(StepForm):
    """To whom an escalated ticket goes, and with which instruction."""

    lead_unit = fields.Named(
        label=_("Another unit than before"),
        required=False,
        help_text=_("Leave empty to hand it to the same unit again."),
    )
    words = words()

    def prepare(self) -> None:
        """Offer the units."""
        _offer(self.fields["lead_unit"], fields.units(self.scene.today))

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = super().given()
        return {"words": said["words"], "lead_unit_id": said["lead_unit"]}


class GrantReturnForm(SendBackForm):
    """Which other unit gets the ticket that one returns: by another category, or named."""

    category = fields.Named(
        label=_("Another category"),
        required=False,
        help_text=_("Where the first one was wrong: the catalogue then names the unit."),
    )
    field_order = ("category", "lead_unit", "words")

    def prepare(self) -> None:
        """Offer the categories too."""
        super().prepare()
        _offer(self.fields["category"], fields.categories())
        self.fields["lead_unit"].help_text = _("Or the unit itself, with the reason below.")
        self.fields["words"].required = False

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {**super().given(), "category_id": self.cleaned_data["category"]}


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


CALLED: Mapping[str, labels.Words] = {
    **{
        outcome.value: labels.OUTCOME[outcome]
        for outcome in (Outcome.RESOLVED, Outcome.PARTLY, Outcome.EXPLAINED)
    },
    "disputed": pgettext_lazy("call", "Reached, and not satisfied"),
    "unanswered": pgettext_lazy("call", "Nobody answered"),
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


def _offer(field: forms.Field, options: list[fields.Option]) -> None:
    if isinstance(field, fields.Named):
        field.offer(options)
