"""Reads of articles: what is in force, what waits for whom, what words lead to, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.foundation.search import queries as searching
from lianxin.foundation.search import rules as asked
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties.models import Category
from lianxin.registers.duties.rules import lineage
from lianxin.registers.knowledge import rules
from lianxin.registers.knowledge.models import IS_OPEN, Article, Findable, Version
from lianxin.registers.knowledge.rules import Audience, State, Step

SHOWN = 20  # articles that a search shows
Shelf = QuerySet[Version]
OFFERED = 5  # articles of a category that are offered unasked


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found: holding all of its words, or else only near to them."""

    versions: Sequence[Version]
    exact: bool = True
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A category that was answered again and again without an article; perhaps one is being written."""

    category: Category
    count: int
    waiting: Version | None


def article(article_id: int) -> Article:
    """Return an article, or refuse."""
    found = Article.objects.filter(pk=article_id).first()
    if found is None:
        raise NotFound(pk=article_id)
    return found


def versions(article_id: int) -> QuerySet[Version]:
    """Return all that an article says and said, the newest first."""
    found = Version.objects.filter(article=article_id).select_related("owner__division", "category")
    return found.order_by("-number")


def titles(ids: Iterable[int]) -> dict[int, str]:
    """Return the newest title of several articles by their ids."""
    found = Version.objects.filter(article__in=list(ids)).order_by("number")
    return dict(found.values_list("article_id", "title"))


def hands(article: Article, number: int) -> set[int]:
    """Return who wrote or proposed a version."""
    made = ledger.about(article).filter(
        verb__in=[rules.WRITTEN, rules.PROPOSED], facts__version=number
    )
    return {pk for pk in made.values_list("staff_id", flat=True) if pk}


def steps(article: Article, newest: Version, by: Actor) -> list[Step]:
    """Return the steps that somebody may take on an article now."""
    try:
        rules.within(by, newest.owner.division.code)
    except NotAllowed:
        return []
    possible = rules.steps(State(newest.state), by)
    own = not by.selves.isdisjoint(hands(article, newest.number))
    return [step for step in possible if not (own and step is Step.APPROVE)]


def current(versions: Iterable[Version], on: date) -> Version | None:
    """Return which of an article's versions holds on a day, if any."""
    for one in versions:
        begun = one.state == State.IN_FORCE and one.valid_from and one.valid_from <= on
        if begun and not (one.valid_to and one.valid_to <= on):
            return one
    return None


def in_force(on: date) -> QuerySet[Version]:
    """Return what every article says on a day, the newest first."""
    return _listed(_holds(on, ""))


def public(on: date) -> QuerySet[Version]:
    """Return what is in force on a day and has something to say to everybody."""
    return in_force(on).exclude(public="")


def _holds(on: date, path: str) -> Q:
    return stays(on, path) & Q(**{f"{path}valid_from__lte": on})


def stays(on: date, path: str = "") -> Q:
    """Return the condition of what is approved and not over, also what is yet to begin."""
    endless = Q(**{f"{path}valid_to__isnull": True}) | Q(**{f"{path}valid_to__gt": on})
    return endless & Q(**{f"{path}state": State.IN_FORCE})


def _listed(condition: Q) -> QuerySet[Version]:
    return Version.objects.filter(condition).select_related("owner", "category").order_by("-pk")


def shelves(on: date) -> dict[str, Shelf]:
    """Return the lists of the register by name: what holds, what waits, what is over."""
    return {
        "in-force": _listed(stays(on)),
        "templates": _listed(stays(on)).exclude(template=""),
        "overdue": _listed(_holds(on, "") & Q(review_by__lt=on)),
        "proposed": _listed(Q(state=State.PROPOSED)),
        "drafts": _listed(Q(state=State.DRAFT)),
        "retired": _listed(Q(state=State.RETIRED)),
    }


def usable(article_id: int, number: int, on: date) -> Version:
    """Return a version that an answer may rest on, or refuse."""
    found = in_force(on).filter(article=article_id, number=number).first()
    if found is None:
        raise rules.ArticleNotInForce
    return found


def search(said: str, *, audience: Audience, on: date) -> Found:
    """Return the articles in force that words lead to, or refuse the words."""
    query = asked.query(said)
    rows = Findable.objects.filter(_holds(on, "version__"), audience=audience)
    rows = rows.select_related("version__owner", "version__category")
    exact = searching.holding(rows, query, SHOWN + 1)
    found = exact or searching.near(rows, query, SHOWN)
    return Found(
        versions=[row.version for row in found[:SHOWN]],
        exact=bool(exact),
        more=len(exact) > SHOWN,
    )


def covering(category_id: int, on: date) -> list[Version]:
    """Return some articles in force on a category, the closest first."""
    line = lineage(category_id, duties.parents())
    found = list(in_force(on).filter(category__in=line))
    return sorted(found, key=lambda one: line.index(one.category_id or 0))[:OFFERED]


def gaps(answered: Mapping[int, int], on: date) -> list[Gap]:
    """Return which articles are missing, given how often each category was answered directly."""
    parents = duties.parents()
    covered = _of_categories(in_force(on))
    waiting = _of_categories(_listed(IS_OPEN))
    lines = {one: lineage(one, parents) for one in rules.often(answered)}
    missing = {one: line for one, line in lines.items() if not covered.keys() & set(line)}
    named = duties.categories_by_id(missing)
    return [
        Gap(
            category=named[one],
            count=answered[one],
            waiting=next((waiting[above] for above in line if above in waiting), None),
        )
        for one, line in missing.items()
    ]


def _of_categories(found: QuerySet[Version]) -> dict[int, Version]:
    about = found.exclude(category=None).defer("public", "internal", "template")
    return {version.category_id or 0: version for version in about}
