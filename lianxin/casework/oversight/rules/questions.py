"""Questions that a pattern raises: asked of a unit, answered by it in words, closed by a supervisor. Nothing follows by itself."""

from datetime import date, datetime
from enum import StrEnum

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed, Refusal

SYSTEM = Actor.system("patterns")
HUNDREDTHS = 100

RAISED = declare(
    "question.raised",
    pattern=str,
    month=date,
    unit_id=int,
    raised_at=datetime,
    cases=int,
    hits=int,
    against=int,
    marked=int,
    expected=int,  # in hundredths
    tests=int,  # of that month, among which its chance was held against the limit
    ticket_ids=list,  # the requests behind it
)
ANSWERED = declare("question.answered", answered_at=datetime)
CLOSED = declare("question.closed", closed_at=datetime)
COLUMNS = frozenset(
    {"pattern", "month", "unit_id", "raised_at", "answered_at", "closed_at"}
    | {"cases", "hits", "against", "marked", "expected", "tests"}
)


class Step(StrEnum):
    """What somebody does to a question."""

    ANSWER = "answer"
    CLOSE = "close"


WHO = {Step.ANSWER: frozenset({Role.UNIT_LEAD}), Step.CLOSE: frozenset({Role.SUPERVISOR})}
READERS = frozenset({Role.UNIT_LEAD, Role.SUPERVISOR, Role.AUDITOR})


class QuestionClosed(Refusal):
    """A supervisor has closed the question."""


class QuestionNotYours(Refusal):
    """The unit that was asked answers, and no other."""


def take(step: Step, by: Actor, *, unit_id: int, closed: bool) -> None:
    """Refuse who does not answer or close, and what is closed."""
    if by.role not in WHO[step]:
        raise NotAllowed(step=step, role=by.role)
    if step is Step.ANSWER and by.unit_id != unit_id:
        raise QuestionNotYours
    if closed:
        raise QuestionClosed


def steps(by: Actor, *, unit_id: int, closed: bool) -> list[Step]:
    """Return the steps that an actor may take on a question now."""

    def may(step: Step) -> bool:
        try:
            take(step, by, unit_id=unit_id, closed=closed)
        except Refusal:
            return False
        return True

    return [step for step in Step if may(step)]
