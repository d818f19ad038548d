"""What keeps coming up in the area of who reads it: topics with their heat, their towns, and samples."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Min, QuerySet, Sum

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import IS_OPEN
from lianxin.followers.triage.models import Filing, Tally, Topic
from lianxin.followers.triage.rules import filing, heat
from lianxin.followers.triage.rules.heat import Heat, Week
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.orgs.rules import significant, span

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

READERS = frozenset({Role.SUPERVISOR, Role.DISPATCHER})
WEEKS = heat.YEAR + heat.WEEKS  # that the board looks back
SHOWN = 26  # weeks of a chart
SAMPLES = 10
TOGETHER = 3  # open tickets about one problem, from which a matter is proposed
PROPOSED = 20
SUMS = {"all": Sum("count"), "done": Sum("solved"), "soon": Sum("back_30"), "late": Sum("back_90")}


@dataclass(frozen=True, kw_only=True)
class Hot:
    """A topic as it stands in an area: how hot, how much, and its weeks, oldest first."""

    topic: Topic
    heat: Heat
    total: int
    solved: int
    weeks: Sequence[Week]


@dataclass(frozen=True, kw_only=True)
class There:
    """How much of a topic came in one town; "" is all those with too little to be told apart."""

    town: str
    count: int
    solved: int
    back_90: int


def tallies_visible_to(by: Actor) -> QuerySet[Tally]:
    """Return the counts that an actor may know: those of the towns in the area of the unit.

    They are of all tickets there that are filed under a topic, whether or not the actor may read each.
    """
    if by.role not in READERS:
        raise NotAllowed(step="topics", role=by.role)
    found = Tally.objects.all()
    return found.filter(town__range=span(by.division)) if by.division else found


def hottest(by: Actor, *, on: date, town: str = "", recent: int = heat.WEEKS) -> list[Hot]:
    """Return the topics of an area, the hottest first; two queries, whatever their number."""
    last = filing.monday(on)
    found = _within(by, town).filter(week__gt=last - timedelta(weeks=WEEKS), week__lte=last)
    tables: dict[int, dict[date, Week]] = defaultdict(dict)
    sums = found.values("topic_id", "week").annotate(**SUMS).order_by()
    for topic, week, count, solved, soon, late in sums.values_list("topic_id", "week", *SUMS):
        tables[topic][week] = Week(count=count, solved=solved, back_30=soon, back_90=late)
    topics = Topic.objects.select_related("category").in_bulk(list(tables))
    listed = [_hot(topics[pk], weeks, last, recent) for pk, weeks in tables.items()]
    shown = [one for one in listed if one.total >= heat.FEWEST]
    return sorted(shown, key=lambda one: (-one.heat.index, one.topic.pk))


def hot(by: Actor, topic_id: int, *, on: date) -> Hot:
    """Return one topic as it stands in the area of an actor, or refuse where too little came there."""
    for one in hottest(by, on=on):
        if one.topic.pk == topic_id:
            return one
    raise NotFound(pk=topic_id)


def heir(topic_id: int) -> int | None:
    """Return the topic that a former one went into, if there is one."""
    return Topic.objects.filter(pk=topic_id).values_list("heir", flat=True).first()


def _within(by: Actor, town: str) -> QuerySet[Tally]:
    found = tallies_visible_to(by)
    return found.filter(town__range=span(significant(town))) if town else found


def _hot(topic: Topic, weeks: Mapping[date, Week], last: date, recent: int) -> Hot:
    every = [weeks.get(last - timedelta(weeks=ago), Week()) for ago in range(WEEKS - 1, -1, -1)]
    return Hot(
        topic=topic,
        heat=heat.heat(every, recent=recent),
        total=sum(week.count for week in every),
        solved=sum(week.solved for week in every),
        weeks=every,
    )


def towns(by: Actor, topic_id: int) -> list[There]:
    """Return how much of a topic came in which town, the most first; small numbers are put together."""
    found = tallies_visible_to(by).filter(topic=topic_id).values("town").annotate(**SUMS)
    rows = [
        There(town=town, count=count, solved=solved, back_90=late)
        for town, count, solved, _, late in found.order_by().values_list("town", *SUMS)
    ]
    rows.sort(key=lambda row: (-row.count, row.town))
    told = [row for row in rows if row.count >= heat.FEWEST and row.town]
    few = [row for row in rows if row.count < heat.FEWEST or not row.town]
    while few and told and sum(row.count for row in few) < heat.FEWEST:
        few.append(told.pop())  # else what little came elsewhere could be told after all
    return [*told, _put_together(few)] if few else told


def _put_together(rows: Iterable[There]) -> There:
    listed = list(rows)
    return There(
        town="",
        count=sum(row.count for row in listed),
        solved=sum(row.solved for row in listed),
        back_90=sum(row.back_90 for row in listed),
    )


def samples(by: Actor, topic_id: int) -> "list[Ticket]":
    """Return the newest tickets of a topic that an actor may see."""
    about = Filing.objects.filter(topic=topic_id).values("ticket")
    found = tickets.visible_to(by).filter(tickets.TOLD_OPENLY, pk__in=about).order_by("-pk")
    return list(found.select_related("category", "grid", "lead_unit", "matter")[:SAMPLES])


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Open tickets about one problem at one place, of one public category, that may join one matter."""

    first: "Ticket"
    ticket_ids: list[int]


def proposals(by: Actor, *, topic_id: int | None = None) -> list[Proposal]:
    """Return which open tickets may belong to one matter, the most first; people decide.

    Only of categories that are public by policy, and at a known grid; complaints about persons,
    tip-offs and what is in confidence are no part of it, even where that was found out later.
    """
    mine = tickets.decided_by(by).filter(IS_OPEN, matter=None, category__public=True)
    mine = mine.filter(tickets.TOLD_OPENLY)
    found = Filing.objects.filter(ticket__in=mine, grid_id__isnull=False).exclude(topic=None)
    if topic_id is not None:
        found = found.filter(topic=topic_id)
    grouped = found.values("problem", category=F("ticket__category_id"))
    counted = grouped.annotate(count=Count("ticket"), first=Min("ticket"))
    chosen = list(counted.filter(count__gte=TOGETHER).order_by("-count", "problem")[:PROPOSED])
    rows = found.filter(problem__in=[one["problem"] for one in chosen]).order_by("ticket")
    ids: dict[tuple[int, int], list[int]] = defaultdict(list)
    for problem, category, pk in rows.values_list("problem", "ticket__category_id", "ticket_id"):
        ids[problem, category].append(pk)
    firsts = tickets.visible_to(by).select_related("category", "grid", "lead_unit", "matter")
    by_id = firsts.in_bulk([one["first"] for one in chosen])
    return [
        Proposal(first=by_id[one["first"]], ticket_ids=ids[one["problem"], one["category"]])
        for one in chosen
        if one["first"] in by_id
    ]
