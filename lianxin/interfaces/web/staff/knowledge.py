"""The knowledge register: its lists, its search, what is missing in it, and one article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.foundation.actor import HOTLINE, Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.numbers import LARGEST
from lianxin.interfaces.web.searching import PAGE, SearchForm, behind
from lianxin.interfaces.web.staff import article_words as said
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.article_forms import GapForm
from lianxin.interfaces.web.staff.registers import telling
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.knowledge import queries, rules
from lianxin.registers.knowledge.rules import Audience, State

if TYPE_CHECKING:
    from lianxin.registers.knowledge.models import Article, Version

COUNTED = 99
WAITING = ("overdue", "proposed", "drafts")  # lists of work, whose lengths are told


@dataclass(frozen=True, kw_only=True)
class Row:
    """One version of an article in a list."""

    version: "Version"
    url: str
    state: labels.Words
    colour: str
    late: bool
    keywords: str


@shell.page(*shell.EVERYBODY)
@require_safe
def index(request: StaffRequest, name: str = "in-force") -> HttpResponseBase:
    """Show one list of the register, or what a search leads to, and which articles are missing."""
    on = timezone.localdate()
    shelves = queries.shelves(on)
    if name not in shelves:
        raise Http404
    form = SearchForm(request, label=_("Search in articles"))
    found = form.found(Audience.STAFF, on)
    listed = list(found.versions) if found else list(behind(request, shelves[name]))
    more = not found and len(listed) > PAGE
    context = {
        "form": form,
        "search_url": reverse("staff-knowledge"),
        "found": found,
        "shelves": _tabs(shelves, name),
        "title": said.SHELF[name],
        "rows": rows(listed[:PAGE], on),
        "next_url": f"?after={listed[PAGE - 1].pk}" if more else "",
        "gaps": _gaps(request.actor, on),
        "days": rules.WITHIN.days,
        "may_write": request.actor.role in rules.WRITERS,
    }
    return shell.show(request, "staff/knowledge.html", context, status=422 if form.errors else 200)


def rows(listed: "Iterable[Version]", on: date) -> list[Row]:
    """Return versions as the rows of a list."""
    return [
        Row(
            version=version,
            url=reverse("staff-article", args=[version.article_id]),
            state=standing(version, on),
            colour=said.COLOUR.get(State(version.state), "grey"),
            late=version.state == State.IN_FORCE and version.review_by < on,
            keywords=labels.listed(version.keywords),
        )
        for version in listed
    ]


def standing(version: "Version", on: date) -> labels.Words:
    """Return in words where a version stands on a day."""
    held = version.state == State.IN_FORCE
    if held and version.valid_from and version.valid_from > on:
        return pgettext("article", "From %(day)s on") % {"day": f"{version.valid_from:%Y-%m-%d}"}
    if held and version.valid_to and version.valid_to <= on:
        return pgettext("article", "Until %(day)s") % {"day": f"{version.valid_to:%Y-%m-%d}"}
    return said.STATE[State(version.state)]


def _tabs(shelves: "dict[str, queries.Shelf]", chosen: str) -> list[dict[str, object]]:
    return [
        {
            "url": reverse("staff-knowledge-list", args=[name]),
            "text": said.SHELF[name],
            "active": name == chosen,
            "count": _count(shelf) if name in WAITING else "",
        }
        for name, shelf in shelves.items()
    ]


def _count(shelf: "queries.Shelf") -> str:
    many = len(shelf.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return f"{COUNTED}+" if many > COUNTED else str(many)


def _gaps(by: Actor, on: date) -> list[tuple[queries.Gap, GapForm]]:
    """Return what was answered directly again and again without an article, for the hotline."""
    if by.role not in HOTLINE & rules.WRITERS:
        return []
    found = queries.gaps(tickets.answered(by, since=timezone.now() - rules.WITHIN), on)
    return [(gap, GapForm(initial={"category": gap.category.pk})) for gap in found]


@shell.page(*shell.EVERYBODY)
@require_safe
def article(request: StaffRequest, article_id: int) -> HttpResponseBase:
    """Show what an article says now, what waits beside it, what it said before, and who did what."""
    on, found = timezone.localdate(), existing(article_id)
    versions = list(queries.versions(article_id))
    newest = versions[0]
    current = queries.current(versions, on) or newest
    context = {
        "title": current.title,
        "current": rows([current], on)[0],
        "waiting": rows([newest], on)[0] if newest != current else None,
        "before": rows([one for one in versions if one not in (current, newest)], on),
        "steps": _steps(found, newest, request.actor),
        "timeline": _timeline(found),
    }
    return shell.show(request, "staff/article.html", context)


def existing(article_id: int) -> "Article":
    """Return the article of an address, or answer 404."""
    try:
        return queries.article(article_id if article_id < LARGEST else 0)
    except NotFound as refusal:
        raise Http404 from refusal


def _steps(found: "Article", newest: "Version", by: Actor) -> list[dict[str, object]]:
    return [
        {
            "url": reverse("staff-article-step", args=[found.pk, step.value]),
            "text": said.step(step, State(newest.state)),
            "grave": step is rules.Step.RETIRE,
        }
        for step in queries.steps(found, newest, by)
    ]


def _timeline(found: "Article") -> list[dict[str, object]]:
    entries = list(ledger.about(found))
    named = telling.people(entries)
    return [
        {
            "title": _("%(deed)s, version %(number)s")
            % {"deed": said.VERB[entry.verb], "number": entry.facts["version"]},
            "by": named.by(entry),
            "at": entry.at,
            "text": ledger.words(entry).get("reason"),
        }
        for entry in entries
    ]
