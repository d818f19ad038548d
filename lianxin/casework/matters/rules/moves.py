"""The table of a matter: who takes which step from which state, and where it leads."""

from collections.abc import Container
from dataclasses import dataclass

from lianxin.casework.matters.rules.refusals import (
    MatterMovedOn,
    MatterNotOpen,
    NothingAnnounced,
    NotYourMatter,
    SecondLookNeeded,
)
from lianxin.casework.matters.rules.words import Kind, State, Step
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed, Refusal

HOTLINE = frozenset({Role.DISPATCHER, Role.SUPERVISOR})
OPENERS = HOTLINE | {Role.AGENT, Role.UNIT_LEAD}
THEME_OPENERS = frozenset({Role.SUPERVISOR})
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
    Move(Step.SET_TASK, AT_WORK, None, OWNERS),
    Move(Step.END_TASK, AT_WORK, None, OWNERS | WORKERS),
    Move(Step.DRAFT, frozenset({S.OPEN}), None, WORKERS),
    Move(Step.REPLY, frozenset({S.OPEN}), S.REPLIED, HOTLINE),
    Move(Step.ANNOUNCE, ANY, None, OWNERS),
    Move(Step.PUBLISH, ANY, None, HOTLINE),
    Move(Step.HIDE, ANY, None, HOTLINE),
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


def may_open(by: Actor, unit_id: int, kind: Kind = Kind.PROBLEM) -> None:
    """Refuse to open a matter to who does not, and for another unit to who works in one.

    A theme is taken up by a supervisor.
    """
    if by.role not in OPENERS or (kind is not Kind.PROBLEM and by.role not in THEME_OPENERS):
        raise NotAllowed(step=Step.OPEN, role=by.role)
    if by.role in IN_A_UNIT and by.unit_id != unit_id:
        raise NotYourMatter(step=Step.OPEN)


def may_publish(*, announced: bool, wrote: Container[int | None], by: Actor) -> None:
    """Refuse to publish what nobody wrote for the public, or what the actor wrote alone."""
    if not announced:
        raise NothingAnnounced
    if any(one in wrote for one in by.selves):
        raise SecondLookNeeded


def is_open(matter: Standing) -> None:
    """Refuse that a ticket joins or leaves a matter that was replied to or closed."""
    if matter.state is not State.OPEN:
        raise MatterNotOpen(state=matter.state)
