"""Counts the tickets of each topic by town and week, anew where tickets joined and at least every hour."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db.models import Q

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.followers.triage.models import Filing, Tally, Topic
from lianxin.followers.triage.rules import filing, returning
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.time import day_of

EVERY = timedelta(hours=1)
COLUMNS = (
    "ticket__category_id",
    "grid_id",
    "ticket__division_code",
    "ticket__received_at",
    "ticket__ended_at",
    "ticket__state",
    "ticket__outcome",
)


def tally(*, at: datetime) -> int:
    """Count one topic anew, the one that was counted longest ago; return whether there was one to count."""
    due = Topic.objects.filter(Q(tallied_at=None) | Q(tallied_at__lt=at - EVERY))
    topic = due.order_by("tallied_at", "pk").values_list("pk", flat=True).first()
    if topic is None:
        return 0
    rows = _counted(topic)
    with ledger.writing():
        Tally.objects.filter(topic=topic).delete()
        Tally.objects.bulk_create(rows)
        Topic.objects.filter(pk=topic).update(tallied_at=at)
    return 1


def _counted(topic: int) -> list[Tally]:
    openly = Ticket.objects.filter(tickets.TOLD_OPENLY)
    found = Filing.objects.filter(topic=topic, ticket__in=openly)
    told = list(found.values_list(*COLUMNS))
    cases = [
        returning.Case(
            what=category,
            where=grid if category else None,
            received_at=received,
            solved_at=ended if returning.solved(state, outcome) else None,
        )
        for category, grid, _, received, ended, state, outcome in told
    ]
    tables: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row, case, gone in zip(told, cases, returning.since(cases), strict=True):
        cells = tables[filing.town(row[2]), filing.monday(day_of(case.received_at))]
        soon = returning.within(gone, returning.SOON)
        later = returning.within(gone, returning.LATER)
        for place, one in enumerate((1, case.solved_at is not None, soon, later)):
            cells[place] += one
    return [
        Tally(
            topic_id=topic, town=town, week=week, count=n, solved=done, back_30=soon, back_90=late
        )
        for (town, week), (n, done, soon, late) in tables.items()
    ]
