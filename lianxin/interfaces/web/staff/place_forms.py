"""The forms that say where a ticket goes: category, kind, grid, and a unit where the catalogue errs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Kind
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import RadioSelect
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.step_forms import StepForm, offer, words
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties.rules import Assignment
from lianxin.registers.orgs import queries as orgs


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
    about_unit = fields.Named(
        label=_("The unit complained of"),
        required=False,
        help_text=_(
            "Only for a complaint or a tip-off: it goes one level up, and that unit cannot read it."
        ),
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
        offer(self.fields["category"], fields.categories(self.scene.at))
        named = orgs.grid_from_address(said, self.scene.at) if said else []
        ids = [ticket.grid_id, *(one.place.grid_id for one in named)]
        choices = fields.grid_choices(pk for pk in ids if pk)
        if choices:
            field = self.fields["grid_choice"]
            field.choices = fields.or_else(choices, _("Another, or not known"))  # type: ignore[attr-defined]
        else:
            del self.fields["grid_choice"]
            self.fields["grid"].label = pgettext_lazy("field", "Grid")
        sure = fields.surest([one for one in named if one.place.grid_id])
        units = fields.units(self.scene.today)
        offer(self.fields["about_unit"], units)
        detected = tickets.complained_of(
            ticket.kind, self.scene.asked.get("what", ""), ((one.pk, one.name) for one in units)
        )
        self.initial["about_unit"] = ticket.about_unit_id or detected
        self.initial["category"] = ticket.category_id or self._suggested()
        self.initial["kind"] = ticket.kind
        self.initial["grid_choice"] = ticket.grid_id or (sure.place.grid_id if sure else "")

    def _suggested(self) -> int | None:
        """Return the category with which the form begins: the one clicked on, else what is suggested as sure."""
        suggestion = self.scene.suggestion
        if suggestion is None:
            return None
        clicked = str(self.initial.pop("suggested", ""))
        known = {str(choice.pk): choice.pk for choice in suggestion.choices}
        return known.get(clicked, suggestion.best)

    def clean_grid(self) -> int | None:
        """Return the id of the grid that was typed."""
        said = self.cleaned_data["grid"]
        return fields.grid(said, self.scene.at).pk if said else None

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = super().given()
        said["category_id"] = said.pop("category")
        said["about_unit_id"] = said.pop("about_unit")
        said["grid_id"] = said.pop("grid") or said.pop("grid_choice", None)
        said.pop("grid_choice", None)
        return said

    def owner(self) -> Assignment | None:
        """Return whom the catalogue names for what stands in the form now."""
        said = self.cleaned_data if self.is_bound else self.initial
        category_id = said.get("category")
        grid_id = said.get("grid") or said.get("grid_choice")
        place = orgs.grids_by_id([grid_id]).get(grid_id) if grid_id else None
        division = place.community.code if place else self.scene.ticket.division_code
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
        offer(self.fields["lead_unit"], fields.units(self.scene.today))

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
        offer(self.fields["lead_unit"], fields.units(self.scene.today))

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
        offer(self.fields["category"], fields.categories(self.scene.at))
        self.fields["lead_unit"].help_text = _("Or the unit itself, with the reason below.")
        self.fields["words"].required = False

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        return {**super().given(), "category_id": self.cleaned_data["category"]}
