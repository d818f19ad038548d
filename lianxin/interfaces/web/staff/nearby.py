"""What is known nearby, offered to whoever takes a request in: public matters, to be read aloud."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.utils.translation import ngettext
from django.utils.translation import pgettext_lazy as _

from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import RadioSelect
from lianxin.interfaces.web.known import Known
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import fields
from lianxin.registers.orgs import queries as orgs


def place(grid: str, where: str, at: datetime) -> tuple[int | None, str]:
    """Return the grid and the division that a chosen grid, or else the words, surely name."""
    chosen = number(grid)
    for pk, found in orgs.grids_by_id([] if chosen is None else [chosen]).items():
        return pk, found.community.code
    sure = fields.surest(orgs.grid_from_address(where, at)) if where else None
    return (sure.place.grid_id, sure.place.code[:12]) if sure else (None, "")


def offer(field: forms.Field, found: Sequence[Known]) -> None:
    """Let a field offer what is known, each with how many others have reported it."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
    field.widget = RadioSelect(hints={str(one.matter.pk): hint(one) for one in found})
    choices = [(str(one.matter.pk), one.shown.title) for one in found]
    field.choices = fields.or_else(choices, _("matter", "No, it is something else"))


def hint(one: Known) -> labels.Words:
    """Return what is said of a known problem: the newest words for the public, and how many others."""
    said = one.shown.news[0].notice if one.shown.news else one.shown.plan
    if not one.others:
        return said
    others = ngettext(
        "At least %(count)d other has reported it.",
        "At least %(count)d others have reported it.",
        one.others,
    )
    return f"{said} {others % {'count': one.others}}"
