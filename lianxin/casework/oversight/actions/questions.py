"""The deeds of a question: the figures raise it, the unit answers, a supervisor closes it."""

from datetime import date, datetime
from typing import Any

from lianxin.casework.matters import rules as matters
from lianxin.casework.oversight.models import Question
from lianxin.casework.oversight.queries import questions as queries
from lianxin.casework.oversight.rules import questions as rules
from lianxin.casework.oversight.rules.questions import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def ask(
    *,
    pattern: str,
    month: date,
    unit_id: int,
    cases: int,
    hits: int,
    against: int,
    marked: int,
    expected: int,
    tests: int,
    ticket_ids: list[int],
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Raise a question that chance does not answer."""
    columns: dict[str, Any] = {
        "pattern": pattern,
        "month": month,
        "unit_id": unit_id,
        "raised_at": at,
        "cases": cases,
        "hits": hits,
        "against": against,
        "marked": marked,
        "expected": expected,
        "tests": tests,
    }
    question = Question(**columns)
    ledger.create(question)
    facts = {**columns, "ticket_ids": ticket_ids}
    return ledger.record(rules.RAISED, about=question, by=by, at=at, key=key, **facts)


@ledger.deed
def answer(
    *, question_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say what the reason is; the last answer counts until a supervisor closes the question."""
    question = _begin(Step.ANSWER, question_id, by, seen)
    question.answered_at, question.changed = at, ["answered_at"]
    said = matters.text("answer", words)
    return ledger.record(
        rules.ANSWERED, about=question, by=by, at=at, key=key, words=said, answered_at=at
    )


@ledger.deed
def close(
    *, question_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say what came of it; nothing else follows from a question."""
    question = _begin(Step.CLOSE, question_id, by, seen)
    question.closed_at, question.changed = at, ["closed_at"]
    said = matters.text("conclusion", words)
    return ledger.record(
        rules.CLOSED, about=question, by=by, at=at, key=key, words=said, closed_at=at
    )


def _begin(step: Step, question_id: int, by: Actor, seen: int | None) -> Question:
    question = ledger.locked(queries.visible_to(by), question_id, seen=seen)
    rules.take(step, by, unit_id=question.unit_id, closed=question.closed_at is not None)
    return question
