"""One search over what is public: who answers for what, matters, articles, service places, places and buildings with their grid cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.matters import queries as matters
from lianxin.foundation.memory import for_a_while
from lianxin.foundation.search.rules import spelt
from lianxin.interfaces.web.paging import paged
from lianxin.interfaces.web.resident import community, places
from lianxin.interfaces.web.searching import SearchForm
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge.queries import Found
from lianxin.registers.knowledge.rules import Audience
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.places import queries as counters

KEPT = 60  # seconds
NEWEST = 200  # matters that are searched
PAGE = 20
DUTY = gettext_lazy("Who is responsible")
MATTER = gettext_lazy("Known problem")
ARTICLE = gettext_lazy("Question and answer")
COUNTER = gettext_lazy("Service place")
BUILDING = gettext_lazy("Building, with its grid worker")
PLACE = gettext_lazy("Place, with its grid workers")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Something found: what kind of thing, its name, what is said of it, and where to read on."""

    kind: str | Promise
    title: str
    text: str
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what words lead to; without words, who is responsible for what here."""
    now = timezone.now()
    here, name = community.chosen(request, timezone.localdate(now))
    form = SearchForm(request, label=_("What are you looking for?"))
    found = form.found(Audience.PUBLIC, timezone.localdate(now))
    said = form.cleaned_data["ask"].strip() if form.is_valid() else ""
    hits = _hits(said, found, here, now) if said and not form.errors else []
    if not said and not form.errors:
        hits = list(_duties("", here, now))
    shown, ways = paged(request, hits, PAGE)
    context = {
        "form": form,
        "said": said,
        "hits": shown,
        "count": len(hits),
        "community": name,
        **ways,
    }
    return render(request, "public/search.html", context, status=422 if form.errors else 200)


def _hits(said: str, found: Found | None, here: str, now: datetime) -> list[Hit]:
    return [
        *_duties(said, here, now),
        *_matters(said, now),
        *_articles(found),
        *_counters(said, now),
        *_places(said, now),
        *_buildings(said, now),
    ]


def _duties(said: str, here: str, now: datetime) -> Iterator[Hit]:
    """Yield the public categories that words name, each with the unit that answers for it here."""
    on, words = timezone.localdate(now), spelt(said)
    named = [
        one
        for one in duties.leaves()
        if one.public and (not words or _names([one.name, *one.keywords], words))
    ]
    leads = {one.pk: duties.lead_of(one.pk, here, on) for one in named}
    units = orgs.unit_names({lead[0] for lead in leads.values() if lead})
    for one in named:
        lead = leads[one.pk]
        office = _("The office of the place; choose your community to see which.")
        text = units.get(lead[0], "") if lead else office
        yield Hit(kind=DUTY, title=one.name, text=text, url=reverse("report-what"))


def _names(names: Iterable[str], words: str) -> bool:
    """Tell whether one of some names is in the words, or the words in it."""
    return any((name := spelt(one)) and (name in words or words in name) for one in names)


def _matters(said: str, now: datetime) -> Iterator[Hit]:
    words = spelt(said)
    if words:
        yield from (one for one in _public(None, now) if words in spelt(f"{one.title} {one.text}"))


@for_a_while(KEPT)
def _public(_all: None) -> list[Hit]:
    """Return the newest public matters as everybody reads them, for all who search within a minute."""
    asked: dict[str, Any] = {"division_code": "", "category_id": None, "before": None}
    found = [
        one for over in (False, True) for one in matters.published(over=over, limit=NEWEST, **asked)
    ]
    shown = matters.shown(found)
    told = {pk: {"place": one.place} for pk, one in shown.items()}
    where = matters.places(found, told, timezone.localdate())
    return [
        Hit(
            kind=MATTER,
            title=shown[one.pk].title,
            text=f"{where[one.pk].coarse} · {one.category.name}",
            url=reverse("matter", args=[one.pk]),
        )
        for one in found
    ]


def _articles(found: Found | None) -> Iterator[Hit]:
    for one in found.versions if found else []:
        url = reverse("knowledge-article", args=[one.article_id])
        yield Hit(kind=ARTICLE, title=one.title, text="", url=url)


def _counters(said: str, now: datetime) -> Iterator[Hit]:
    words = spelt(said).split()
    for one in _all_counters(None, now) if words else []:
        if all(word in spelt(f"{one.title} {one.text}") for word in words):
            yield one


@for_a_while(KEPT)
def _all_counters(_all: None) -> list[Hit]:
    """Return every service place, for all who search within a minute."""
    return [
        Hit(
            kind=COUNTER,
            title=one.name,
            text=f"{one.division.name} · {one.address}",
            url=reverse("place", args=[one.code]),
        )
        for one in counters.places(timezone.localdate())
    ]


def _places(said: str, now: datetime) -> Iterator[Hit]:
    codes = [one.place.code for one in orgs.grid_from_address(said, now)][:PAGE]
    for code, name in places.labelled(codes, timezone.localdate(now)):
        town = code[: places.TOWN].ljust(places.COMMUNITY, "0")
        yield Hit(kind=PLACE, title=name, text="", url=f"{reverse('grids')}?town={town}")


def _buildings(said: str, now: datetime) -> Iterator[Hit]:
    for one in orgs.buildings_named(said, timezone.localdate(now))[:PAGE]:
        town = one.grid.code[: places.TOWN].ljust(places.COMMUNITY, "0")
        text = f"{one.grid.community.name} {one.grid.name}"
        yield Hit(kind=BUILDING, title=one.name, text=text, url=f"{reverse('grids')}?town={town}")
