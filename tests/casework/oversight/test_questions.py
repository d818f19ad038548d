"""A question to a unit: raised by the figures, answered by its lead, closed by a supervisor, and nothing else."""

from typing import Any

import pytest

from lianxin.casework.oversight import actions
from lianxin.casework.oversight.models import Question
from lianxin.casework.oversight.queries import questions as queries
from lianxin.casework.oversight.rules.questions import QuestionClosed, Step, steps
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound, Stale, WordsMissing
from tests.casework.oversight import asked
from tests.casework.tickets import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    town.built()
    return asked.question()


def said(
    act: Any, question: Question, who: str, words: str = "季度集中清理", **given: Any
) -> Question:
    frame = {
        "by": town.actor(who),
        "at": asked.hours(1),
        "key": f"said:{act.__name__}:{who}:{len(words)}",
    }
    act(question_id=question.pk, words=words, **frame, **given)
    return Question.objects.get(pk=question.pk)


def test_the_unit_answers_and_a_supervisor_closes(question: Question):
    before = Ticket.objects.values().get()
    found = said(actions.answer_question, question, "lead")
    assert found.answered_at == asked.hours(1)
    found = said(actions.close_question, found, "supervisor", "说明属实")
    assert found.closed_at == asked.hours(1)
    told = [chapter.words for chapter in queries.story(found)]
    assert told == [{}, {"answer": "季度集中清理"}, {"conclusion": "说明属实"}]
    with pytest.raises(QuestionClosed):
        said(actions.answer_question, found, "lead", "再说一句")
    assert Ticket.objects.values().get() == before  # nothing follows by itself
    assert list(queries.faults()) == []


@pytest.mark.parametrize(
    "who", ["handler", "stranger", "hewan-lead", "caller", "supervisor", "auditor"]
)
def test_nobody_else_answers(question: Question, who: str):
    with pytest.raises((NotFound, NotAllowed)):
        said(actions.answer_question, question, who)
    assert Question.objects.get().answered_at is None


def test_an_answer_says_something_and_rests_on_what_was_seen(question: Question):
    with pytest.raises(WordsMissing):
        said(actions.answer_question, question, "lead", " ")
    with pytest.raises(Stale):
        said(actions.answer_question, question, "lead", seen=question.seq + 1)


def test_a_question_names_no_person(question: Question):
    entry = Entry.objects.get(verb="question.raised")
    assert (entry.staff_id, entry.system_name) == (None, "patterns")
    assert not [name for name in entry.facts if "staff" in name or "person" in name]


def test_everybody_sees_the_requests_that_are_theirs(question: Question):
    assert [one.pk for one in queries.behind(question, town.actor("lead"))] == [
        Ticket.objects.get().pk
    ]
    assert not queries.listed(town.actor("hewan-lead"))
    assert list(queries.listed(town.actor("supervisor"))) == [question]
    lead = town.actor("lead")
    assert steps(lead, unit_id=question.unit_id, closed=False) == [Step.ANSWER]
    assert steps(lead, unit_id=question.unit_id, closed=True) == []
