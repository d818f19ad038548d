"""The table of the loop: which step leads from where to where, who takes it, by when, on what basis.

Part C of the domain notes as data; an official can read it, `docs/states/ticket.md` is drawn from
it, and `take` is the only function that decides by it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from lianxin.casework.tickets.rules.refusals import NotYourUnit, WrongMoment
from lianxin.casework.tickets.rules.words import OPEN, RATEABLE, State, Step
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.policies.rules import Step as Limit

DESK = frozenset({Role.AGENT, Role.DISPATCHER})
UNIT = frozenset({Role.HANDLER, Role.UNIT_LEAD, Role.GRID_WORKER})
LEAD = frozenset({Role.UNIT_LEAD})
SUPERVISOR = frozenset({Role.SUPERVISOR})
AUDIT = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.SYSTEM})
VOICE = frozenset({Role.REQUESTER, Role.CALLER})
REQUESTER = frozenset({Role.REQUESTER})
CALLER = frozenset({Role.CALLER})
SYSTEM = frozenset({Role.SYSTEM})


@dataclass(frozen=True, kw_only=True)
class Move:
    """One row: `target` None leaves the state as it is; `limit` is the time to the next step."""

    step: Step
    sources: frozenset[State]
    target: State | None
    who: frozenset[Role]
    limit: Limit | None = None
    basis: str = ""


def _row(
    step: Step,
    sources: Collection[State],
    target: State | None,
    who: frozenset[Role],
    limit: Limit | None = None,
    basis: str = "",
) -> Move:
    return Move(
        step=step, sources=frozenset(sources), target=target, who=who, limit=limit, basis=basis
    )


S, T = State, Step
IN_HANDLING = (S.HANDLING,)
TABLE = (
    _row(T.ADD, OPEN, None, REQUESTER, basis="潍坊: the requester may add facts"),
    _row(T.ACCEPT, [S.RECEIVED], None, DESK, Limit.DISPATCH, "北京条例 11"),
    _row(T.ANSWER, [S.RECEIVED], S.ANSWERED, DESK, None, "北京条例 11"),
    _row(T.HAND_OFF, [S.RECEIVED], S.EMERGENCY_HANDOFF, DESK, None, "66号(二); 北京条例 11(1)"),
    _row(T.PROPOSE_DECLINE, [S.RECEIVED], None, DESK, Limit.SECOND_CHECK, "北京条例 11; 潍坊 19"),
    _row(T.GRANT_DECLINE, [S.RECEIVED], S.NOT_ACCEPTED, SUPERVISOR, None, "潍坊 19"),
    _row(T.REFUSE_DECLINE, [S.RECEIVED], None, SUPERVISOR, Limit.DISPATCH),
    _row(
        T.MEET, [S.RECEIVED], S.TRIAGE_MEETING, DESK, Limit.TRIAGE_MEETING, "北京条例 12; 66号(五)"
    ),
    _row(
        T.DISPATCH,
        [S.RECEIVED, S.TRIAGE_MEETING],
        S.DISPATCHED,
        frozenset({Role.DISPATCHER, Role.SYSTEM}),
        Limit.SIGN_IN,
        "北京条例 11–13",
    ),
    _row(T.SIGN, [S.DISPATCHED], S.SIGNED, UNIT, Limit.FIRST_CONTACT, "local rules: 2 h or 1 wd"),
    _row(T.ASK_RETURN, [S.DISPATCHED, S.SIGNED], None, LEAD, Limit.RETURN_REVIEW, "安阳; 山东"),
    _row(
        T.GRANT_RETURN,
        [S.DISPATCHED, S.SIGNED],
        S.DISPATCHED,
        SUPERVISOR,
        Limit.SIGN_IN,
        "66号(五)",
    ),
    _row(
        T.REFUSE_RETURN,
        [S.DISPATCHED, S.SIGNED],
        S.SIGNED,
        SUPERVISOR,
        Limit.FIRST_CONTACT,
        "潍坊 22: a designated unit may not return again",
    ),
    _row(T.CONTACT, [S.SIGNED, S.REWORK], S.HANDLING, UNIT, Limit.PROMISE, "北京条例 15(1)"),
    _row(T.CO_HANDLE, IN_HANDLING, S.CO_HANDLING, LEAD, Limit.PROMISE, "北京条例 14"),
    _row(T.CO_HANDLED, [S.CO_HANDLING], S.HANDLING, LEAD, Limit.PROMISE, "北京条例 14"),
    _row(T.WHISTLE, IN_HANDLING, S.ESCALATED, LEAD, Limit.WHISTLE_ANSWER, "北京条例 16, 20"),
    _row(
        T.ANSWER_WHISTLE, [S.ESCALATED], S.HANDLING, LEAD | SUPERVISOR, Limit.PROMISE, "北京条例 16"
    ),
    _row(T.REPLY, IN_HANDLING, S.REPLIED, UNIT, Limit.REPLY_AUDIT, "北京条例 15(3)"),
    _row(T.ASK_EXTENSION, IN_HANDLING, None, LEAD, Limit.EXTENSION_REVIEW, "安阳; 山东"),
    _row(T.GRANT_EXTENSION, IN_HANDLING, None, SUPERVISOR, Limit.PROMISE, "北京条例 15(2)"),
    _row(T.REFUSE_EXTENSION, IN_HANDLING, None, SUPERVISOR, Limit.PROMISE),
    _row(T.PUT_ON_HOLD, IN_HANDLING, S.HOLD, SUPERVISOR, Limit.HOLD_REVIEW, "济南 24(3)"),
    _row(T.RELEASE_HOLD, [S.HOLD], S.HANDLING, SUPERVISOR | SYSTEM, Limit.PROMISE),
    _row(T.ASK_RESIDENT, [S.SIGNED, S.HANDLING], S.WAITING_RESIDENT, UNIT, Limit.WAITING_RESIDENT),
    _row(
        T.RESIDENT_ANSWERS,
        [S.WAITING_RESIDENT],
        S.HANDLING,
        REQUESTER | UNIT | SYSTEM,
        Limit.PROMISE,
    ),
    _row(T.TERMINATE, IN_HANDLING, S.CLOSED, SUPERVISOR, None, "潍坊 21"),
    _row(T.PASS_AUDIT, [S.REPLIED], S.FOLLOW_UP, AUDIT, Limit.FOLLOW_UP, "北京条例 23"),
    _row(
        T.FAIL_AUDIT,
        [S.REPLIED],
        S.HANDLING,
        frozenset({Role.SUPERVISOR, Role.DISPATCHER}),
        Limit.PROMISE,
        "济南 27",
    ),
    _row(T.TRY_CALL, [S.FOLLOW_UP], None, CALLER),
    _row(T.GIVE_UP, [S.FOLLOW_UP], S.CLOSED, CALLER | SYSTEM, None, "three tries; 北京条例 23"),
    _row(T.CONFIRM, [S.FOLLOW_UP], S.CLOSED, VOICE, None, "北京条例 23"),
    _row(T.DISPUTE, [S.FOLLOW_UP], S.REWORK, VOICE, Limit.REWORK, "济南 27; 山东 重办"),
    _row(T.SEND_BACK, [S.ESCALATED], S.DISPATCHED, SUPERVISOR, Limit.SIGN_IN, "66号(六) 提级办理"),
    _row(T.EXPLAIN, [S.ESCALATED], S.CLOSED, SUPERVISOR, None, "北京条例 15: unsolvable for now"),
    _row(T.RATE, RATEABLE, None, REQUESTER, None, "北京条例 8"),
    _row(T.OBJECT, RATEABLE, None, REQUESTER, Limit.OBJECTION_REVIEW, "济南 16"),
    _row(T.UPHOLD, [S.CLOSED], S.REWORK, SUPERVISOR, Limit.REWORK),
    _row(T.UPHOLD, RATEABLE - {S.CLOSED}, S.RECEIVED, SUPERVISOR, Limit.DISPATCH),
    _row(T.DISMISS, RATEABLE, None, SUPERVISOR),
    _row(T.WITHDRAW, OPEN, S.WITHDRAWN, REQUESTER),
    _row(T.RECOMPUTE, OPEN, None, SYSTEM),
    _row(T.ARCHIVE, frozenset(State) - OPEN - {S.ARCHIVED}, S.ARCHIVED, SYSTEM, None, "PIPL 19"),
)
INTAKE = frozenset({Role.PUBLIC, Role.AGENT, Role.GRID_WORKER, Role.SYSTEM})  # who may RECEIVE

# Steps whose tables stand here and whose actions belong to the rarer cases.
LATER = frozenset(
    {
        T.MEET,
        T.CO_HANDLE,
        T.CO_HANDLED,
        T.WHISTLE,
        T.ANSWER_WHISTLE,
        T.PUT_ON_HOLD,
        T.RELEASE_HOLD,
        T.ASK_RESIDENT,
        T.RESIDENT_ANSWERS,
        T.TERMINATE,
        T.ARCHIVE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What `take` needs to know of a ticket."""

    state: State
    lead_unit_id: int | None = None


def row(step: Step, state: State) -> Move | None:
    """Return the table's row for a step from a state, if there is one."""
    return next((move for move in TABLE if move.step is step and state in move.sources), None)


def take(step: Step, ticket: Standing, by: Actor) -> State:
    """Return the state that follows, or refuse."""
    if by.role not in who(step):
        raise NotAllowed(step=step, role=by.role)
    move = row(step, ticket.state)
    if move is None:
        raise WrongMoment(step=step, state=ticket.state)
    if by.role in IN_A_UNIT and by.unit_id != ticket.lead_unit_id:
        raise NotYourUnit(step=step)
    return move.target or ticket.state


def disputed(reworks: int, *, allowed: int) -> State:
    """Return where a dispute leads: back to the unit, or after a failed rework to a supervisor."""
    return State.REWORK if reworks < allowed else State.ESCALATED


def who(step: Step) -> frozenset[Role]:
    """Return the roles that take a step."""
    if step is Step.RECEIVE:
        return INTAKE
    return frozenset().union(*(move.who for move in TABLE if move.step is step))


def steps(ticket: Standing, by: Actor) -> list[Step]:
    """Return the steps that an actor may take now, in the table's order."""
    in_unit = by.role not in IN_A_UNIT or by.unit_id == ticket.lead_unit_id
    return [
        move.step
        for move in TABLE
        if in_unit
        and ticket.state in move.sources
        and by.role in move.who
        and move.step not in LATER
    ]
