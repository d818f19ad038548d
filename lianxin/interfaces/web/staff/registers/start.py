"""The first day of a city: step by step from nothing to service, left and taken up again at any time."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.exchange import shipped
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers import pages, readiness
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.changes import actions as changes
from lianxin.registers.changes.rules import Register
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import DivisionKind, UnitKind, padded, significant
from lianxin.registers.policies import actions as policies

Rows = Sequence[tuple[int, Mapping[str, str]]]
TOWNS = frozenset({DivisionKind.TOWNSHIP})


class StartForm(Form):
    """What a step is to start from."""

    start = forms.CharField(max_length=20)


@shell.page(*shell.KEEPERS)
def start(request: StaffRequest) -> HttpResponseBase:
    """Show every step with what it lacks, or let one start from what comes with the product."""
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer = _started(request, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            return answer
    found = readiness.steps(request.actor, timezone.now())
    context = {
        "form": form,
        "steps": [_shown(step) for step in found],
        "missing": readiness.missing(found),
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/registers/start.html", context, status=status)


def _shown(step: readiness.Step) -> dict[str, object]:
    name = step.register.value if step.register else ""
    adds = bool(name) and step.register is not Register.STAFF
    return {
        "step": step,
        "list_url": pages.url_of(step.register) if step.register else "",
        "file_url": reverse("staff-register-file", args=[name]) if name else "",
        "new_url": reverse("staff-register-new", args=[name])
        if adds
        else (name and reverse("staff-person-new")),
    }


def _started(request: StaffRequest, said: Mapping[str, Any]) -> HttpResponseBase:
    name, by = said["start"], request.actor
    if name == "catalogue":
        return shell.see_other("staff-start-catalogue")
    frame = {"by": by, "at": timezone.now(), "key": said["key"]}
    if name == "years":
        years = calendar_queries.years_to_load(timezone.localdate())
        calendars.load_years(years=years, **frame)
        messages.success(request, _("The calendar is loaded."))
        return shell.see_other("staff-start")
    if name == "profiles":
        policies.load_profiles(**frame)
        messages.success(request, _("The profiles are loaded. Now adopt one."))
        return shell.see_other("staff-start")
    if name not in ROWS:
        raise Http404
    register, rows = ROWS[name]
    return _prepared(register, rows(by), frame)


def _prepared(register: Register, rows: Rows, frame: Mapping[str, Any]) -> HttpResponseBase:
    """Prepare rows that come with the product, and lead to their preview."""
    listed = json.dumps([row for _line, row in rows], sort_keys=True).encode()
    sha256 = hashlib.sha256(listed).hexdigest()
    given = {"valid_from": timezone.localdate(), "sha256": sha256, **frame}
    entry = changes.prepare(register=register, rows=rows, **given)
    return shell.see_other("staff-change", entry.about_id)


def _units(by: Actor) -> Rows:
    on = timezone.localdate()
    code = padded(by.division) if by.division else ""
    city = orgs.division_names([code], on).get(code, "")
    known = list(orgs.units(on).values_list("code", flat=True))
    return shipped.units(city, code, known)


def _offices(by: Actor) -> Rows:
    """Return an office for each subdistrict and town, and a committee for each community, under it."""
    on = timezone.localdate()
    towns = orgs.offices_missing(by, on, UnitKind.SUBDISTRICT)
    communities = orgs.offices_missing(by, on, UnitKind.COMMUNITY)
    top = orgs.unit_of_division(padded(by.division), UnitKind.GOVERNMENT, on)
    here = {code for code, _name, _kind in towns}
    rows = [
        _office(code, name, _town(kind), UnitKind.SUBDISTRICT, top.code if top else "")
        for code, name, kind in towns
    ]
    for code, name, kind in communities:
        town = padded(code[:9])
        above = orgs.unit_of_division(town, UnitKind.SUBDISTRICT, on) if town not in here else None
        parent = significant(town) if town in here else (above.code if above else "")
        ending = "居民委员会" if kind == DivisionKind.COMMUNITY else "村民委员会"
        rows.append(_office(code, _short(name), ending, UnitKind.COMMUNITY, parent))
    return list(enumerate(rows, 2))


def _town(kind: str) -> str:
    return "人民政府" if kind in TOWNS else "办事处"


def _short(name: str) -> str:
    """Return a community's name as it stands before 居民委员会, which some lists have in it already."""
    for ending in ("居民委员会", "居委会", "村民委员会", "村委会"):
        name = name.removesuffix(ending)
    return name


def _office(code: str, name: str, ending: str, kind: UnitKind, parent: str) -> Mapping[str, str]:
    return {
        "code": significant(code),
        "name": f"{name}{ending}",
        "kind": kind.value,
        "parent_code": parent,
        "division_code": code,
        "phone": "",
    }


ROWS: Mapping[str, tuple[Register, Callable[[Actor], Rows]]] = {
    "units": (Register.UNITS, _units),
    "offices": (Register.UNITS, _offices),
    "categories": (Register.CATEGORIES, lambda _by: shipped.template("categories")),
}


LEADING = (UnitKind.GOVERNMENT, UnitKind.DEPARTMENT, UnitKind.COMPANY)  # few enough to choose from


class OwnUnitsForm(Form):
    """For each unit that the shipped catalogue names, the city's own."""

    def __init__(self, *given: Any, by: Actor, **named: Any) -> None:
        super().__init__(*given, **named)
        found = orgs.units_visible_to(by).filter(orgs.lasting(timezone.localdate()))
        known = dict(found.filter(kind__in=LEADING).values_list("code", "name"))
        nobody = ("", pgettext_lazy("start", "None: the office of the place"))
        for code, usual in shipped.named().items():
            like = [own for own, name in known.items() if usual in name]
            self.fields[f"unit-{code}"] = forms.ChoiceField(
                label=usual,
                required=False,
                choices=[nobody, *known.items()],
                initial=code if code in known else (like[0] if len(like) == 1 else ""),
            )

    def instead(self) -> dict[str, str]:
        """Return the city's own unit for each usual one."""
        said = self.cleaned_data.items()
        return {name.removeprefix("unit-"): own for name, own in said if name.startswith("unit-")}


@shell.page(*shell.KEEPERS)
def catalogue(request: StaffRequest) -> HttpResponseBase:
    """Ask which of the city's units stand for those of the shipped catalogue, and prepare it."""
    form = OwnUnitsForm(request.POST if request.method == "POST" else None, by=request.actor)
    if form.is_valid():
        frame = {"by": request.actor, "at": timezone.now(), "key": form.cleaned_data["key"]}
        try:
            return _prepared(Register.CATALOGUE, shipped.catalogue(form.instead()), frame)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
    status = 422 if form.is_bound else 200
    context = {"form": form, "back_url": reverse("staff-start")}
    return shell.show(request, "staff/registers/own_units.html", context, status=status)
