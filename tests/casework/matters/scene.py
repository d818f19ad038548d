"""A matter in the tickets' town: a dark stretch of street at the 芦花路口."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from lianxin.casework.matters import actions
from lianxin.casework.matters.actions import About, Plan
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.rules import PlaceKind
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.ledger import rounds
from lianxin.foundation.ledger.models import Entry
from tests.casework.tickets import town
from tests.make import MONDAY

LUHUA = "990101001001"
TOMORROW = MONDAY + timedelta(days=1)


def about(**other: Any) -> About:
    """Return what the town's matter is about."""
    usual: dict[str, Any] = {
        "title": "芦花路口一带路灯不亮",
        "category_id": town.category(),
        "place_kind": PlaceKind.STREET,
        "grid_id": town.grid(),
        "division_code": "",
        "place": "芦花路口至河湾桥",
        "unit_id": town.unit("lamps"),
    }
    return About(**{**usual, **other})


def plan(words: str = "正在更换电缆", **other: Any) -> Plan:
    """Return a plan that looks one day ahead."""
    return Plan(**{"words": words, "next_on": TOMORROW.date(), **other})


def opened(
    *, who: str = "dispatcher", public: bool = False, key: str = "opened", **other: Any
) -> Matter:
    """Open the town's matter."""
    entry = actions.open_matter(
        about=about(**other),
        plan=plan(),
        by=town.actor(who),
        at=MONDAY,
        key=f"matter-{key}",
    )
    matter = Matter.objects.get(pk=entry.about_id)
    return published(matter) if public else matter


def published(matter: Matter, words: str = "抢修队已到现场", *, at: datetime = MONDAY) -> Matter:
    """Publish words for everybody: a lead writes them, a supervisor looks at them."""
    matter = did(matter, actions.announce, "dispatcher", at=at, words=words)
    return did(matter, actions.publish, "supervisor", at=at)


class Batches:
    """Every five tickets are about one matter: they join it by one decision, and get one reply by another."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []
        self.waiting: list[Matter] = []
        self.opened = 0

    def add(self, ticket: Ticket) -> None:
        """Take one more, and decide what there is to decide."""
        self.tickets.append(ticket)
        if self.waiting and not rounds.under_way(self.waiting[0]):
            did(self.waiting.pop(0), tickets.reply_to_all, "supervisor", words="已修好")
        if len(self.tickets) == 5:
            self.opened += 1
            matter = opened(key=f"batch-{self.opened:08d}")
            ids = [one.pk for one in self.tickets]
            self.waiting.append(did(matter, tickets.join_many, "agent", ticket_ids=ids))
            self.tickets.clear()


def did(
    matter: Matter, action: Callable[..., Entry], who: str, *, at: datetime = MONDAY, **given: Any
) -> Matter:
    """Take one step on a matter by somebody of the town."""
    seen = Matter.objects.get(pk=matter.pk).seq
    key = f"{getattr(action, '__name__', '')}:matter:{matter.pk}:{seen}"
    action(matter_id=matter.pk, by=town.actor(who), at=at, key=key, **given)
    return Matter.objects.get(pk=matter.pk)
