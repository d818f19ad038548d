"""What the dispatch catalogue should learn: cases that say the same, and a change for a person to prepare."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import code
from lianxin.casework.tickets.rules.lessons import MANY, WITHIN, Lesson
from lianxin.foundation import words
from lianxin.foundation.actor import Role
from lianxin.foundation.refusal import BadRows, Refusal
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes import actions
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import Difference, Kind, Load, Register, Row
from lianxin.registers.changes.rules.words import JOINT
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import padded

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

NAMED = 15  # cases that fit into a note
Table = dict[str, Row]


class LessonForm(Form):
    """Which lesson somebody takes up."""

    lesson = forms.CharField(max_length=200, widget=forms.HiddenInput({"id": False}))


@shell.page(*shell.DECIDERS)
def lessons(request: StaffRequest) -> HttpResponseBase:
    """Show what decisions say against the catalogue, or prepare the change that one of them asks for."""
    at = timezone.now()
    found = tickets.lessons(request.actor, at)
    form = LessonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        one = next((one for one in found if one.key == form.cleaned_data["lesson"]), None)
        if one is None:
            raise Http404
        try:
            entry = _prepared(request, one, form.cleaned_data["key"], at)
        except BadRows as refusal:
            form.add_error(None, words.sentence(refusal.rows[0].code, refusal.rows[0].facts))
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            return shell.see_other("staff-change", entry.about_id)
    context = {
        "form": form,
        "rows": _rows(found, links=request.actor.role is not Role.ADMINISTRATOR),
        "many": MANY,
        "days": WITHIN.days,
    }
    return shell.show(
        request, "staff/registers/lessons.html", context, status=422 if form.is_bound else 200
    )


def _prepared(request: StaffRequest, one: Lesson, key: str, at: Any) -> "Entry":
    today = timezone.localdate(at)
    numbers = labels.listed(code.number(pk) for pk in one.ticket_ids[:NAMED])
    return actions.prepare_by_hand(
        register=Register.CATALOGUE,
        differences=[_difference(one, changes.table(Register.CATALOGUE, today))],
        valid_from=today,
        note=_("Cases: %(numbers)s") % {"numbers": numbers},
        load=Load(),
        by=request.actor,
        at=at,
        key=key,
    )


def _difference(one: Lesson, table: Table) -> Difference:
    """Return the row that the cases ask for: as it stands, or as it is inherited, with the other unit."""
    key, place = _key(one), padded(one.place) if one.place else ""
    before = table.get(key)
    usual = before or table[one.row]
    after = {**usual, "category_code": one.category, "division_code": place}
    if one.leads:
        helping = [name for name in usual["assist"].split(";") if name not in ("", one.unit)]
        after |= {"lead": one.unit, "assist": ";".join(helping), "duty_code": ""}
    else:
        helping = [*(name for name in usual["assist"].split(";") if name), one.unit]
        after["assist"] = ";".join(dict.fromkeys(helping))
    kind = Kind.CHANGED if before else Kind.ADDED
    return Difference(kind=kind, key=key, before=before, after=after)


def _key(one: Lesson) -> str:
    return JOINT.join((one.category, padded(one.place) if one.place else ""))


def _rows(found: list[Lesson], *, links: bool) -> list[dict[str, object]]:
    on = timezone.localdate()
    names = duties.category_names({one.category for one in found})
    units = orgs.unit_names_by_code({one.unit for one in found})
    places = orgs.division_names({padded(one.place) for one in found if one.place}, on)
    asked = changes.asked_for(Register.CATALOGUE, [_key(one) for one in found])
    return [
        {
            "key": one.key,
            "category": names.get(one.category, one.category),
            "place": places.get(padded(one.place), one.place)
            if one.place
            else pgettext("place", "everywhere"),
            "unit": units.get(one.unit, one.unit),
            "leads": one.leads,
            "cases": [
                {
                    "number": code.number(pk),
                    "url": reverse("staff-ticket", args=[code.number(pk)]) if links else "",
                }
                for pk in one.ticket_ids
            ],
            "change": asked.get(_key(one)),
        }
        for one in found
    ]
