"""Playing the demo's requests: each through the real actions, by the people who would do it."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import yaml

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs.demo import script
from lianxin.interfaces.jobs.demo.city import FILES
from lianxin.interfaces.jobs.demo.steps import take
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import UnitKind
from lianxin.registers.residents.rules import NewContact
from lianxin.registers.residents.rules.consents import Consent, health_words

VISITOR = Actor.public("demo")
Story = Mapping[str, Any]  # an item of requests.yaml
# what the teller of a story says, at once and later
TOLD = ("what", "where", "hurry", "heard", "dispute_reason", "rating_words", "withdraw_reason")


def stories() -> list[Story]:
    """Return the demo's requests, the oldest first."""
    read: list[Story] = yaml.safe_load((FILES / "requests.yaml").read_text(encoding="utf-8"))
    return sorted(read, key=lambda story: -float(story["days_ago"]))


def ticket_of(story: Story, *, now: datetime) -> int:
    """Return the ticket of a story that was played."""
    entry = entries.earlier(_teller(story, day_of(now)), f"demo:{story['id']}")
    if entry is None:
        raise NotFound(story=story["id"])
    return entry.about_id


def played(story: Story, *, now: datetime) -> bool:
    """Return whether a story is there already."""
    return entries.earlier(_teller(story, day_of(now)), f"demo:{story['id']}") is not None


@dataclass
class Play:
    """One story on its way: its ticket, and which of its steps comes when."""

    story: Story
    ticket_id: int
    now: datetime
    again: bool = False  # the same step was taken before: other words

    @property
    def today(self) -> date:
        """Return the day of the demo."""
        return day_of(self.now)

    @property
    def requester(self) -> Actor:
        """Return who asked."""
        return Actor.requester(ticket_id=self.ticket_id, session="demo")

    def common(self, by: Actor, at: datetime, key: str) -> dict[str, Any]:
        """Return what every deed on the ticket is given."""
        return {"ticket_id": self.ticket_id, "by": by, "at": at, "key": key}

    def said(self, name: str, usual: str) -> str:
        """Return the story's own words, or what is usually said."""
        return str(self.story.get(name) or usual)

    def someone(self, role: Role, turn: int = 0) -> Actor:
        """Return somebody who holds a role: of the hotline, or of the unit that leads now."""
        hotline = role in (Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR, Role.CALLER)
        ticket = queries.find(Actor.system("demo"), self.ticket_id)
        unit_id = _hotline() if hotline else ticket.lead_unit_id
        held = colleagues(unit_id or 0, role, day_of(self.now)) or colleagues(
            unit_id or 0, Role.UNIT_LEAD, day_of(self.now)
        )
        return held[(zlib.crc32(self.story["id"].encode()) + turn) % len(held)]


@lru_cache(maxsize=256)
def colleagues(unit_id: int, role: Role, on: date) -> list[Actor]:
    """Return who holds a role in a unit, each in their post."""
    posts = orgs.colleagues(unit_id, on, frozenset({role}))
    found = [orgs.actor_of(post.staff, post.pk, on=on) for post in posts]
    return [actor for actor in found if actor is not None]


@lru_cache(maxsize=1)
def _hotline() -> int:
    return orgs.unit("hotline").pk


def _grid(code: str, on: date) -> int:
    return orgs.grids(on).get(code=code).pk


def _teller(story: Story, on: date) -> Actor:
    """Return who takes the request in: the resident, an agent on the line, the grid worker."""
    if story["channel"] == "web":
        return VISITOR
    if story["channel"] == "grid":
        community = orgs.unit_of_division(story["grid"][:12], UnitKind.COMMUNITY, on)
        workers = colleagues(community.pk if community else 0, Role.GRID_WORKER, on)
        return workers[0]
    agents = colleagues(_hotline(), Role.AGENT, on)
    return agents[zlib.crc32(story["id"].encode()) % len(agents)]


def receive(story: Story, at: datetime, now: datetime) -> int:
    """Take a story's request in, and return its ticket."""
    on = day_of(now)
    request = Request(
        what=story["what"],
        where=story.get("where") or "",
        kind=rules.Kind(story["kind"]),
        channel=rules.Channel(story["channel"]),
        privacy=rules.Privacy(story["privacy"]),
        grid_id=_grid(story["grid"], on),
        consents=_agreed(story),
    )
    given = {"name": story.get("name") or "", "phone": story.get("phone") or ""}
    contact = NewContact(**given) if any(given.values()) else None
    by = _teller(story, on)
    entry = actions.receive(
        request=request, contact=contact, by=by, at=at, key=f"demo:{story['id']}"
    )
    return entry.about_id


def _agreed(story: Story) -> frozenset[Consent]:
    """Return what the teller was asked and agreed to: to be read on what they say about health."""
    ill = health_words(*(str(story.get(name) or "") for name in TOLD))
    return frozenset({Consent.HEALTH}) if ill else frozenset()


def play(story: Story, *, now: datetime) -> None:
    """Play one story from intake to where it stands today, in one transaction."""
    start = now - timedelta(days=float(story["days_ago"]))
    with ledger.writing():
        play_ = Play(story=story, ticket_id=receive(story, start, now), now=now)
        ticket = queries.find(Actor.system("demo"), play_.ticket_id)
        names = script.steps(story["ending"], reworked="reply2" in story)
        shift = zlib.crc32(story["id"].encode()) % 100 / 100
        tier = _tier(story, ticket.division_code, start)
        moments = script.moments(names, start=start, now=now, tier=tier, shift=shift)
        for place, (name, at) in enumerate(zip(names, moments, strict=True)):
            key = f"demo:{story['id']}:{place}:{name}"
            take(play_, name, at, key)


def _tier(story: Story, division_code: str, at: datetime) -> str:
    category = duties.category(story["category"])
    owner = duties.owner_of(category.pk, division_code, on=day_of(at))
    return str(owner.tier) if owner else "general"
