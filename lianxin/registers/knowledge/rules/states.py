"""Where a version of an article stands, which step leads on, and who takes it."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.text import says_anything
from lianxin.registers.knowledge.rules.refusals import (
    AnotherApproves,
    ArticleMoved,
    BeginsInThePast,
    ReasonMissing,
    ReviewTooEarly,
)


class State(StrEnum):
    """Where a version stands; in force is what was approved, from its first day on."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    RETIRED = "retired"


class Step(StrEnum):
    """What is done to a version."""

    WRITE = "write"
    PROPOSE = "propose"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    RETIRE = "retire"


class Audience(StrEnum):
    """Who searches: everybody reads the public part, staff the internal one as well."""

    PUBLIC = "public"
    STAFF = "staff"


MOVES: Mapping[tuple[State, Step], State] = {
    (State.DRAFT, Step.WRITE): State.DRAFT,
    (State.DRAFT, Step.PROPOSE): State.PROPOSED,
    (State.PROPOSED, Step.APPROVE): State.IN_FORCE,
    (State.PROPOSED, Step.SEND_BACK): State.DRAFT,
    (State.DRAFT, Step.RETIRE): State.RETIRED,
    (State.PROPOSED, Step.RETIRE): State.RETIRED,
    (State.IN_FORCE, Step.RETIRE): State.RETIRED,
    (State.IN_FORCE, Step.WRITE): State.DRAFT,  # a newer version, beside the one in force
    (State.RETIRED, Step.WRITE): State.DRAFT,
}
REVIEWED_WITHIN = timedelta(days=365)  # what is offered to who writes an article
APPROVERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
WRITERS = APPROVERS | {Role.AGENT, Role.DISPATCHER}
WHO: Mapping[Step, frozenset[Role]] = {
    Step.WRITE: WRITERS,
    Step.PROPOSE: WRITERS,
    Step.APPROVE: APPROVERS,
    Step.SEND_BACK: APPROVERS,
    Step.RETIRE: APPROVERS,
}


def take(step: Step, state: State, by: Actor) -> State:
    """Return the state that follows, or refuse."""
    if by.role not in WHO[step]:
        raise NotAllowed
    if (state, step) not in MOVES:
        raise ArticleMoved(state=state)
    return MOVES[state, step]


def steps(state: State, by: Actor) -> list[Step]:
    """Return the steps that somebody may take now."""
    return [step for step in Step if (state, step) in MOVES and by.role in WHO[step]]


def within(by: Actor, division_code: str) -> None:
    """Refuse who works for another division than the one that the owner serves."""
    if not division_code.startswith(by.division):
        raise NotAllowed


def second_person(by: Actor, hands: Collection[int]) -> None:
    """Refuse that anybody through whose hands a version went approves it."""
    if not by.selves.isdisjoint(hands):
        raise AnotherApproves


def check_begin(valid_from: date, review_by: date, on: date) -> None:
    """Refuse a first day in the past, and a review that would be due by then."""
    if valid_from < on:
        raise BeginsInThePast
    if review_by <= valid_from:
        raise ReviewTooEarly


def begins(valid_from: date, on: date) -> date:
    """Return from when a version holds: not before it was approved."""
    return max(valid_from, on)


def reasoned(words: str) -> None:
    """Refuse a step against somebody's work that gives no reason."""
    if not says_anything(words):
        raise ReasonMissing
