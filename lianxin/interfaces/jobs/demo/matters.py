"""Playing the demo's matters: opened, joined, published by two people, replied to, each answered by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import yaml

from lianxin.casework.matters import actions as matters
from lianxin.casework.matters.actions import About, Plan
from lianxin.casework.matters.rules import PlaceKind
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.rules import Outcome
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs.demo import story
from lianxin.interfaces.jobs.demo.city import FILES
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

CHUNK = 50
MINUTE = timedelta(minutes=1)
Told = Mapping[str, Any]  # an item of matters.yaml, or what was done at one of its moments


@dataclass(frozen=True, kw_only=True)
class Play:
    """One matter on its way: what the file tells of it, and its id."""

    told: Told
    matter_id: int
    now: datetime

    def frame(self, role: Role, at: datetime, name: str) -> dict[str, Any]:
        """Return whose deed it is, when, and under which key."""
        hotline = role in (Role.DISPATCHER, Role.SUPERVISOR)
        unit = orgs.unit("hotline" if hotline else str(self.told["unit"]))
        key = f"demo:{self.told['id']}:{name}:{at.isoformat()}"
        someone = story.colleagues(unit.pk, role, day_of(self.now))[0]
        return {"matter_id": self.matter_id, "by": someone, "at": at, "key": key}


def play(*, now: datetime) -> None:
    """Play every matter that is not there yet."""
    read: list[Told] = yaml.safe_load((FILES / "matters.yaml").read_text(encoding="utf-8"))
    for told in read:
        _play(told, now)


def _play(told: Told, now: datetime) -> None:
    at = now - timedelta(hours=float(told["hours_ago"]))
    by = story.colleagues(orgs.unit("hotline").pk, Role.DISPATCHER, day_of(now))[0]
    key = f"demo:matter:{told['id']}"
    if entries.earlier(by, key) is not None:
        return
    about = About(
        title=told["title"],
        category_id=duties.category(told["category"]).pk,
        place_kind=PlaceKind(told["place_kind"]),
        grid_id=None,
        division_code=told["division"],
        place=told["place"],
        unit_id=orgs.unit(told["unit"]).pk,
    )
    with ledger.writing():
        entry = matters.open_matter(about=about, plan=_plan(told, at), by=by, at=at, key=key)
        play_ = Play(told=told, matter_id=entry.about_id, now=now)
        for done in told["done"]:
            moment = at + timedelta(hours=float(done["after"]))
            for name, act in DONE.items():
                if name in done:
                    act(play_, done, moment)


def _plan(told: Told, at: datetime) -> Plan:
    hours, days = told.get("ends_after"), told.get("next_after_days")
    return Plan(
        words=told["plan"],
        next_on=day_of(at + timedelta(days=days)) if days else None,
        expected_end_at=at + timedelta(hours=hours) if hours else None,
    )


def _announce(play_: Play, done: Told, at: datetime) -> None:
    matters.announce(words=done["announce"], **play_.frame(Role.DISPATCHER, at, "announce"))
    matters.publish(**play_.frame(Role.SUPERVISOR, at + 6 * MINUTE, "publish"))


def _replan(play_: Play, done: Told, at: datetime) -> None:
    matters.plan(plan=_plan(done, at), **play_.frame(Role.HANDLER, at, "plan"))


def _gather(play_: Play, _done: Told, at: datetime) -> None:
    ids = [pk for pk, _told in _joining(play_)]
    tickets.join_many(ticket_ids=ids, **play_.frame(Role.DISPATCHER, at, "gather"))
    _carried(at)


def _reply(play_: Play, done: Told, at: datetime) -> None:
    matters.draft(words=done["reply"], **play_.frame(Role.HANDLER, at - 9 * MINUTE, "draft"))
    tickets.reply_to_all(words=done["reply"], **play_.frame(Role.SUPERVISOR, at, "reply"))
    _carried(at)
    for place, (pk, told) in enumerate(_joining(play_), 1):
        _answer(pk, told, at + 4 * place * MINUTE)


def _answer(ticket_id: int, told: story.Story, at: datetime) -> None:
    """Let a requester say whether it is solved, where the story tells it."""
    by = Actor.requester(ticket_id=ticket_id, session="demo")
    frame: dict[str, Any] = {"ticket_id": ticket_id, "by": by, "at": at}
    key = f"demo:{told['id']}:answers"
    if "confirm" in told:
        said = {"words": told["confirm"], "rating": told.get("rating")}
        tickets.confirm(outcome=Outcome.RESOLVED, **said, **frame, key=key)
    elif "dispute" in told:
        tickets.dispute(words=told["dispute"], **frame, key=key)


def _joining(play_: Play) -> list[tuple[int, story.Story]]:
    """Return the tickets of the stories that join a matter, by id."""
    wanted = [one for one in story.stories() if one.get("joins") == play_.told["id"]]
    return [(story.ticket_of(one, now=play_.now), one) for one in wanted]


def _carried(at: datetime) -> None:
    while tickets.carry(at=at, limit=CHUNK):
        pass


DONE: Mapping[str, Callable[[Play, Told, datetime], None]] = {
    "plan": _replan,
    "announce": _announce,
    "gather": _gather,
    "reply": _reply,
}
