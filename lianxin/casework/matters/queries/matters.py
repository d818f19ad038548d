"""Reads of matters: who sees which, which lie near a place, and whether the ledger agrees."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Case, Count, Q, QuerySet, When

from lianxin.casework.matters import rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.queries.following import REPLAY as FOLLOWING
from lianxin.casework.matters.rules import Kind, State
from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound
from lianxin.registers.duties.models import Category
from lianxin.registers.orgs.rules import lineage, padded, significant, span

PAGE = 50
CLOSED = State.CLOSED.value
UNDER_WAY = [State.OPEN.value, State.REPLIED.value]
NEAR = 10


def visible_to(by: Actor) -> QuerySet[Matter]:
    """Return the matters that an actor may know of, as one SQL condition.

    Nothing personal stands in a matter: staff see those of their place and of what it lies in, and
    those that their unit owns; everybody else the public ones.
    """
    if by.role is Role.SYSTEM:
        return Matter.objects.all()
    if by.role is Role.ADMINISTRATOR or by.role not in STAFF:
        none = by.role is Role.ADMINISTRATOR
        return Matter.objects.none() if none else Matter.objects.filter(public=True)
    return Matter.objects.filter(_around(by.division) | Q(unit_id=by.unit_id))


def _around(prefix: str) -> Q:
    """Return the condition that a matter lies in a place, or the place in that of the matter."""
    if not prefix:
        return Q()
    return Q(division_code__range=span(prefix)) | Q(division_code__in=lineage(padded(prefix)))


def find(by: Actor, matter_id: int) -> Matter:
    """Return one matter that an actor may know of, or refuse."""
    found = visible_to(by).select_related("category", "grid", "unit").filter(pk=matter_id).first()
    if found is None:
        raise NotFound(pk=matter_id)
    return found


def listed(
    by: Actor, *states: State, before: int | None = None, limit: int = PAGE
) -> QuerySet[Matter]:
    """Return a page of the matters in some states, the newest first, beginning behind an id."""
    found = visible_to(by).filter(state__in=[state.value for state in states])
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.select_related("category", "grid", "unit").order_by("-pk")[:limit]


def near(by: Actor, *, category_id: int | None, division_code: str) -> list[Matter]:
    """Return the open matters around a place, those of the same category first, then the newest."""
    around = _around(significant(division_code) if division_code else "")
    problems = visible_to(by).filter(around, kind=Kind.PROBLEM.value, state=State.OPEN.value)
    found = problems.select_related("category", "unit")
    same = Case(When(category_id=category_id, then=0), default=1)
    return list(found.order_by(same, "-pk")[:NEAR])


def standing(matter: Matter) -> rules.Standing:
    """Return what the table of moves needs to know of a matter."""
    return rules.Standing(state=State(matter.state), unit_id=matter.unit_id)


def steps(matter: Matter, by: Actor) -> list[rules.Step]:
    """Return the steps that an actor may take on a matter now, and that would do something."""
    idle = {rules.Step.PUBLISH: not matter.announced, rules.Step.HIDE: not matter.public}
    return [step for step in rules.steps(standing(matter), by) if not idle.get(step)]


def gathering(matter: Matter, entry_id: int) -> Entry:
    """Return the entry by which many joined a matter, or refuse."""
    found = ledger.about(matter).filter(verb=rules.GATHERED, pk=entry_id).first()
    if found is None:
        raise NotFound(pk=entry_id)
    return found


REPLAY = Replay(model=Matter, columns=rules.COLUMNS, where=lambda pk: f"matter {pk}")


def faults() -> Iterator[Fault]:
    """Yield where a matter, or somebody's following it, is not what the ledger says."""
    yield from REPLAY.faults()
    yield from FOLLOWING.faults()


def published(
    *, over: bool, division_code: str, category_id: int | None, before: int | None, limit: int
) -> QuerySet[Matter]:
    """Return a page of the public matters, the newest first: of a place, of a category, under way or over."""
    found = Matter.objects.filter(public=True)
    found = found.filter(state=CLOSED) if over else found.filter(state__in=UNDER_WAY)
    if division_code:
        found = found.filter(_around(significant(division_code)))
    if category_id is not None:
        found = found.filter(category_id=category_id)
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.select_related("category").order_by("-pk")[:limit]


def of_ids(by: Actor, ids: Iterable[int]) -> QuerySet[Matter]:
    """Return those of some matters that an actor may know of, the newest first."""
    return visible_to(by).filter(pk__in=list(ids)).order_by("-pk")[:NEAR]


def known(*, division_code: str, grid_id: int | None) -> QuerySet[Matter]:
    """Return the public matters under way where somebody is about to report, the newest first."""
    here = Q() if grid_id is None else Q(grid_id=None) | Q(grid_id=grid_id)
    found = Matter.objects.filter(here, _around(significant(division_code)), public=True)
    found = found.filter(kind=Kind.PROBLEM.value)  # a theme is nothing that one report joins
    found = found.filter(state=State.OPEN.value, category__public=True).select_related("category")
    return found.order_by("-pk")[:PAGE]


def under_way(matter_id: int | None) -> int | None:
    """Return the id of a public matter under way, or None where it is none: no report is refused for that."""
    if matter_id is None:
        return None
    found = Matter.objects.filter(pk=matter_id, public=True, state=State.OPEN.value)
    return found.values_list("pk", flat=True).first()


def newest_news(limit: int) -> QuerySet[Matter]:
    """Return the public matters of which there is news, the newest first."""
    found = Matter.objects.filter(public=True, published_at__isnull=False)
    return found.order_by("-published_at")[:limit]


def news_between(since: datetime, until: datetime, limit: int) -> QuerySet[Matter]:
    """Return the public matters whose newest news is of a time, the newest first."""
    found = Matter.objects.filter(public=True, published_at__gte=since, published_at__lt=until)
    return found.select_related("category", "grid").order_by("-published_at")[:limit]


def public_categories() -> QuerySet[Category]:
    """Return the categories of the public matters, for a choice."""
    public = Matter.objects.filter(public=True).values("category_id")
    return Category.objects.filter(pk__in=public).order_by("code")


def of_topic(by: Actor, topic_id: int) -> QuerySet[Matter]:
    """Return the matters taken up from a topic that an actor may know of, the newest first."""
    return visible_to(by).filter(topic_id=topic_id).order_by("-pk")[:NEAR]


def alike(by: Actor, matter: Matter) -> list[Matter]:
    """Return the other open matters of the same category at the same place: they may be one."""
    here = Q(grid_id=matter.grid_id, division_code=matter.division_code)
    same = Q(category_id=matter.category_id, kind=matter.kind, state=State.OPEN.value)
    return list(visible_to(by).filter(here, same).exclude(pk=matter.pk).order_by("pk")[:NEAR])


def owned_by(codes: Iterable[str]) -> dict[str, int]:
    """Return how many matters that are not closed some units own, by the units' codes."""
    found = Matter.objects.filter(unit__code__in=list(codes)).exclude(state=State.CLOSED)
    return dict(found.values_list("unit__code").annotate(Count("pk")).order_by())
