"""The board of what keeps coming up: topics with their heat, one topic's page, and what may be one matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.matters import queries as matters
from lianxin.casework.matters import rules
from lianxin.casework.matters.rules import Kind
from lianxin.casework.tickets.rules import code
from lianxin.followers.triage import queries
from lianxin.followers.triage.rules import filing, heat
from lianxin.followers.triage.rules.heat import Coming
from lianxin.followers.triage.rules.wording import BETWEEN
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.resident import places
from lianxin.interfaces.web.staff import matter_words, shell
from lianxin.interfaces.web.staff.rows import Row, rows
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.themes import called
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.followers.triage.models import Topic

PAGE = 20
BAR, TALL = 12, 60  # of a chart, in its own units
COMING: Mapping[Coming, labels.Words] = {
    Coming.NEW: pgettext_lazy("topic", "New"),
    Coming.GROWING: pgettext_lazy("topic", "Growing"),
    Coming.SEASONAL: pgettext_lazy("topic", "Seasonal"),
    Coming.RETURNING: pgettext_lazy("topic", "Coming back"),
    Coming.STEADY: pgettext_lazy("topic", "Steady"),
}
COLOUR: Mapping[Coming, str] = {
    Coming.NEW: "purple",
    Coming.GROWING: "red",
    Coming.SEASONAL: "turquoise",
    Coming.RETURNING: "orange",
    Coming.STEADY: "grey",
}
PERIODS = (
    (1, gettext_lazy("One week")),
    (heat.WEEKS, gettext_lazy("Four weeks")),
    (13, gettext_lazy("A quarter")),
)


class BoardForm(forms.Form):
    """Which town, and how many weeks are recent."""

    use_required_attribute = False
    town = forms.ChoiceField(label=gettext_lazy("Subdistrict or town"), required=False)
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Period"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=PERIODS,
        initial=heat.WEEKS,
    )

    def __init__(self, *given: Any, on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["town"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = [("", _("All")), *places.towns(on)]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One week of a chart: where it stands, how high it is, and what it says."""

    x: int
    y: float
    height: float
    week: date
    count: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """A topic as the board shows it."""

    hot: queries.Hot
    url: str
    name: str
    coming: labels.Words
    colour: str
    solved: int
    bars: Sequence[Bar]
    width: int


@shell.page(*shell.DISPATCHERS)
@require_safe
def board(request: StaffRequest) -> HttpResponseBase:
    """Show what keeps coming up in the area of the unit, the hottest first."""
    on = timezone.localdate()
    form = BoardForm(request.GET or None, on=on)
    said = form.cleaned_data if form.is_valid() else {}
    recent = said.get("weeks") or heat.WEEKS
    found = queries.hottest(request.actor, on=on, town=said.get("town", ""), recent=recent)
    if (first := number(request.GET.get("from", "0"))) is None:
        raise Http404
    more = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    onward = urlencode({**more, "from": str(first + PAGE)})
    context = {
        "form": form,
        "cards": [card(one, on) for one in found[first : first + PAGE]],
        "count": len(found),
        "next_url": f"?{onward}" if len(found) > first + PAGE else "",
        "before": heat.BEFORE * recent,
        "steady": heat.STEADY,
        "fewest": heat.FEWEST,
        "recent": recent,
        "proposals": len(queries.proposals(request.actor)),
    }
    return shell.show(request, "staff/topics.html", context, status=422 if form.errors else 200)


@shell.page(*shell.DISPATCHERS)
@require_safe
def topic(request: StaffRequest, topic_id: int) -> HttpResponseBase:
    """Show one topic: its trend, its towns, some of its requests, and what may be done about it."""
    on, at = timezone.localdate(), timezone.now()
    try:
        found = queries.hot(request.actor, topic_id, on=on)
    except NotFound as refusal:
        if (heir := queries.heir(topic_id)) is not None:
            return shell.see_other("staff-topic", heir)
        raise Http404 from refusal
    towns = queries.towns(request.actor, topic_id)
    names = orgs.division_names([one.town for one in towns if one.town], on)
    context = {
        "card": card(found, on),
        "towns": [(names.get(one.town, ""), one, _share(one.solved, one.count)) for one in towns],
        "rows": rows(queries.samples(request.actor, topic_id), by=request.actor, at=at),
        "proposals": proposed(request, topic_id),
        "ways": _ways(request, found.topic),
        "themes": _themes(request, topic_id),
        "fewest": heat.FEWEST,
    }
    return shell.show(request, "staff/topic.html", context)


def _ways(request: StaffRequest, found: "Topic") -> list[tuple[str, labels.Words]]:
    """Return the forms by which an actor may do something about a topic as a whole."""
    if request.actor.role not in rules.THEME_OPENERS:
        return []
    here, kinds = reverse("staff-matter-new"), (Kind.MONTHLY_TOPIC, Kind.PROACTIVE_ACTION)
    return [
        (f"{here}?{urlencode({'kind': kind.value, 'topic': found.pk})}", matter_words.OPEN[kind])
        for kind in kinds
    ]


def _themes(request: StaffRequest, topic_id: int) -> list[tuple[str, str, labels.Words]]:
    """Return what was taken up from a topic: where, what it is called, and what kind it is."""
    found = list(matters.of_topic(request.actor, topic_id))
    told = matters.texts(found)
    return [
        (reverse("staff-matter", args=[one.pk]), told[one.pk].get("title", ""), called(one))
        for one in found
    ]


@shell.page(*shell.DISPATCHERS)
@require_safe
def proposals(request: StaffRequest) -> HttpResponseBase:
    """Show which open requests may belong to one matter; a person decides by opening one."""
    return shell.show(request, "staff/proposals.html", {"proposals": proposed(request)})


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """Some open requests that may be one matter, the first of them, and where to decide on it."""

    row: Row
    count: int
    numbers: str
    url: str


def proposed(request: StaffRequest, topic_id: int | None = None) -> list[Proposed]:
    """Return what may be one matter; as many queries for one as for twenty."""
    found = queries.proposals(request.actor, topic_id=topic_id)
    firsts = rows([one.first for one in found], by=request.actor, at=timezone.now())
    return [
        Proposed(
            row=row,
            count=len(one.ticket_ids),
            numbers=" ".join(map(code.number, one.ticket_ids)),
            url=f"{reverse('staff-matter-new')}?{urlencode({'ticket': one.first.number})}",
        )
        for one, row in zip(found, firsts, strict=True)
    ]


def card(one: queries.Hot, on: date) -> Card:
    """Return a topic as the board shows it."""
    shown = one.weeks[-queries.SHOWN :]
    most = max((week.count for week in shown), default=0) or 1
    monday = filing.monday(on)
    bars = [
        Bar(
            x=place * BAR,
            y=TALL - TALL * week.count / most,
            height=TALL * week.count / most,
            week=monday - timedelta(weeks=len(shown) - 1 - place),
            count=week.count,
        )
        for place, week in enumerate(shown)
    ]
    return Card(
        hot=one,
        url=reverse("staff-topic", args=[one.topic.pk]),
        name=name(one.topic),
        coming=COMING[one.heat.coming],
        colour=COLOUR[one.heat.coming],
        solved=_share(one.solved, one.total),
        bars=bars,
        width=BAR * len(bars),
    )


def name(found: "Topic") -> str:
    """Return a topic's name in plain words: its category, and what its requests have in common."""
    known = found.category.name if found.category else ""
    more = BETWEEN.join(word for word in found.words.split(BETWEEN) if word not in known)
    return " · ".join(part for part in (known, more) if part) or _("Without a name yet")


def _share(part: int, of: int) -> int:
    return round(100 * part / of) if of else 0
