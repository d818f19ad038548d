"""Which tickets hold some words, as whoever searches may read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.followers.triage.models import Phrases, Search
from lianxin.followers.triage.rules import searching as rules
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.search import queries as index
from lianxin.foundation.search.rules import Query, holds

RELATED = ("category", "grid", "lead_unit", "matter")


@dataclass(frozen=True, kw_only=True)
class Searched:
    """The tickets of one page, the newest first, and before which one the next page begins."""

    tickets: list[Ticket]
    onward: int | None


def search(query: Query, by: Actor, *, before: int | None = None) -> Searched:
    """Return the newest tickets in which every word of a search stands, as the actor may read them.

    What hides from the actor is not found by them either. For one page no more than `rules.MOST`
    tickets are read; where more may follow, `onward` says from where.
    """
    rules.searchers_only(by)
    found: list[Ticket] = []
    for _ in range(0, rules.MOST, rules.CHUNK):
        chunk = _chunk(query, by, before)
        said = tickets.texts(chunk, by)
        fitting = [one for one in chunk if holds(_told(said.get(one.pk, {})), query)]
        found += fitting
        if len(found) > rules.PAGE:
            return Searched(tickets=found[: rules.PAGE], onward=found[rules.PAGE - 1].pk)
        if len(chunk) < rules.CHUNK:
            return Searched(tickets=found, onward=None)
        before = chunk[-1].pk
    return Searched(tickets=found, onward=before)


def _told(said: Mapping[str, str]) -> str:
    return " ".join(said.get(name, "") for name in rules.TOLD)


def _chunk(query: Query, by: Actor, before: int | None) -> list[Ticket]:
    """Return the newest tickets that may fit, by the index alone."""
    rows = Phrases.objects.filter(ticket__in=tickets.visible_to(by).order_by().values("pk"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    ids = list(
        index.paired(rows, query).order_by("-pk").values_list("pk", flat=True)[: rules.CHUNK]
    )
    held = tickets.visible_to(by).filter(pk__in=ids).select_related(*RELATED)
    return sorted(held, key=lambda ticket: -ticket.pk)


REPLAY = Replay(model=Search, columns=rules.COLUMNS, where=lambda pk: f"search {pk}")


def search_faults() -> Iterator[Fault]:
    """Yield where what is kept of a search is not what the ledger says."""
    yield from REPLAY.faults()
