"""The forms of a table that is asked for: what is asked, its steps, and what one unit fills in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.paperwork import rules
from lianxin.casework.paperwork.actions import Request
from lianxin.casework.paperwork.rules import Field, Kind, Rhythm, Schedule
from lianxin.foundation.text import says_anything
from lianxin.interfaces.web import figure_words
from lianxin.interfaces.web.forms import DateInput, Form, RadioSelect, Textarea
from lianxin.interfaces.web.staff import fields, table_words
from lianxin.interfaces.web.staff.step_forms import offer
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import UnitKind

ROWS, MORE = 4, 4  # fields that a new form offers, and that "more" adds
GROUPS = {
    UnitKind.SUBDISTRICT: pgettext_lazy("asked", "All subdistrict offices and town governments"),
    UnitKind.COMMUNITY: pgettext_lazy("asked", "All residents' and villagers' committees"),
}


class FieldForm(forms.Form):
    """One field of a table: its name, kind, meaning, and what fills it."""

    use_required_attribute = False
    marks_optional = False
    name = forms.CharField(
        label=pgettext_lazy("table", "Name of the field"),
        required=False,
        max_length=rules.fields.LONGEST_NAME,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("table", "What stands in it"),
        choices=[(kind.value, said) for kind, said in table_words.KIND.items()],
    )
    meaning = forms.CharField(
        label=pgettext_lazy("table", "What it means"),
        required=False,
        max_length=rules.fields.LONGEST_MEANING,
    )
    figure = forms.ChoiceField(label=pgettext_lazy("table", "Where it comes from"), required=False)
    category = fields.Named(
        label=pgettext_lazy("table", "Of which category (figures only)"), required=False
    )

    def __init__(self, *given: Any, figures: Sequence[str], at: datetime, **named: Any) -> None:
        super().__init__(*given, **named)
        typed = [("", pgettext_lazy("table", "Typed by the unit"))]
        known = [(code, figure_words.NAME[code]) for code in figures]
        self.fields["figure"].choices = typed + known  # type: ignore[attr-defined]
        offer(self.fields["category"], fields.categories(at))

    def field(self) -> Field | None:
        """Return the field, or None where the row was left empty."""
        said = self.cleaned_data
        if not says_anything(said["name"]):
            return None
        return Field(
            code="",
            name=said["name"],
            kind=Kind(said["kind"]),
            meaning=said["meaning"],
            figure=said["figure"],
            category_id=said["category"] if said["figure"] else None,
        )


class RequestForm(Form):
    """Who asks for which table of whom, on what basis, how often and until when."""

    title = forms.CharField(
        label=pgettext_lazy("table", "Title of the table"), max_length=rules.LONGEST_TITLE
    )
    asker = fields.Named(label=pgettext_lazy("table", "Unit that asks for it"))
    basis = forms.CharField(
        label=pgettext_lazy("table", "Document on which it is based"),
        max_length=rules.LONGEST_BASIS,
    )
    based_on = forms.DateField(
        label=pgettext_lazy("table", "Date of the document"), widget=DateInput
    )
    groups = forms.MultipleChoiceField(
        label=pgettext_lazy("table", "Who fills it in"),
        required=False,
        choices=[(kind.value, said) for kind, said in GROUPS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.CharField(
        label=pgettext_lazy("table", "Or these units, one a line"),
        required=False,
        max_length=20_000,
        widget=Textarea({"rows": 3}),
    )
    rhythm = forms.TypedChoiceField(
        label=pgettext_lazy("table", "How often"),
        choices=[(one.value, said) for one, said in table_words.RHYTHM.items()],
        coerce=Rhythm,
        widget=RadioSelect,
    )
    first_on = forms.DateField(
        label=pgettext_lazy("table", "First day it is about"), widget=DateInput
    )
    ends_on = forms.DateField(
        label=pgettext_lazy("table", "End date"),
        widget=DateInput,
        help_text=_("No table is asked for ever: at most two years, then it is asked for anew."),
    )
    due_days = forms.IntegerField(
        label=pgettext_lazy("table", "Working days to fill it in, after each period"),
        min_value=1,
        max_value=rules.periods.MOST_DAYS,
        initial=5,
    )

    def __init__(self, *given: Any, on: date, own: int | None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.on = on
        self.options = fields.units(on)
        self.own = own
        if own is None:
            offer(self.fields["asker"], self.options)
        else:
            del self.fields["asker"]

    def clean_units(self) -> list[int]:
        """Return the units whose names or codes stand in the lines."""
        lines = [line.strip() for line in self.cleaned_data["units"].splitlines() if line.strip()]
        found = []
        for line in lines:
            try:
                found.append(fields.chosen(line, self.options).pk)
            except ValidationError as error:
                raise ValidationError(f"{line}: {error.messages[0]}") from error
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a table that is asked of nobody."""
        said = super().clean() or {}
        if "units" in said and not said["units"] and not said.get("groups"):
            self.add_error("units", now("Name at least one unit."))
        return said

    def request(self, asked: Sequence[Field]) -> Request:
        """Return what is asked for."""
        said = self.cleaned_data
        asker = self.own if self.own is not None else said["asker"]
        kinds = said.get("groups") or []
        grouped = orgs.handling_units(self.on).filter(kind__in=kinds) if kinds else []
        units = {*said.get("units", []), *(one.pk for one in grouped)} - {asker}
        return Request(
            title=said["title"],
            asker_id=asker,
            basis=said.get("basis", ""),
            based_on=said.get("based_on"),
            fields=tuple(asked),
            unit_ids=tuple(sorted(units)),
            schedule=Schedule(
                rhythm=said["rhythm"],
                first_on=said["first_on"],
                ends_on=said["ends_on"],
                due_days=said["due_days"],
            ),
        )


class NoteForm(RequestForm):
    """What somebody is asked for without registration: no basis is known."""

    basis = None  # type: ignore[assignment]
    based_on = None  # type: ignore[assignment]

    def __init__(self, *given: Any, noting: int | None, **named: Any) -> None:
        super().__init__(*given, own=None, **named)
        self.noting = noting
        if noting is not None:
            del self.fields["groups"], self.fields["units"]

    def request(self, asked: Sequence[Field]) -> Request:
        """Return what is asked for, of the own unit where somebody notes for it."""
        if self.noting is not None:
            self.cleaned_data["units"] = [self.noting]
        return super().request(asked)


class StepForm(Form):
    """A step that asks nothing."""


class WordsForm(StepForm):
    """A step that owes a reason."""

    words = forms.CharField(
        label=pgettext_lazy("table", "Why"), max_length=rules.LONGEST, widget=Textarea({"rows": 4})
    )


class CheckForm(StepForm):
    """The second person's look at every field."""

    looked = forms.BooleanField(
        label=_(
            "I have looked at every field: none asks about a person's ethnicity, religion, politics, "
            "health, attendance or study"
        )
    )


class LayoutForm(StepForm):
    """The asker's own layout."""

    file = forms.FileField(
        label=pgettext_lazy("table", "Workbook (XLSX)"),
        help_text=_("At most 512 KB, without macros, formulas, links and pictures."),
    )


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A value that another table holds already, and what is said of it."""

    value: str
    words: str


class FillForm(Form):
    """What a unit types into a table; what the ledger knows is not asked."""

    def __init__(
        self,
        *given: Any,
        asked: Sequence[Field],
        offered: Mapping[str, Offered],
        correcting: bool,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.asked = [one for one in asked if not one.figure]
        for one in self.asked:
            self.fields[one.code] = typed(one, offered.get(one.code))
        self.fields["minutes"] = forms.IntegerField(
            label=_("Minutes that it took the unit, all together"),
            required=False,
            min_value=0,
            max_value=rules.answers.MOST_MINUTES,
            help_text=_("Goes into the burden meter of whoever asks; never tells of a person."),
        )
        if correcting:
            self.fields["words"] = forms.CharField(
                label=_("Why it is corrected"),
                max_length=rules.LONGEST,
                widget=Textarea({"rows": 2}),
            )

    def values(self) -> dict[str, str]:
        """Return what was typed, as it was typed."""
        return {one.code: self.data.get(one.code, "") for one in self.asked}


def typed(field: Field, offered: Offered | None) -> forms.CharField:
    """Return the input of a field; the rules say what fits, so that a draft may hold anything."""
    widgets: Mapping[Kind, forms.Widget] = {
        Kind.NUMBER: forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-10"}),
        Kind.PHOTOS: forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
        Kind.DAY: DateInput(),
        Kind.TEXT: Textarea({"rows": 2}),
        Kind.YES_NO: RadioSelect(choices=list(table_words.ANSWER.items())),
    }
    hint = " ".join(filter(None, (field.meaning, offered.words if offered else "")))
    return forms.CharField(
        label=field.name,
        required=False,
        help_text=escape(hint),  # what a page takes for HTML, and somebody typed
        initial=offered.value if offered else "",
        widget=widgets[field.kind],
    )
