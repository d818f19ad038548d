"""A desk narrowed down: by what its address says, by a form that leads to such an address."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules.narrowing import ALL, Due, Narrowing
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import RadioSelect
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import desks, fields, shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules.codes import significant

NUMBERED = {"category": "category_id", "grid": "grid_id", "unit": "lead_unit_id"}
DUE: Mapping[Due, labels.Words] = {
    Due.LATE: pgettext_lazy("due", "Late"),
    Due.TODAY: pgettext_lazy("due", "Late or due today"),
    Due.SOON: pgettext_lazy("due", "Late or due within three days"),
}


def read(given: Mapping[str, str]) -> Narrowing:
    """Return what an address narrows a desk down to, or answer 404 where it says what cannot be."""
    said: dict[str, Any] = {}
    for name, column in NUMBERED.items():
        if given.get(name):
            said[column] = number(given[name])
            if said[column] is None:
                raise Http404
    if place := given.get("place", ""):
        try:
            significant(place)
        except Refusal as refusal:
            raise Http404 from refusal
        said["division_code"] = place
    if due := given.get("due", ""):
        if due not in set(Due):
            raise Http404
        said["due"] = Due(due)
    return Narrowing(**said)


def pairs(to: Narrowing) -> dict[str, str]:
    """Return what an address says of a narrowing."""
    said = {name: getattr(to, column) for name, column in NUMBERED.items()}
    said |= {"place": to.division_code, "due": to.due}
    return {name: str(value) for name, value in said.items() if value}


def query(to: Narrowing) -> str:
    """Return what stands behind the address of a desk that is narrowed down; "" for all of it."""
    return f"?{urlencode(pairs(to))}" if to != ALL else ""


def url(name: str, to: Narrowing) -> str:
    """Return the address of a desk, narrowed down."""
    return reverse("staff-desk", args=[name]) + query(to)


def narrowed(to: Narrowing, at: datetime) -> tickets.Narrowed | None:
    """Return how a desk is asked for what fits, or None for all of it."""
    return tickets.Narrowed(to=to, at=at) if to != ALL else None


def whither(said: str, own: Collection[str]) -> str:
    """Return a desk as a form names it, with what it is narrowed down to; "" where it is none of one's own."""
    name, to = split(said)
    return name + query(to) if name in own else ""


def split(said: str) -> tuple[str, Narrowing]:
    """Return the name of a desk and what it is narrowed down to; all of it where that cannot be read."""
    name, _sign, behind = said.partition("?")
    try:
        return name, read(QueryDict(behind).dict())
    except Http404:
        return name, ALL


def told(to: Narrowing, at: datetime) -> str:
    """Return in words what a desk is narrowed down to."""
    said: list[labels.Words] = []
    if to.category_id is not None:
        said += [one.name for one in duties.categories_by_id([to.category_id]).values()]
    if to.division_code:
        said += orgs.division_names([to.division_code], day_of(at)).values()
    if to.grid_id is not None:
        said += [one.name for one in orgs.grids_by_id([to.grid_id]).values()]
    if to.lead_unit_id is not None:
        said += orgs.unit_names([to.lead_unit_id]).values()
    if to.due is not None:
        said.append(DUE[to.due])
    return " · ".join(str(one) for one in said)


class NarrowForm(forms.Form):
    """What to see of a desk."""

    use_required_attribute = False
    category = fields.Named(
        label=pgettext_lazy("field", "Category"),
        required=False,
        help_text=gettext_lazy("One category, or a group with all that stands under it."),
    )
    place = forms.CharField(
        label=pgettext_lazy("field", "Place"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("A grid, a community or a subdistrict, by its name or code."),
    )
    unit = fields.Named(label=pgettext_lazy("field", "Lead unit"), required=False)
    due = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Due"),
        required=False,
        coerce=Due,
        empty_value=None,
        choices=[("", pgettext_lazy("due", "Whenever")), *DUE.items()],
        widget=RadioSelect,
    )

    def __init__(self, *given: Any, at: datetime, **named: Any) -> None:
        super().__init__(*given, **named)
        self.at = at
        self._offer("category", _categories())
        self._offer("unit", fields.units(day_of(at)))

    def _offer(self, name: str, options: list[fields.Option]) -> None:
        self.fields[name].offer(options)  # type: ignore[attr-defined]  # a Named one

    def clean_place(self) -> tuple[int | None, str]:
        """Return the grid or the division that was meant."""
        said = self.cleaned_data["place"]
        return fields.area(said, self.at) if said else (None, "")

    def narrowing(self) -> Narrowing:
        """Return what was said."""
        said = self.cleaned_data
        grid_id, division_code = said["place"]
        return Narrowing(
            category_id=said["category"],
            division_code=division_code,
            grid_id=grid_id,
            lead_unit_id=said["unit"],
            due=said["due"],
        )


def _categories() -> list[fields.Option]:
    """Return all categories, the groups too: each with the one that it stands under."""
    return [
        fields.Option(
            pk=row.pk,
            name=f"{row.parent.name} › {row.name}" if row.parent else row.name,
            also=(row.name, row.code),
        )
        for row, _node in duties.tree()
    ]


def _standing(to: Narrowing, at: datetime) -> dict[str, object]:
    """Return what stands in the form where a desk is narrowed down already."""
    names = orgs.division_names([to.division_code], day_of(at)) if to.division_code else {}
    grids = orgs.grids_by_id([to.grid_id]) if to.grid_id is not None else {}
    return {
        "category": to.category_id,
        "place": next((one.code for one in grids.values()), names.get(to.division_code, "")),
        "unit": to.lead_unit_id,
        "due": to.due or "",
    }


@shell.page(*shell.READERS)
@require_safe
def narrow(request: StaffRequest, name: str) -> HttpResponseBase:
    """Ask what to see of a desk, and lead there."""
    chosen, at = desks.desk_of(request.actor, name), timezone.now()
    asked = "show" in request.GET
    to = ALL if asked else read(request.GET.dict())
    form = NarrowForm(request.GET if asked else None, at=at, initial=_standing(to, at))
    if form.is_valid():
        return shell.see_other("staff-desk", name, query=query(form.narrowing()))
    context = {
        "form": form,
        "title": _("Narrow the list down"),
        "desk_title": desks.NAMES[chosen.name],
        "back_url": url(name, to),
    }
    return shell.show(request, "staff/narrow.html", context, status=422 if asked else 200)
