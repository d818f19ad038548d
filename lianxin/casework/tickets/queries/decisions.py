"""What people decided a ticket is about, and what was told: to learn from, without whom it came from.

Counted is what stood at the end, where somebody of the staff (or of the system that it was imported from)
had chosen it. What was told about somebody's health, or for a child, was agreed to for the ticket
alone: nothing is learnt from it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek

from lianxin.casework.tickets.models import IS_KEPT, Ticket
from lianxin.casework.tickets.rules import State, deeds
from lianxin.foundation.actor import STAFF
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.search import masking
from lianxin.foundation.time import SHANGHAI
from lianxin.registers.residents.rules.consents import Consent

AT_ONCE = 1000  # tickets, so that memory and each read stay small
STANDING = (State.CLOSED, State.ANSWERED)
NAMING = (
    deeds.RECEIVED,
    deeds.ACCEPTED,
    deeds.ANSWERED,
    deeds.DISPATCHED,
    deeds.RETURN_GRANTED,
    deeds.SENT_BACK,
    deeds.REPLIED_BY_MATTER,
)
AGREED_FOR_THE_TICKET = (Consent.HEALTH, Consent.GUARDIAN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """One confirmed decision: the category, and what was told with every personal number blanked."""

    category_id: int
    told: str


def decided_weeks(*, since: datetime, until: datetime) -> dict[date, int]:
    """Return how many decisions stood at the end, by the Monday of the week in which the ticket ended."""
    week = TruncWeek("ended_at", tzinfo=SHANGHAI)
    counted = _standing(since, until).annotate(week=week).values_list("week")
    return {first.date(): count for first, count in counted.annotate(Count("pk")).order_by("week")}


def decided(
    *, since: datetime, until: datetime, every: int, advance: Callable[[int], None]
) -> Iterator[Decided]:
    """Yield every n-th confirmed decision of a time, oldest first; `advance` is told how many were passed.

    Words that were erased are gone, and so are tickets that are archived.
    """
    rows = _standing(since, until).order_by("ended_at", "pk")
    columns = ("ended_at", "pk", "told_seq", "category_id")
    passed, part = 0, list(rows.values_list(*columns)[:AT_ONCE])
    while part:
        taken = part[-passed % every :: every]
        yield from _told({pk: (seq, category) for _, pk, seq, category in taken if category})
        passed += len(part)
        advance(len(part))
        ended_at, pk = part[-1][:2]
        later = rows.filter(ended_at__gte=ended_at).exclude(ended_at=ended_at, pk__lte=pk)
        part = list(later.values_list(*columns)[:AT_ONCE])


def _standing(since: datetime, until: datetime) -> QuerySet[Ticket]:
    found = Ticket.objects.filter(IS_KEPT, ended_at__gte=since, ended_at__lt=until)
    for consent in AGREED_FOR_THE_TICKET:
        found = found.exclude(consents__contains=consent.value)
    return found.filter(state__in=STANDING, category__isnull=False).order_by()


def _told(rows: dict[int, tuple[int, int]]) -> Iterator[Decided]:
    chosen = _chosen(list(rows))
    words = ledger.words_in("ticket", {pk: seq for pk, (seq, _) in rows.items()})
    for pk, (_, category_id) in rows.items():
        told = words[pk].get("what")
        if told and (pk, category_id) in chosen:
            yield Decided(category_id=category_id, told=masking.mask(told))


def _chosen(ids: Sequence[int]) -> set[tuple[int, int]]:
    """Return which category people chose for which ticket, and no machine or requester did."""
    people = Q(role__in=[role.value for role in STAFF]) | Q(imported=True)
    named = Entry.objects.filter(people, about="ticket", about_id__in=ids, verb__in=NAMING)
    return {(pk, facts["category_id"]) for pk, facts in named.values_list("about_id", "facts")}
