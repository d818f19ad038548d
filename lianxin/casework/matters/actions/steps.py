"""The steps on a matter; what reaches its tickets the tickets area carries out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.actions import frame
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.rules import Kind, PlaceKind, State, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import rounds
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import community_of


@dataclass(frozen=True, kw_only=True)
class About:
    """What a matter is about: the line that everybody may read, the place, and whose it is.

    The grid's community is the division where a grid is named; `place` names a building, a
    compound or a stretch of street.
    """

    title: str
    category_id: int
    place_kind: PlaceKind
    grid_id: int | None
    division_code: str
    place: str
    unit_id: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What will be done, when it is looked at next, and when an outage should be over."""

    words: str
    next_on: date | None = None
    expected_end_at: datetime | None = None


@ledger.deed
def open_matter(
    *,
    about: About,
    plan: Plan,
    kind: Kind = Kind.PROBLEM,
    topic_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Open a matter with its plan; staff know of it, the public only once it is published.

    A theme that is taken up names the topic of triage that it came from, if it came from one.
    """
    rules.may_open(by, about.unit_id, kind)
    columns, words = _about(about, at)
    planned, said = _planned(plan, at)
    facts = {**columns, **planned, "state": State.OPEN.value, "opened_at": at}
    facts |= {"kind": kind.value, "topic_id": topic_id}
    matter = Matter(**facts)
    ledger.create(matter)
    return frame.finish(rules.OPENED, matter, {**words, **said}, by=by, at=at, key=key)


@ledger.deed
def revise(
    *, matter_id: int, about: About, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say anew what the matter is about, where it is, and whose it is."""
    matter, _ = frame.begin(Step.REVISE, matter_id, by, seen)
    columns, words = _about(about, at)
    frame.fit_for_public(about.category_id if matter.public else None)
    return frame.finish(rules.REVISED, matter, words, by=by, at=at, key=key, **columns)


@ledger.deed
def plan(
    *, matter_id: int, plan: Plan, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say what will be done next, and when."""
    matter, _ = frame.begin(Step.PLAN, matter_id, by, seen)
    planned, words = _planned(plan, at)
    return frame.finish(rules.PLANNED, matter, words, by=by, at=at, key=key, **planned)


@ledger.deed
def draft(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Write, as the unit that owns the matter, the reply that the hotline reads before it is given."""
    matter, _ = frame.begin(Step.DRAFT, matter_id, by, seen)
    said = rules.letter("draft", words)
    return frame.finish(rules.DRAFTED, matter, said, by=by, at=at, key=key, drafted=True)


@ledger.deed
def gather(
    *,
    matter_id: int,
    ticket_ids: Sequence[int],
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Decide that many tickets join; each of them does in the round that this begins."""
    matter, _ = frame.begin(Step.GATHER, matter_id, by, seen)
    frame.may_join(matter, at=at)
    ids = sorted(set(ticket_ids))
    entry = frame.finish(rules.GATHERED, matter, {}, by=by, at=at, key=key, ticket_ids=ids)
    ledger.begin_round(entry, total=len(ids))
    return entry


@ledger.deed
def scatter(
    *,
    matter_id: int,
    gathered: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Take back that many joined, by the entry that decided it; each leaves in the round that this begins."""
    matter, _ = frame.begin(Step.SCATTER, matter_id, by, seen)
    _quiet(matter)
    decided = queries.gathering(matter, gathered)
    said = rules.text("reason", words)
    facts = {"ticket_ids": decided.facts["ticket_ids"], "gathered": decided.pk}
    entry = frame.finish(rules.SCATTERED, matter, said, by=by, at=at, key=key, **facts)
    ledger.begin_round(entry, total=len(facts["ticket_ids"]))
    return entry


@ledger.deed
def reply(
    *,
    matter_id: int,
    words: str,
    tickets: int,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Reply to all joined tickets, so many, in one deed; each gets it in the round that this begins."""
    matter, state = frame.begin(Step.REPLY, matter_id, by, seen)
    _quiet(matter)
    if not tickets:
        raise rules.NobodyJoined
    said = rules.letter("reply", words)
    facts = {"state": state.value, "replied_at": at, "drafted": False, "tickets": tickets}
    entry = frame.finish(rules.REPLIED, matter, said, by=by, at=at, key=key, **facts)
    ledger.begin_round(entry, total=tickets)
    return entry


@ledger.deed
def close(
    *,
    matter_id: int,
    words: str,
    tickets: int,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """End the matter and say what became of it; so many tickets that stand with it go their own way."""
    matter, state = frame.begin(Step.CLOSE, matter_id, by, seen)
    _quiet(matter)
    said = rules.text("reason", words)
    facts = {"state": state.value, "closed_at": at}
    entry = frame.finish(rules.CLOSED, matter, said, by=by, at=at, key=key, **facts)
    if tickets:
        ledger.begin_round(entry, total=tickets)
    return entry


@ledger.deed
def reopen(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Open the matter again, because it is back or because more tickets are to join."""
    matter, state = frame.begin(Step.REOPEN, matter_id, by, seen)
    _quiet(matter)
    said = rules.text("reason", words)
    facts: dict[str, object] = {"state": state.value, "replied_at": None, "closed_at": None}
    return frame.finish(rules.REOPENED, matter, said, by=by, at=at, key=key, **facts)


def _about(about: About, at: datetime) -> tuple[dict[str, object], dict[str, str]]:
    """Return the columns and the words of what a matter is about, or refuse."""
    on = day_of(at)
    if not orgs.handling_units(on).filter(pk=about.unit_id).exists():
        raise rules.NotAnOwner
    duties.book().chosen(about.category_id)
    columns: dict[str, object] = {
        "category_id": about.category_id,
        "place_kind": about.place_kind.value,
        "grid_id": about.grid_id,
        "division_code": _division(about, on),
        "unit_id": about.unit_id,
    }
    words = rules.line("title", about.title) | rules.line("place", about.place)
    rules.named(about.place_kind, words, has_grid=about.grid_id is not None)
    return columns, words


def _division(about: About, on: date) -> str:
    """Return the code of the division in which the place lies, or refuse where it is not in force."""
    code = about.division_code
    if about.grid_id is not None:
        grid = orgs.grids(on).filter(pk=about.grid_id).first()
        code = community_of(grid.code) if grid else ""
    if not code or orgs.division(code, on) is None:
        raise rules.MatterHasNoPlace
    return code


def _planned(plan: Plan, at: datetime) -> tuple[dict[str, object], dict[str, str]]:
    rules.to_come(plan.next_on, plan.expected_end_at, at=at, on=day_of(at))
    columns: dict[str, object] = {"next_on": plan.next_on, "expected_end_at": plan.expected_end_at}
    return columns, rules.text("plan", plan.words)


def _quiet(matter: Matter) -> None:
    if rounds.under_way(matter):
        raise rules.StillUnderWay
