"""Everything that can be done to a matter; what reaches its tickets the tickets area carries out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.rules import PlaceKind, State, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import rounds
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import verbs
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
    *, about: About, plan: Plan, public: bool, by: Actor, at: datetime, key: str
) -> Entry:
    """Open a matter with its plan; whether it is public those decide who publish."""
    rules.may_open(by, about.unit_id)
    if public:
        rules.may_publish(by)
    columns, words = _about(about, at)
    planned, said = _planned(plan, at)
    _public(about.category_id if public else None)
    facts = {**columns, **planned, "state": State.OPEN.value, "public": public, "opened_at": at}
    matter = Matter(**facts)
    ledger.create(matter)
    return _finish(rules.OPENED, matter, {**words, **said}, by=by, at=at, key=key)


@ledger.deed
def revise(
    *, matter_id: int, about: About, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say anew what the matter is about, where it is, and whose it is."""
    matter, _ = _begin(Step.REVISE, matter_id, by, seen)
    columns, words = _about(about, at)
    _public(about.category_id if matter.public else None)
    return _finish(rules.REVISED, matter, words, by=by, at=at, key=key, **columns)


@ledger.deed
def plan(
    *, matter_id: int, plan: Plan, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say what will be done next, and when."""
    matter, _ = _begin(Step.PLAN, matter_id, by, seen)
    planned, words = _planned(plan, at)
    return _finish(rules.PLANNED, matter, words, by=by, at=at, key=key, **planned)


@ledger.deed
def show(
    *, matter_id: int, public: bool, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Show the matter to everybody (its line, its plan, coarsely where it is), or not any more."""
    matter, _ = _begin(Step.SHOW, matter_id, by, seen)
    if public:
        _public(matter.category_id)
        has_place(matter, at=at)
    return _finish(rules.SHOWN, matter, {}, by=by, at=at, key=key, public=public)


@ledger.deed
def draft(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Write, as the unit that owns the matter, the reply that the hotline reads before it is given."""
    matter, _ = _begin(Step.DRAFT, matter_id, by, seen)
    said = rules.letter("draft", words)
    return _finish(rules.DRAFTED, matter, said, by=by, at=at, key=key, drafted=True)


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
    matter, _ = _begin(Step.GATHER, matter_id, by, seen)
    may_join(matter, at=at)
    ids = sorted(set(ticket_ids))
    entry = _finish(rules.GATHERED, matter, {}, by=by, at=at, key=key, ticket_ids=ids)
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
    matter, _ = _begin(Step.SCATTER, matter_id, by, seen)
    _quiet(matter)
    decided = queries.gathering(matter, gathered)
    said = rules.text("reason", words)
    facts = {"ticket_ids": decided.facts["ticket_ids"], "gathered": decided.pk}
    entry = _finish(rules.SCATTERED, matter, said, by=by, at=at, key=key, **facts)
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
    matter, state = _begin(Step.REPLY, matter_id, by, seen)
    _quiet(matter)
    if not tickets:
        raise rules.NobodyJoined
    said = rules.letter("reply", words)
    facts = {"state": state.value, "replied_at": at, "drafted": False, "tickets": tickets}
    entry = _finish(rules.REPLIED, matter, said, by=by, at=at, key=key, **facts)
    ledger.begin_round(entry, total=tickets)
    return entry


@ledger.deed
def close(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """End the matter and say what became of it; tickets that still stand open go their own way."""
    matter, state = _begin(Step.CLOSE, matter_id, by, seen)
    _quiet(matter)
    said = rules.text("reason", words)
    facts = {"state": state.value, "closed_at": at}
    return _finish(rules.CLOSED, matter, said, by=by, at=at, key=key, **facts)


@ledger.deed
def reopen(
    *, matter_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Open the matter again, because it is back or because more tickets are to join."""
    matter, state = _begin(Step.REOPEN, matter_id, by, seen)
    _quiet(matter)
    said = rules.text("reason", words)
    facts: dict[str, object] = {"state": state.value, "replied_at": None, "closed_at": None}
    return _finish(rules.REOPENED, matter, said, by=by, at=at, key=key, **facts)


def lock(matter_id: int, *, by: Actor) -> Matter:
    """Return a matter under its lock, for a deed on a ticket that joins or leaves it.

    A matter is always locked before its tickets, so that no two deeds wait for each other.
    """
    return ledger.locked(queries.visible_to(by), matter_id)


def may_join(matter: Matter, *, at: datetime) -> None:
    """Refuse that tickets join a matter that is not open, or that has no place left."""
    rules.is_open(queries.standing(matter))
    has_place(matter, at=at)


def has_place(matter: Matter, *, at: datetime) -> None:
    """Refuse where the matter's place has gone from the register."""
    if not queries.places([matter], day_of(at))[matter.pk].in_force:
        raise rules.MatterHasNoPlace


def _begin(step: Step, matter_id: int, by: Actor, seen: int | None) -> tuple[Matter, State]:
    matter = ledger.locked(queries.visible_to(by), matter_id, seen=seen)
    return matter, rules.take(step, queries.standing(matter), by)


def _finish(
    verb: str,
    matter: Matter,
    words: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    key: str,
    **facts: object,
) -> Entry:
    """Set the columns that the facts name, fill in those that stay, save and record."""
    columns = [name for name in facts if name in rules.COLUMNS]
    for name in columns:
        setattr(matter, name, facts[name])
    if columns:
        matter.save(update_fields=columns)
    said = {name: getattr(matter, name) for name in verbs()[verb] if name not in facts}
    return ledger.record(verb, about=matter, by=by, at=at, key=key, words=words, **said, **facts)


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


def _public(category_id: int | None) -> None:
    """Refuse to show publicly what is in a category that is not shown so."""
    if category_id and not any(leaf.pk == category_id and leaf.public for leaf in duties.leaves()):
        raise rules.CategoryNotPublic


def _quiet(matter: Matter) -> None:
    if rounds.under_way(matter):
        raise rules.StillUnderWay
