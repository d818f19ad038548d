"""The forms of the steps on a matter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.actions import About, Plan
from lianxin.casework.matters.rules import PlaceKind
from lianxin.casework.tickets.rules import code
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import DateInput, DateTimeInput, Form, RadioSelect, Textarea
from lianxin.interfaces.web.staff import fields, matter_words
from lianxin.interfaces.web.staff.step_forms import offer

if TYPE_CHECKING:
    from lianxin.casework.matters.models import Matter

DAY = timedelta(days=1)
DIGITS = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a form stands on: who acts, when, the matter where there is one, and what is said of it."""

    by: Actor
    at: datetime
    matter: "Matter | None" = None
    told: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[queries.Task, ...] = ()
    lists: tuple[tuple[str, str], ...] = ()  # of tickets that joined by one decision

    @property
    def today(self) -> date:
        """Return the day on which the form is shown or sent."""
        return day_of(self.at)


class MatterForm(Form):
    """A step without questions."""

    def __init__(self, *given: Any, scene: Scene, **named: Any) -> None:
        super().__init__(*given, **named)
        self.scene = scene
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the matter."""


def text(label: Any = "") -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(label=label, max_length=rules.LONGEST, widget=Textarea({"rows": 4}))


class WordsForm(MatterForm):
    """A step that says a few sentences."""

    words = text(_("In a few sentences, for all who read of it"))


class ReplyForm(WordsForm):
    """The one reply, as the unit has drafted it."""

    def prepare(self) -> None:
        """Offer the unit's draft."""
        self.fields["words"].label = str(_("Reply to all who have joined"))
        self.initial["words"] = self.scene.told.get("draft", "")


class PlanForm(MatterForm):
    """What is done next, and when."""

    words = text(pgettext_lazy("field", "Plan"))
    next_on = forms.DateField(label=_("Next looked at on"), required=False, widget=DateInput)
    expected_end_at = forms.DateTimeField(
        label=_("Should be over by (an outage)"), required=False, widget=DateTimeInput
    )

    def prepare(self) -> None:
        """Show the plan as it stands."""
        if self.scene.matter is not None:
            self.initial["words"] = self.scene.told.get("plan", "")
            self.initial["next_on"] = self.scene.matter.next_on
            self.initial["expected_end_at"] = self.scene.matter.expected_end_at

    def plan(self) -> Plan:
        """Return the plan."""
        said = self.cleaned_data
        return Plan(
            words=said["words"], next_on=said["next_on"], expected_end_at=said["expected_end_at"]
        )

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {"plan": self.plan()}


class AboutForm(MatterForm):
    """What the matter is about, where, and whose it is."""

    title = forms.CharField(
        label=_("Line that everybody may read"),
        max_length=rules.LONGEST_LINE,
        help_text=_("The problem and the place; never a person, never a dwelling."),
    )
    category = fields.Named(label=pgettext_lazy("field", "Category"))
    place_kind = forms.TypedChoiceField(
        label=_("What kind of place"),
        choices=[(kind.value, said) for kind, said in matter_words.PLACE.items()],
        coerce=PlaceKind,
        widget=RadioSelect,
    )
    place = forms.CharField(
        label=_("Which building, compound or stretch of street"),
        required=False,
        max_length=rules.LONGEST_LINE,
    )
    area = forms.CharField(
        label=_("Grid, community or subdistrict in which it lies"),
        max_length=100,
        help_text=_("Its name, or its code."),
    )
    unit = fields.Named(label=_("Unit that owns it"))

    def prepare(self) -> None:
        """Offer categories and units, and show what is said now."""
        super().prepare()
        offer(self.fields["category"], fields.categories(self.scene.at))
        offer(self.fields["unit"], fields.units(self.scene.today))
        matter = self.scene.matter
        if matter is not None:
            self.initial["title"] = self.scene.told.get("title", "")
            self.initial["place"] = self.scene.told.get("place", "")
            self.initial["category"], self.initial["unit"] = matter.category_id, matter.unit_id
            self.initial["place_kind"] = matter.place_kind
            self.initial["area"] = matter.grid.code if matter.grid else matter.division_code

    def clean_area(self) -> tuple[int | None, str]:
        """Return the grid's id or the division's code that was meant."""
        return fields.area(self.cleaned_data["area"], self.scene.at)

    def about(self) -> About:
        """Return what the matter is about."""
        said = self.cleaned_data
        grid_id, division = said["area"]
        return About(
            title=said["title"],
            category_id=said["category"],
            place_kind=said["place_kind"],
            grid_id=grid_id,
            division_code=division,
            place=said["place"],
            unit_id=said["unit"],
        )

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {"about": self.about()}


class NoticeForm(MatterForm):
    """What the public should know now."""

    words = text(_("What everybody should know now"))

    def prepare(self) -> None:
        """Say what belongs there, and who reads it first."""
        self.fields["words"].help_text = str(
            _(
                "In your own words: what is broken, what is being done, until when. Take over nothing that "
                "a requester wrote. Somebody else reads it before it is shown."
            )
        )


class PublishForm(MatterForm):
    """The second look: what the page shows is shown to everybody."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["seen"].required = True

    def prepare(self) -> None:
        """Ask for a look at words that may be abuse of somebody."""
        tasks = [words for task in self.scene.tasks for words in (task.words, task.result)]
        said = [*queries.for_all(self.scene.told).values(), *tasks]
        found = rules.insults.insults(said)
        if found:
            self.fields["looked"] = forms.BooleanField(
                label=_("I have looked at these words: they insult nobody, or are rightly said"),
                help_text=labels.listed(found),
            )


class HideForm(MatterForm):
    """Why the public page is taken back."""

    words = text(_("Why it is taken back (for staff only)"))


class OpenForm(AboutForm, PlanForm):
    """A new matter: what, where, whose, and the plan."""

    field_order = ("title", "category", "place_kind", "place", "area", "unit", "words")

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {"about": self.about(), "plan": self.plan()}


class GatherForm(MatterForm):
    """Which requests: those received here since a moment, of one category, or a list of numbers."""

    since = forms.DateTimeField(label=_("Received since"), widget=DateTimeInput)
    category = fields.Named(
        label=pgettext_lazy("field", "Category"),
        required=False,
        help_text=_("Those without a category are taken too. Leave empty for any."),
    )
    numbers = forms.CharField(
        label=_("Or these numbers, one a line"),
        required=False,
        max_length=20_000,
        widget=Textarea({"rows": 3}),
    )
    ids = forms.CharField(required=False, max_length=120_000, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Begin with the matter's category, and a day before it was opened."""
        offer(self.fields["category"], fields.categories(self.scene.at))
        if self.scene.matter is not None:
            self.initial["since"] = self.scene.matter.opened_at - DAY
            self.initial["category"] = self.scene.matter.category_id

    def clean_numbers(self) -> list[int]:
        """Return the tickets that the numbers stand for."""
        said = self.cleaned_data["numbers"].split()
        found = [code.ticket_id(number) for number in said]
        if None in found:
            raise ValidationError(
                _("A number is mistyped: %(number)s"), params={"number": said[found.index(None)]}
            )
        return [pk for pk in found if pk is not None]

    def clean_ids(self) -> list[int]:
        """Return the tickets that the page has shown; what is longer than any id is none."""
        listed = self.cleaned_data["ids"].split(",")
        return [int(pk) for pk in listed if DIGITS.fullmatch(pk)]

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {"ticket_ids": self.cleaned_data["ids"]}


class ScatterForm(WordsForm):
    """Which list is taken back, and why."""

    gathered = forms.TypedChoiceField(label=_("Which list"), coerce=int, widget=RadioSelect)
    field_order = ("gathered", "words")

    def prepare(self) -> None:
        """Offer the lists that joined by one decision."""
        self.fields["gathered"].choices = self.scene.lists  # type: ignore[attr-defined]
