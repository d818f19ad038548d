"""The requests behind a number of a panel: those that the reader may see."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy as _
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.insight.queries import behind as insight
from lianxin.followers.insight.queries.disclosure import few as of_few
from lianxin.followers.insight.rules.figures import Period
from lianxin.followers.insight.stages import PLAIN
from lianxin.foundation import words
from lianxin.foundation.actor import Role
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import end_of
from lianxin.interfaces.web import figure_words
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import panel_desk, panel_loop, panel_unit, shell
from lianxin.interfaces.web.staff.panel_parts import DAY
from lianxin.interfaces.web.staff.rows import rows
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

PAGE = 50
KIND: Mapping[str, Words] = {
    **{kind: figure_words.NAME[kind] for kind in PLAIN if kind in figure_words.NAME},
    **panel_unit.RETURNS,
    **panel_unit.BACK,
    "answered": _("series", "Answered"),
    **{name: panel_loop.STAGE[stage] for name, stage in insight.STAGES.items()},
    **{name: panel_desk.PROMISE[one] for name, one in insight.PROMISES.items()},
}


class BehindForm(forms.Form):
    """Which number, as the link of a panel says it."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in sorted(insight.KINDS)])
    first = forms.DateField(required=False)
    end = forms.DateField(required=False)
    ended_first = forms.DateField(required=False)
    ended_end = forms.DateField(required=False)
    category = forms.CharField(required=False)
    grid = forms.CharField(required=False)
    place = forms.RegexField(r"^[0-9]{6,12}$", required=False)


@shell.page(*shell.OVERSEERS)
@require_safe
def behind(request: StaffRequest) -> HttpResponseBase:
    """List the requests behind a number, the newest first."""
    form = BehindForm(request.GET)
    if not form.is_valid() or (begin := number(request.GET.get("from", "0"))) is None:
        raise Http404
    at, on, one = timezone.now(), timezone.localdate(), _one(form.cleaned_data)
    # of a grid only volumes are told: it has one worker
    alone = request.actor.role is Role.GRID_WORKER or one.grid_id is not None
    hidden = alone or of_few(request.actor, on)
    if hidden and one.kind not in insight.VOLUME_KINDS | {"escalated"}:
        raise Http404
    context: dict[str, Any] = {"title": KIND[one.kind], "narrowed": _narrowed(one, on)}
    try:
        ids, whole = insight.ids(request.actor, one, at=at, midnight=end_of(on - DAY))
    except Refusal as refusal:
        context["fault"] = words.of(refusal)
        return shell.show(request, "staff/behind.html", context, status=503)
    found = tickets.picked(request.actor, ids)
    count = found.count()
    shown = found[begin : begin + PAGE]
    onward = urlencode({**request.GET.dict(), "from": str(begin + PAGE)})
    context |= {
        "rows": [(row, None, None, None) for row in rows(shown, by=request.actor, at=at)],
        "whole": whole,
        "count": count,
        "most": insight.MOST if whole > insight.MOST else 0,
        "next_url": f"?{onward}" if count > begin + PAGE else "",
    }
    return shell.show(request, "staff/behind.html", context)


def _one(said: Mapping[str, Any]) -> insight.Behind:
    ids = {name: _id(said[name]) for name in ("category", "grid")}
    return insight.Behind(
        kind=said["kind"],
        period=_period(said["first"], said["end"]),
        ended=_period(said["ended_first"], said["ended_end"]),
        category_id=ids["category"],
        grid_id=ids["grid"],
        place=said["place"],
    )


def _period(first: date | None, end: date | None) -> Period | None:
    if first and end and end <= first:
        raise Http404
    return Period(first=first, end=end) if first and end else None


def _id(said: str) -> int | None:
    if said and number(said) is None:
        raise Http404
    return number(said)


def _narrowed(one: insight.Behind, on: date) -> list[str]:
    """Return in words what a number was narrowed down to."""
    said = []
    for days in (one.period, one.ended):
        if days is not None:
            last = days.end - DAY
            said.append(f"{days.first:%Y-%m-%d} – {last:%Y-%m-%d}")
    if one.category_id is not None:
        said += [found.name for found in duties.categories_by_id([one.category_id]).values()]
    if one.grid_id is not None:
        said += [found.name for found in orgs.grids_by_id([one.grid_id]).values()]
    if one.place:
        said += orgs.division_names([one.place.ljust(12, "0")], on).values()
    return said
