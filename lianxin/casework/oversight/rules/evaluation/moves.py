"""The table of an evaluation: who takes which step from which state, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lianxin.casework.oversight.rules.evaluation.refusals import (
    AppealedAlready,
    AppealStillOpen,
    AppealTooLate,
    EvaluationMovedOn,
    FiguresFixed,
    FiguresNotFixed,
    HadAPart,
    NotEvaluatedUnit,
    NothingToImprove,
    NotReviewer,
    NoUnits,
    PeriodWrong,
    PlanDayWrong,
    ReviewsItself,
)
from lianxin.casework.oversight.rules.evaluation.words import RoundState, State, Step
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.refusal import NotAllowed, Refusal

SUPERVISOR = frozenset({Role.SUPERVISOR})
OPENERS = SUPERVISOR | {Role.SYSTEM}
IMPORTERS = SUPERVISOR | {Role.SYSTEM}
LEAD = frozenset({Role.UNIT_LEAD})
UNIT = frozenset({Role.UNIT_LEAD, Role.HANDLER})
REVIEWERS = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.UNIT_LEAD, Role.HANDLER})
MOST_UNITS = 100  # of a round: one deed writes an entry for each
PLAN_LONGEST = timedelta(days=731)
FARTHEST_BACK = timedelta(days=731)  # two years: of what is older nobody remembers enough to answer


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the table needs to know of an evaluation, and of the actor's part in it."""

    at: datetime
    state: State
    unit_id: int
    reviewer_unit_id: int
    fixed: bool
    appeals: int = 0
    appeal_until: datetime | None = None
    to_improve: int = 0
    had_part: bool = False  # in the result
    had_part_in_plan: bool = False


Need = Callable[[Standing, Actor], None]


def own(found: Standing, by: Actor) -> None:
    """Refuse a step to who works in another unit than the one evaluated."""
    if by.unit_id != found.unit_id:
        raise NotEvaluatedUnit


def own_in_a_unit(found: Standing, by: Actor) -> None:
    """Refuse a step to another unit; a supervisor takes it for any."""
    if by.role in IN_A_UNIT:
        own(found, by)


def reviews(found: Standing, by: Actor) -> None:
    """Refuse a judgement by anybody but the unit that reviews, which is never the one evaluated."""
    if by.unit_id != found.reviewer_unit_id or by.unit_id == found.unit_id:
        raise NotReviewer


def fixed(found: Standing, by: Actor) -> None:
    """Refuse a result while the figures are not kept yet."""
    if not found.fixed:
        raise FiguresNotFixed


def in_window(found: Standing, by: Actor) -> None:
    """Refuse an appeal after its time."""
    if found.appeal_until is not None and found.at > found.appeal_until:
        raise AppealTooLate(until=found.appeal_until)


def not_appealed(found: Standing, by: Actor) -> None:
    """Refuse a second appeal against the same result."""
    if found.appeals:
        raise AppealedAlready


def no_part(found: Standing, by: Actor) -> None:
    """Refuse that somebody who had a part in the result decides about it."""
    if found.had_part:
        raise HadAPart


def no_part_in_plan(found: Standing, by: Actor) -> None:
    """Refuse that somebody who made the plan checks it."""
    if found.had_part_in_plan:
        raise HadAPart


def window_over(found: Standing, by: Actor) -> None:
    """Refuse to confirm for the unit while it can appeal; it accepts by itself at any time."""
    until = found.appeal_until
    if by.role not in IN_A_UNIT and not found.appeals and until is not None and found.at <= until:
        raise AppealStillOpen(until=until)


def something_to_improve(found: Standing, by: Actor) -> None:
    """Refuse a plan where nothing is left that was found not good."""
    if not found.to_improve:
        raise NothingToImprove


@dataclass(frozen=True)
class Move:
    """One row: `target` None leaves the state as it is."""

    step: Step
    sources: frozenset[State]
    target: State | None
    who: frozenset[Role]
    needs: tuple[Need, ...] = ()


def _at(*states: State) -> frozenset[State]:
    return frozenset(states)


S = State
TABLE = (
    Move(Step.HAND_IN, _at(S.COLLECTING), None, UNIT, (own,)),
    Move(Step.REVIEW, _at(S.COLLECTING), None, REVIEWERS, (reviews,)),
    Move(Step.JUDGE_VETO, _at(S.COLLECTING), None, REVIEWERS, (reviews,)),
    Move(Step.SHOW, _at(S.COLLECTING), S.SHOWN, SUPERVISOR, (fixed,)),
    Move(Step.APPEAL, _at(S.SHOWN), S.APPEALED, LEAD, (own, in_window, not_appealed)),
    Move(Step.UPHOLD, _at(S.APPEALED), S.COLLECTING, SUPERVISOR, (no_part,)),
    Move(Step.DISMISS, _at(S.APPEALED), S.SHOWN, SUPERVISOR, (no_part,)),
    Move(Step.CONFIRM, _at(S.SHOWN), S.CONFIRMED, SUPERVISOR | LEAD, (own_in_a_unit, window_over)),
    Move(
        Step.PLAN,
        _at(S.CONFIRMED, S.RECHECKED),
        S.PLANNED,
        SUPERVISOR | LEAD,
        (own_in_a_unit, something_to_improve),
    ),
    Move(Step.RECHECK, _at(S.PLANNED), S.RECHECKED, REVIEWERS, (reviews, no_part_in_plan)),
)


def who(step: Step) -> frozenset[Role]:
    """Return the roles that take a step."""
    return next(move.who for move in TABLE if move.step is step)


def take(step: Step, found: Standing, by: Actor) -> State:
    """Return the state that follows, or refuse."""
    move = next(move for move in TABLE if move.step is step)
    if by.role not in move.who:
        raise NotAllowed(step=step, role=by.role)
    if found.state not in move.sources:
        raise EvaluationMovedOn(step=step, state=found.state)
    for need in move.needs:
        need(found, by)
    return move.target or found.state


def steps(found: Standing, by: Actor) -> list[Step]:
    """Return the steps that an actor may take now, in the table's order."""
    return [move.step for move in TABLE if _may(move.step, found, by)]


def _may(step: Step, found: Standing, by: Actor) -> bool:
    try:
        take(step, found, by)
    except Refusal:
        return False
    return True


def may_open(by: Actor) -> None:
    """Refuse to open a round, or to keep its figures, to who does not."""
    if by.role not in OPENERS:
        raise NotAllowed(step="open", role=by.role)


def may_import(by: Actor) -> None:
    """Refuse a scheme from who does not bring one in."""
    if by.role not in IMPORTERS:
        raise NotAllowed(step="import", role=by.role)


def openable(*, units: set[int], reviewer_unit_id: int, first: date, last: date, on: date) -> None:
    """Refuse a round without units, of a period that is not over or long past, or whose reviewer is evaluated too."""
    if not 0 < len(units) <= MOST_UNITS:
        raise NoUnits(most=MOST_UNITS)
    if reviewer_unit_id in units:
        raise ReviewsItself
    if last < first or last >= on or on - first > FARTHEST_BACK:
        raise PeriodWrong


def fixable(state: RoundState) -> None:
    """Refuse to keep the figures of a round twice."""
    if state is not RoundState.OPEN:
        raise FiguresFixed


def plan_day(day: date, *, on: date) -> None:
    """Refuse a plan whose day is over, or too far off to mean anything."""
    until = on + PLAN_LONGEST
    if not on < day <= until:
        raise PlanDayWrong(until=until)
