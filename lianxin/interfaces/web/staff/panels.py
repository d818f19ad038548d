"""One page for each role that answers its three questions first, and the requests behind each number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as _
from django.views.decorators.http import require_safe

from lianxin.followers.insight.queries.disclosure import few as of_few
from lianxin.followers.insight.rules.figures import Period
from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import end_of
from lianxin.interfaces.web import plots
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.staff import (
    panel_desk,
    panel_loop,
    panel_street,
    panel_unit,
    shell,
)
from lianxin.interfaces.web.staff.panel_parts import DAY, Ask, Build, Section
from lianxin.interfaces.web.staff.shell import StaffRequest

QUARTER = 13
PERIODS = (
    (4, gettext_lazy("Four weeks")),
    (QUARTER, gettext_lazy("A quarter")),
    (52, gettext_lazy("A year")),
)
STREET_DIGITS = 9  # of the place of a subdistrict, a town, or a community in it


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A page: what it is called, who opens it, and its questions in their order."""

    title: Words
    roles: frozenset[Role]
    questions: Sequence[tuple[str, Words, Build]]
    of_a_street: bool = False
    over_days: bool = True  # a period may be chosen


PANELS: Mapping[str, Panel] = {
    "loop": Panel(
        title=_("panel", "Where the loop is broken"),
        roles=frozenset({Role.SUPERVISOR, Role.AUDITOR}),
        questions=(
            ("broken", _("question", "Where is the loop broken?"), panel_loop.broken),
            ("decisions", _("question", "What waits for a decision?"), panel_loop.decisions),
            ("ends", _("question", "How do requests end?"), panel_loop.ends),
            ("places", _("question", "Where do they come from?"), panel_loop.places),
        ),
    ),
    "waiting": Panel(
        title=_("panel", "What waits, what is late, what surges"),
        roles=frozenset({Role.DISPATCHER, Role.SUPERVISOR}),
        questions=(
            ("waits", _("question", "What waits?"), panel_desk.waits),
            ("late", _("question", "What is late?"), panel_desk.promised),
            ("surges", _("question", "What surges?"), panel_desk.surging),
        ),
        over_days=False,
    ),
    "unit": Panel(
        title=_("panel", "Our promises, our returns, what comes back"),
        roles=frozenset({Role.UNIT_LEAD}),
        questions=(
            ("promises", _("question", "What have we promised?"), panel_unit.promises),
            ("returns", _("question", "What did we give back?"), panel_unit.returns),
            ("back", _("question", "What comes back to us?"), panel_unit.back),
        ),
    ),
    "street": Panel(
        title=_("panel", "Our grids, our topics, who came"),
        roles=frozenset({Role.UNIT_LEAD, Role.GRID_WORKER}),
        questions=(
            ("grids", _("question", "How are our grids?"), panel_street.grids),
            ("topics", _("question", "What comes up here?"), panel_street.topics),
            (
                "whistles",
                _("question", "Whom did we whistle for, and who came?"),
                panel_street.whistles,
            ),
        ),
        of_a_street=True,
    ),
}


class WeeksForm(forms.Form):
    """How many weeks of receipt count."""

    use_required_attribute = False
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Period"), required=False, coerce=int, choices=PERIODS
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """A question with its answer, or with why there is none."""

    name: str
    question: Words
    section: Section
    fault: Words = ""


def panels_of(by: Actor) -> list[str]:
    """Return the panels of an actor, the first one first."""
    in_a_street = len(by.division) >= STREET_DIGITS
    return [
        name
        for name, one in PANELS.items()
        if by.role in one.roles and (in_a_street or not one.of_a_street)
    ]


@shell.page(*shell.OVERSEERS)
@require_safe
def panel(request: StaffRequest, name: str = "") -> HttpResponseBase:
    """Show a role's panel; `csv` in the query downloads the table of one of its charts."""
    names = panels_of(request.actor)
    if not names or (name and name not in names):
        raise Http404
    name = name or names[0]
    form = WeeksForm({"weeks": QUARTER, **request.GET.dict()})
    weeks = form.cleaned_data["weeks"] if form.is_valid() else QUARTER
    chosen = PANELS[name]
    told = list(_told(chosen, asking(request.actor, weeks)))
    if "csv" in request.GET:
        listed = [plot for one in told for plot in one.section.plots]
        if (file := plots.asked(listed, request.GET["csv"])) is None:
            raise Http404
        return file
    context = {
        "title": chosen.title,
        "told": told,
        "form": form if chosen.over_days else None,
        "tabs": _tabs(names, name),
        "weeks": weeks,
        "csv_base": f"{reverse('staff-panel', args=[name])}?{urlencode({'weeks': weeks})}&",
    }
    return shell.show(request, "staff/panel.html", context, status=422 if form.errors else 200)


def asking(by: Actor, weeks: int) -> Ask:
    """Return who asks, now, about so many weeks up to today."""
    on = timezone.localdate()
    return Ask(
        by=by,
        on=on,
        at=timezone.now(),
        midnight=end_of(on - DAY),
        period=period(on, weeks),
        few=of_few(by, on),
    )


def period(on: date, weeks: int) -> Period:
    """Return so many weeks up to a day, that day included."""
    end = on + DAY
    return Period(first=end - timedelta(weeks=weeks), end=end)


def _told(chosen: Panel, ask: Ask) -> Iterator[Told]:
    """Yield each question with its answer; where the record cannot be read, the others stand."""
    for name, question, build in chosen.questions:
        try:
            yield Told(name=name, question=question, section=build(ask))
        except Refusal as refusal:
            yield Told(name=name, question=question, section=Section(), fault=words.of(refusal))


def _tabs(names: Sequence[str], shown: str) -> list[dict[str, object]]:
    return [
        {
            "url": reverse("staff-panel", args=[name]),
            "text": PANELS[name].title,
            "active": name == shown,
        }
        for name in names
    ]
