"""The form of one row, made from its register's sheet: each column asked for as what it holds."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import DateInput, Form, RadioSelect, Textarea
from lianxin.interfaces.web.staff import fields
from lianxin.interfaces.web.staff.registers.columns import Ask, Column, Sheet
from lianxin.interfaces.web.staff.registers.reading import OFFICE, names, profiles, said
from lianxin.registers.changes.rules import KEPT, Register, Row
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import Successor

OFFERED = 6  # rows that an error names
DATALIST = 400  # units that a page offers to choose from; more are typed


class RowForm(Form):
    """What one row is to say, and from which day on."""

    def __init__(
        self, *given: Any, sheet: Sheet, by: Actor, on: date, row: Row | None, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.sheet, self.by, self.on, self.row = sheet, by, on, row
        self.known = names(sheet, [row], on)
        for column in self.asked():
            self.fields[column.name] = _field(column, sheet.register, by, on)
            self.fields[column.name].initial = self._initial(column)
        if sheet.register is Register.CALENDAR:
            self.fields["note"] = forms.CharField(
                label=pgettext_lazy("column", "The notice that says so"), max_length=200
            )
        else:
            self.fields["valid_from"] = forms.DateField(
                label=pgettext_lazy("column", "In force from"),
                initial=on,
                widget=DateInput,
            )

    def asked(self) -> list[Column]:
        """Return the columns to ask for: what names a row stays, and outlines come from a map."""
        columns = [column for column in self.sheet.columns if column.ask is not Ask.INFO]
        if self.row is None:
            return columns
        fixed = {*KEPT[self.sheet.register].key, "outline"}
        return [column for column in columns if column.name not in fixed]

    def _initial(self, column: Column) -> str:
        """Return what a row says now: a code with its name, where it has one."""
        text = (self.row or {}).get(column.name, "")
        name = said(column, text, self.known) if text and column.ask in FINDS else ""
        return f"{text} {name}" if name and name != text else text

    def clean(self) -> dict[str, Any]:
        """Find the codes behind names that somebody typed."""
        typed = super().clean() or {}
        for column in self.asked():
            text = typed.get(column.name)
            try:
                if text and column.ask in FINDS:
                    typed[column.name] = FINDS[column.ask](str(text).strip(), self.by, self.on)
                elif text and column.ask is Ask.OUTLINE:
                    json.loads(text)
            except ValidationError as error:
                self.add_error(column.name, error)
            except ValueError:
                self.add_error(column.name, _("This is not a GeoJSON geometry."))
        return typed

    def said(self) -> Row:
        """Return the row as the register's file would say it."""
        asked = {column.name: self._text(column.name) for column in self.asked()}
        return {**(self.row or {}), **asked}

    def _text(self, name: str) -> str:
        value = self.cleaned_data.get(name) or ""
        return value.isoformat() if isinstance(value, date) else str(value)


def _field(column: Column, register: Register, by: Actor, on: date) -> forms.Field:
    usual: dict[str, Any] = {
        "label": column.label,
        "required": column.needed,
        "help_text": column.hint,
    }
    if column.ask is Ask.DAY:
        return forms.DateField(widget=DateInput, **usual)
    if column.ask is Ask.WORD:
        return forms.ChoiceField(choices=_choices(column, register), **usual)
    if column.ask is Ask.LONG:
        return forms.CharField(max_length=column.limit, widget=Textarea, **usual)
    if column.ask is Ask.OUTLINE:
        return forms.CharField(max_length=1_000_000, widget=Textarea, **usual)
    if column.ask is Ask.UNIT:
        offered = fields.Datalist()
        offered.options = units(by, on)
        return forms.CharField(max_length=120, widget=offered, **usual)
    if column.ask is Ask.CATEGORY:
        offered = fields.Datalist()
        offered.options = [fields.Option(pk=row.pk, name=row.name) for row, _node in duties.tree()]
        return forms.CharField(max_length=120, widget=offered, **usual)
    return forms.CharField(max_length=max(column.limit, 120), **usual)


def _choices(column: Column, register: Register) -> list[tuple[str, labels.Words]]:
    if register is Register.LIMITS:
        found: Mapping[str, labels.Words] = profiles()
    else:
        found = column.choices or {}
    return [*([] if "" in found or not column.needed else [("", "")]), *found.items()]


def units(by: Actor, on: date) -> list[fields.Option]:
    """Return the units to offer, none where they are too many for a page."""
    found = orgs.units_visible_to(by).filter(orgs.lasting(on)).order_by("code")[: DATALIST + 1]
    offered = [fields.Option(pk=row.pk, name=row.name) for row in found]
    return offered if len(offered) <= DATALIST else []


def unit(text: str, by: Actor, on: date) -> str:
    """Return the code of the unit that a code or a name means, or say what it could be."""
    if (code := text.split()[0]) in OFFICE:
        return code
    return _one(text, orgs.units_visible_to(by).filter(orgs.lasting(on)))


def _division(text: str, _by: Actor, on: date) -> str:
    return _one(text, orgs.divisions_in_force(on))


def _category(text: str, _by: Actor, _on: date) -> str:
    return _one(text, duties.in_force())


def _one(text: str, found: Any) -> str:
    """Return the code of the one row that a code or a name means; the error names what it could be."""
    exact = list(found.filter(Q(code=text.split()[0]) | Q(name=text))[:2])
    near = exact or list(found.filter(Q(code__startswith=text) | Q(name__contains=text))[:OFFERED])
    if len(near) == 1:
        return str(near[0].code)
    if not near:
        raise ValidationError(_("Nothing fits. Please try another word."))
    listed = labels.listed(f"{row.name} {row.code}" for row in near)
    raise ValidationError(_("Several fit. Which one? %(names)s") % {"names": listed})


FINDS = {Ask.UNIT: unit, Ask.DIVISION: _division, Ask.CATEGORY: _category}


class EndForm(Form):
    """From which day on a row is out of force."""

    def __init__(self, *given: Any, by: Actor, on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.by, self.on = by, on
        self.fields["valid_from"] = forms.DateField(
            label=pgettext_lazy("column", "First day on which it is no longer in force"),
            initial=on,
            widget=DateInput,
        )


class CloseForm(EndForm):
    """From which day on a unit is closed, and who takes over what it holds."""

    ALL, CATALOGUE = "all", "catalogue"

    successor = forms.CharField(
        label=pgettext_lazy("column", "Who takes its open requests over"),
        required=False,
        max_length=120,
        widget=fields.Datalist(),
    )
    shared = forms.ChoiceField(
        label=pgettext_lazy("column", "Which of them"),
        required=False,
        choices=[
            (ALL, pgettext_lazy("column", "All of them")),
            (
                CATALOGUE,
                pgettext_lazy("column", "Those for which the dispatch catalogue names nobody else"),
            ),
        ],
        initial=ALL,
        widget=RadioSelect(
            hints={
                CATALOGUE: gettext_lazy("The others go to whom the catalogue of that day names.")
            }
        ),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["successor"].widget.options = units(self.by, self.on)
        self.order_fields(["valid_from", "successor", "shared"])

    def clean_successor(self) -> str:
        """Return the code of the unit that was meant, or "" for none."""
        said = str(self.cleaned_data["successor"]).strip()
        return _one(said, orgs.units(self.on)) if said else ""

    def heir(self) -> Successor | None:
        """Return who takes over, or None where nobody is named."""
        code = self.cleaned_data["successor"]
        by_catalogue = self.cleaned_data["shared"] == self.CATALOGUE
        return Successor(code=code, by_catalogue=by_catalogue) if code else None
