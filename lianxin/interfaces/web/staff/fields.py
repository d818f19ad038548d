"""Fields that find a category, a unit or a grid by what somebody types, with or without a script."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lianxin.foundation.memory import for_a_second
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import labels
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import Candidate

if TYPE_CHECKING:
    from lianxin.registers.orgs.models import Grid

OFFERED = 6  # candidates that an error names
GRID_CODE = 15  # digits


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose: its id, its full name, and other words by which it is found."""

    pk: int
    name: str
    also: Sequence[str] = ()


class Datalist(forms.TextInput):
    """A line to type in, with everything that fits offered below it by the browser."""

    template_name = "staff/datalist.html"
    options: Sequence[Option] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return Django's context, and the names to offer."""
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}_options"
        context["widget"]["attrs"] |= {"list": listed, "autocomplete": "off"}
        return context | {"listed": listed, "options": [option.name for option in self.options]}


class Named(forms.CharField):
    """A choice by name, by another word for it, or by a part of either; gives its id or None."""

    widget: Datalist

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=120, widget=Datalist(), **given)
        self.options: Sequence[Option] = ()

    def offer(self, options: Sequence[Option]) -> None:
        """Say what there is to choose from."""
        self.options = options
        self.widget.options = options

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the line: a name, also where an id is given."""
        return next((one.name for one in self.options if one.pk == value), value)

    def clean(self, value: Any) -> Any:
        """Return the id of the one thing that was meant, or None for nothing."""
        said = super().clean(value)
        return chosen(said, self.options).pk if said else None


def chosen(said: str, options: Sequence[Option]) -> Option:
    """Return the one option that was meant; the error names what it could be otherwise."""
    for fitting in (_exactly, _partly):
        found = fitting(said, options)
        if len(found) == 1:
            return found[0]
        if found:
            names = labels.listed(option.name for option in found[:OFFERED])
            raise ValidationError(_("Several fit. Which one? %(names)s") % {"names": names})
    raise ValidationError(_("Nothing fits. Please try another word."))


def _exactly(said: str, options: Sequence[Option]) -> list[Option]:
    return [option for option in options if said == option.name or said in option.also]


def _partly(said: str, options: Sequence[Option]) -> list[Option]:
    return [
        option for option in options if any(said in word for word in (option.name, *option.also))
    ]


@for_a_second
def categories() -> Sequence[Option]:
    """Return the categories that can be chosen: "照明 › 路灯不亮", also by their keywords."""
    return [
        Option(
            pk=leaf.pk,
            name=f"{leaf.parent.name} › {leaf.name}" if leaf.parent else leaf.name,
            also=(leaf.name, leaf.code, *leaf.keywords),
        )
        for leaf in duties.leaves()
    ]


def units(on: date) -> list[Option]:
    """Return the units that can be given a ticket."""
    return [
        Option(pk=unit.pk, name=unit.name, also=(unit.code,)) for unit in orgs.handling_units(on)
    ]


def grid(said: str, at: datetime) -> "Grid":
    """Return the grid that a code or a name means; the error names what it could be otherwise."""
    if said.isascii() and said.isdigit() and len(said) == GRID_CODE:
        by_code = orgs.grids(day_of(at)).filter(code=said).first()
        if by_code is not None:
            return by_code
    named = [one for one in orgs.grid_from_address(said, at) if one.place.grid_id]
    if one := surest(named):
        return orgs.grids_by_id([one.place.grid_id or 0])[one.place.grid_id or 0]
    if named:
        names = labels.listed(f"{one.place.name} {one.place.code}" for one in named[:OFFERED])
        raise ValidationError(_("Several fit. Which one? %(names)s") % {"names": names})
    raise ValidationError(_("No grid has this code or name."))


def area(said: str, at: datetime) -> tuple[int | None, str]:
    """Return a grid's id, or the code of a community or subdistrict, by code or name."""
    if said.isascii() and said.isdigit() and orgs.division(said, day_of(at)) is not None:
        return None, said
    places = [one for one in orgs.grid_from_address(said, at) if one.place.grid_id is None]
    if (one := surest(places)) and said in (one.place.name, one.matched):
        return None, one.place.code
    return grid(said, at).pk, ""


def surest(found: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that outweighs all others, or None where it is not clear."""
    if not found or (len(found) > 1 and found[0].weight == found[1].weight):
        return None
    return found[0]


def grid_choices(ids: Iterable[int]) -> list[tuple[str, str]]:
    """Return grids as choices, each with the community that it lies in."""
    found: Mapping[int, Grid] = orgs.grids_by_id(list(dict.fromkeys(ids)))
    return [(str(pk), labels.beside(row.name, row.community.name)) for pk, row in found.items()]


def or_else(choices: list[tuple[str, str]], words: labels.Words) -> list[tuple[str, labels.Words]]:
    """Return choices, and behind them one that means none of them."""
    return [*choices, ("", words)]
