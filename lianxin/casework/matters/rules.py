"""One problem at one place: its states and steps as a table, its verbs, and what its lines may say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed, Refusal, WordsMissing, WordsTooLong
from lianxin.foundation.search.masking import mask
from lianxin.foundation.text import says_anything


class State(StrEnum):
    """Where a matter stands."""

    OPEN = "open"  # 处理中
    REPLIED = "replied"  # 已答复
    CLOSED = "closed"  # 已结束


class Step(StrEnum):
    """What somebody does to a matter."""

    OPEN = "open"  # 建立
    REVISE = "revise"  # 修改
    PLAN = "plan"  # 更新计划
    SHOW = "show"  # 公开或转为内部
    GATHER = "gather"  # 批量并入
    SCATTER = "scatter"  # 撤销批量并入
    DRAFT = "draft"  # 拟答复
    REPLY = "reply"  # 统一答复
    CLOSE = "close"  # 结束
    REOPEN = "reopen"  # 重新打开


class PlaceKind(StrEnum):
    """How large the place is: never a dwelling, never a person."""

    BUILDING = "building"  # 楼栋
    COMPOUND = "compound"  # 小区、院落
    STREET = "street"  # 路段
    GRID = "grid"  # 网格
    COMMUNITY = "community"  # 社区
    TOWN = "town"  # 街道、乡镇


NAMED = frozenset({PlaceKind.BUILDING, PlaceKind.COMPOUND, PlaceKind.STREET})  # in words


class MatterMovedOn(Refusal):
    """The matter is not in a state from which this step leads on."""


class MatterNotOpen(Refusal):
    """Nothing joins or leaves a matter that was replied to or closed."""


class NotYourMatter(Refusal):
    """Only the unit that owns the matter takes this step."""


class MatterHasNoPlace(Refusal):
    """The matter's place is not in the register any more, or never was."""


class PlaceUnnamed(Refusal):
    """A building, a compound or a stretch of street is named in words."""


class NobodyJoined(Refusal):
    """A matter without tickets has nobody to reply to."""


class StillUnderWay(Refusal):
    """What was decided on the matter before is still being carried out, ticket by ticket."""


class NamesADwelling(Refusal):
    """A matter is about a place that many share, never about a dwelling."""


class NamesAPerson(Refusal):
    """A phone number, an identity number, an e-mail or a plate stands in a matter's words."""


class CategoryNotPublic(Refusal):
    """What is in this category is not shown publicly."""


class NotAnOwner(Refusal):
    """The owner is a unit in force, and no hotline."""


class DayPassed(Refusal):
    """A plan names a day that is still to come."""


HOTLINE = frozenset({Role.DISPATCHER, Role.SUPERVISOR})
OPENERS = HOTLINE | {Role.AGENT, Role.UNIT_LEAD}
OWNERS = HOTLINE | {Role.UNIT_LEAD}
WORKERS = frozenset({Role.UNIT_LEAD, Role.HANDLER})
AT_WORK = frozenset({State.OPEN, State.REPLIED})


@dataclass(frozen=True)
class Move:
    """One row: `target` None leaves the state as it is."""

    step: Step
    sources: frozenset[State]
    target: State | None
    who: frozenset[Role]


S, ANY = State, frozenset(State)
TABLE = (
    Move(Step.PLAN, AT_WORK, None, OWNERS | WORKERS),
    Move(Step.GATHER, frozenset({S.OPEN}), None, OPENERS),
    Move(Step.SCATTER, frozenset({S.OPEN}), None, OPENERS),
    Move(Step.DRAFT, frozenset({S.OPEN}), None, WORKERS),
    Move(Step.REPLY, frozenset({S.OPEN}), S.REPLIED, HOTLINE),
    Move(Step.SHOW, ANY, None, HOTLINE),
    Move(Step.REVISE, AT_WORK, None, OWNERS),
    Move(Step.CLOSE, AT_WORK, S.CLOSED, OWNERS),
    Move(Step.REOPEN, ANY - {S.OPEN}, S.OPEN, HOTLINE),
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the table needs to know of a matter."""

    state: State
    unit_id: int


def who(step: Step) -> frozenset[Role]:
    """Return the roles that take a step."""
    if step is Step.OPEN:
        return OPENERS
    return next(move.who for move in TABLE if move.step is step)


def take(step: Step, matter: Standing, by: Actor) -> State:
    """Return the state that follows, or refuse."""
    move = next(move for move in TABLE if move.step is step)
    if by.role not in move.who:
        raise NotAllowed(step=step, role=by.role)
    if by.role in IN_A_UNIT and by.unit_id != matter.unit_id:
        raise NotYourMatter(step=step)
    if matter.state not in move.sources:
        raise MatterMovedOn(step=step, state=matter.state)
    return move.target or matter.state


def steps(matter: Standing, by: Actor) -> list[Step]:
    """Return the steps that an actor may take now, in the table's order."""
    return [move.step for move in TABLE if _may(move.step, matter, by)]


def _may(step: Step, matter: Standing, by: Actor) -> bool:
    try:
        take(step, matter, by)
    except Refusal:
        return False
    return True


def may_open(by: Actor, unit_id: int) -> None:
    """Refuse to open a matter to who does not, and for another unit to who works in one."""
    if by.role not in OPENERS:
        raise NotAllowed(step=Step.OPEN, role=by.role)
    if by.role in IN_A_UNIT and by.unit_id != unit_id:
        raise NotYourMatter(step=Step.OPEN)


def may_publish(by: Actor) -> None:
    """Refuse to show a matter publicly to who may not."""
    if by.role not in who(Step.SHOW):
        raise NotAllowed(step=Step.SHOW, role=by.role)


def is_open(matter: Standing) -> None:
    """Refuse that a ticket joins or leaves a matter that was replied to or closed."""
    if matter.state is not State.OPEN:
        raise MatterNotOpen(state=matter.state)


def named(kind: PlaceKind, words: Mapping[str, str], *, has_grid: bool) -> None:
    """Refuse a matter without its line, or whose place says less than its kind asks for."""
    if not says_anything(words["title"]):
        raise WordsMissing
    if (kind in NAMED and not says_anything(words["place"])) or (
        kind is PlaceKind.GRID and not has_grid
    ):
        raise PlaceUnnamed


LONGEST = 2000  # characters of a plan or a reply
LONGEST_LINE = 80
# "501室", "3单元501", "8栋1203", "2-1-502": what follows a building's number leads to one door
_DOOR = re.compile(
    r"[0-9]{2,4} *室|(?:单元|号楼|栋|幢) *[0-9]{3,4}(?![0-9])|[0-9]+[-—–][0-9]+[-—–][0-9]{3,4}(?![0-9])"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def line(name: str, said: str) -> dict[str, str]:
    """Return a short line about a place, or refuse what does not belong into one."""
    kept = said.strip()
    if len(kept) > LONGEST_LINE:
        raise WordsTooLong(most=LONGEST_LINE)
    if _DOOR.search(kept.translate(_WIDE)):
        raise NamesADwelling
    return _about_no_person(name, kept)


def text(name: str, said: str) -> dict[str, str]:
    """Return what everybody may read in time, or refuse where it is nothing or does not belong there."""
    return _about_no_person(name, letter(name, said)[name])


def letter(name: str, said: str) -> dict[str, str]:
    """Return what only those read whose tickets have joined, or refuse where it is nothing."""
    if not says_anything(said):
        raise WordsMissing
    if len(said) > LONGEST:
        raise WordsTooLong(most=LONGEST)
    return {name: said}


def _about_no_person(name: str, said: str) -> dict[str, str]:
    if mask(said) != said:
        raise NamesAPerson
    return {name: said}


def to_come(
    next_on: date | None, expected_end_at: datetime | None, *, at: datetime, on: date
) -> None:
    """Refuse a plan whose next day, or whose expected end, is over already."""
    if next_on is not None and next_on < on:
        raise DayPassed(day=next_on)
    if expected_end_at is not None and expected_end_at <= at:
        raise DayPassed(day=expected_end_at)


NOW: dict[str, type] = {"state": str}
ABOUT: dict[str, type] = {
    "category_id": int,
    "place_kind": str,
    "grid_id": int,
    "division_code": str,
    "unit_id": int,
}
PLAN: dict[str, type] = {"next_on": date, "expected_end_at": datetime}

OPENED = declare("matter.opened", **NOW, **ABOUT, **PLAN, public=bool, opened_at=datetime)
REVISED = declare("matter.revised", **ABOUT)
PLANNED = declare("matter.planned", **PLAN)
SHOWN = declare("matter.shown", public=bool)
GATHERED = declare("matter.gathered", ticket_ids=list)
SCATTERED = declare("matter.scattered", ticket_ids=list, gathered=int)
DRAFTED = declare("matter.reply_drafted", drafted=bool)
REPLIED = declare("matter.replied", **NOW, replied_at=datetime, drafted=bool, tickets=int)
CLOSED = declare("matter.closed", **NOW, closed_at=datetime)
REOPENED = declare("matter.reopened", **NOW, replied_at=datetime, closed_at=datetime)

COLUMNS = frozenset(
    {*NOW, *ABOUT, *PLAN, "public", "drafted", "opened_at", "replied_at", "closed_at"}
)
