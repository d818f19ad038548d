"""The table of a table: who takes which step from which state, and where it leads."""

from dataclasses import dataclass

from lianxin.casework.paperwork.rules.refusals import (
    NotYourTable,
    SecondCheckNeeded,
    TableMovedOn,
)
from lianxin.casework.paperwork.rules.words import State, Step
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed, Refusal

REGISTRARS = frozenset({Role.SUPERVISOR})  # the registrar's office
ASKERS = frozenset({Role.UNIT_LEAD})
FILLERS = frozenset({Role.UNIT_LEAD, Role.HANDLER, Role.GRID_WORKER})
PROPOSERS = REGISTRARS | ASKERS
OVER = frozenset({State.REFUSED, State.ENDED})
ASKED_FOR = frozenset({State.NOTED, State.OPEN, State.PAUSED, State.ENDED})  # counts as a burden


@dataclass(frozen=True)
class Move:
    """One row: `target` None leaves the state; `asked` is a step of the units that fill it in."""

    step: Step
    sources: frozenset[State]
    target: State | None
    who: frozenset[Role]
    asked: bool = False


S = State
TABLE = (
    Move(Step.CHECK, frozenset({S.PROPOSED}), S.CHECKED, REGISTRARS),
    Move(Step.REFUSE, frozenset({S.NOTED, S.PROPOSED, S.CHECKED}), S.REFUSED, REGISTRARS),
    Move(Step.OPEN, frozenset({S.CHECKED}), S.OPEN, REGISTRARS),
    Move(Step.PAUSE, frozenset({S.OPEN}), S.PAUSED, PROPOSERS),
    Move(Step.RESUME, frozenset({S.PAUSED}), S.OPEN, REGISTRARS),
    Move(Step.END, frozenset({S.NOTED, S.OPEN, S.PAUSED}), S.ENDED, PROPOSERS),
    Move(Step.SET_TEMPLATE, frozenset(S) - OVER - {S.NOTED}, None, PROPOSERS),
    Move(Step.SAVE, frozenset({S.OPEN}), None, FILLERS, asked=True),
    Move(Step.HAND_IN, frozenset({S.OPEN}), None, FILLERS, asked=True),
    Move(Step.CORRECT, frozenset({S.OPEN, S.PAUSED, S.ENDED}), None, FILLERS, asked=True),
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the table of moves needs to know: the state, who asks, and which unit is to fill it in."""

    state: State
    asker_id: int
    filler_id: int | None = None


def who(step: Step) -> frozenset[Role]:
    """Return the roles that take a step."""
    if step is Step.PROPOSE:
        return PROPOSERS
    if step is Step.NOTE:
        return REGISTRARS | FILLERS
    return next(move.who for move in TABLE if move.step is step)


def take(step: Step, table: Standing, by: Actor) -> State:
    """Return the state that follows, or refuse."""
    move = next(move for move in TABLE if move.step is step)
    if by.role not in move.who:
        raise NotAllowed(step=step, role=by.role)
    own = table.filler_id if move.asked else table.asker_id
    if by.role in IN_A_UNIT and by.unit_id != own:
        raise NotYourTable(step=step)
    if table.state not in move.sources:
        raise TableMovedOn(step=step, state=table.state)
    return move.target or table.state


def steps(table: Standing, by: Actor) -> list[Step]:
    """Return the steps on a table itself that an actor may take now, in their order."""
    return [move.step for move in TABLE if not move.asked and may(move.step, table, by)]


def may(step: Step, table: Standing, by: Actor) -> bool:
    """Tell whether an actor may take a step now."""
    try:
        take(step, table, by)
    except Refusal:
        return False
    return True


def may_propose(by: Actor, asker_id: int) -> None:
    """Refuse who does not propose tables, and a unit that would propose for another one."""
    if by.role not in PROPOSERS:
        raise NotAllowed(step=Step.PROPOSE, role=by.role)
    if by.role in IN_A_UNIT and by.unit_id != asker_id:
        raise NotYourTable(step=Step.PROPOSE)


def may_note(by: Actor, asker_id: int, unit_ids: frozenset[int]) -> None:
    """Refuse who notes for others what they are asked for."""
    if by.role not in who(Step.NOTE):
        raise NotAllowed(step=Step.NOTE, role=by.role)
    if by.role in IN_A_UNIT and (by.unit_id == asker_id or unit_ids != {by.unit_id}):
        raise NotYourTable(step=Step.NOTE)


def second(by: Actor, proposers: frozenset[int]) -> None:
    """Refuse that whoever proposed a table checks it, also in somebody's place."""
    if proposers & by.selves:
        raise SecondCheckNeeded
