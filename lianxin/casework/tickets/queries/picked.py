"""Tickets that were picked elsewhere by their ids, and which units came when they were called."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lianxin.casework.tickets.models import Pointing, Ticket
from lianxin.casework.tickets.queries.access import visible_to
from lianxin.casework.tickets.queries.desks import UNREAD
from lianxin.casework.tickets.rules import deeds
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry

MOST = 1000  # tickets that are looked through for whistles


@dataclass(kw_only=True)
class Called:
    """How often a unit was called by whistle, how often it came, and how often nobody said so yet."""

    unit_id: int
    called: int = 0
    came: int = 0
    awaited: int = 0


def picked(by: Actor, ids: Iterable[int]) -> QuerySet[Ticket]:
    """Return those of some tickets that an actor may know of, the newest first."""
    found = visible_to(by).filter(pk__in=list(ids)).order_by("-pk")
    return found.select_related("category", "grid", "lead_unit", "matter").defer(*UNREAD)


def called(by: Actor, since: datetime) -> list[Called]:
    """Return the units that tickets of the actor's units called by whistle, what came least first."""
    seen = visible_to(by).filter(lead_unit__path__startswith=by.unit_path)
    pointed = Pointing.objects.filter(at__gte=since, leads=False, ticket__in=seen)
    ids = list(pointed.order_by("-at").values_list("ticket_id", flat=True).distinct()[:MOST])
    verbs = (deeds.WHISTLED, deeds.WHISTLE_ANSWERED)
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in ledger.of("ticket", ids).filter(verb__in=verbs).prefetch_related(None):
        found[entry.about_id].append(entry)
    made: dict[int, Called] = {}
    for told in found.values():
        _count(told, made)
    return sorted(made.values(), key=lambda one: (one.came - one.called, one.unit_id))


def _count(told: list[Entry], made: dict[int, Called]) -> None:
    """Add the whistles of one ticket: each answer is about all that were called before it."""
    awaited: set[int] = set()
    for entry in told:
        asked = {int(pk) for pk in entry.facts.get("assist_unit_ids", ())}
        if entry.verb == deeds.WHISTLED:
            for unit_id in asked - awaited:
                _of(made, unit_id).called += 1
            awaited |= asked
            continue
        for unit_id in awaited & {int(pk) for pk in entry.facts["came_unit_ids"]}:
            _of(made, unit_id).came += 1
        awaited = set()
    for unit_id in awaited:
        _of(made, unit_id).awaited += 1


def _of(made: dict[int, Called], unit_id: int) -> Called:
    return made.setdefault(unit_id, Called(unit_id=unit_id))
