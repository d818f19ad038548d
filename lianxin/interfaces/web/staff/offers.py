"""Articles beside an answer that is being written: found by words or by category, and taken by a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.searching import SearchForm
from lianxin.interfaces.web.staff.step_forms import ReplyForm, StepForm, cited
from lianxin.registers.knowledge import queries
from lianxin.registers.knowledge.queries import Found
from lianxin.registers.knowledge.rules import Audience

if TYPE_CHECKING:
    from lianxin.registers.knowledge.models import Version

TEMPLATE = "template"  # the part of an article that fills an answer in, instead of the public one


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An article, with the links that fill in its public part or its template, where it has one."""

    version: "Version"
    public: str
    template: str


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The search, what it found or what the category offers, and what the answer rests on so far."""

    form: SearchForm
    found: Found | None
    offered: "Sequence[Offer]"
    cited: "Version | None"


def of(request: HttpRequest, form: StepForm) -> Panel | None:
    """Return the panel beside the form of an answer; other steps have none."""
    if not isinstance(form, ReplyForm):
        return None
    on, category_id = form.scene.today, form.scene.ticket.category_id
    search = SearchForm(request, label=_("Search in articles"))
    found = search.found(Audience.STAFF, on)
    offered: Sequence[Version] = ()
    if found:
        offered = found.versions
    elif category_id and not search.errors:
        offered = queries.covering(category_id, on)
    asked: dict[str, str] = {"ask": request.GET["ask"]} if found else {}
    return Panel(
        form=search,
        found=found,
        offered=[_offer(one, asked, form) for one in offered],
        cited=_cited(form, on),
    )


def _offer(version: "Version", asked: Mapping[str, str], form: StepForm) -> Offer:
    def link(**part: str) -> str:
        said = {**asked, **part, "use": str(version.article_id)}
        return f"?{urlencode(said)}#{form['words'].auto_id}"

    return Offer(
        version=version,
        public=link() if version.public or not version.template else "",
        template=link(part=TEMPLATE) if version.template else "",
    )


def taken(request: HttpRequest, form: type[StepForm], on: date) -> dict[str, object]:
    """Return what an answer begins with where a link names an article: its words, and which it is."""
    said = request.GET.get("use", "") if issubclass(form, ReplyForm) else ""
    if (article_id := number(said)) is None:
        return {}
    found = queries.in_force(on).filter(article=article_id).first()
    if found is None:
        return {}
    words = found.template if request.GET.get("part") == TEMPLATE else found.public
    return {"words": words, "article": f"{found.article_id}-{found.number}"}


def _cited(form: ReplyForm, on: date) -> "Version | None":
    """Return the article that a form names, as long as it is in force."""
    said = str(form["article"].value() or "")
    if form.errors.get("article"):
        return None
    named = cited(said)
    held = queries.in_force(on).filter(article=named.article_id) if named else None
    return held.filter(number=named.version).first() if held and named else None
