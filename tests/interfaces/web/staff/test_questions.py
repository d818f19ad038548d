"""Questions to ask, on the pages: a sentence with a question mark, the requests behind it, an answer in words."""

import pytest

from lianxin.casework.oversight.models import Question
from tests.casework.oversight import asked
from tests.interfaces.web.staff import scene

pytestmark = pytest.mark.django_db


def test_a_lead_reads_the_question_and_answers_it_and_a_supervisor_closes_it():
    question = asked.question()
    page = f"/staff/questions/{question.pk}/"
    lead, supervisor = scene.browser("lead"), scene.browser("supervisor")
    sentence = "14 of 40 exclusions were asked on the last two days; 2.6 would be expected. Is there a reason?"
    assert sentence in scene.text(lead.get("/staff/questions/"))
    said = scene.text(lead.get(page))
    assert sentence in said
    assert "13 more are not shown" in said
    assert scene.send(lead, f"{page}answer/", words="").status_code == 422
    refused = scene.send(lead, f"{page}answer/", words="经办人电话13900001234")
    assert refused.status_code == 422  # the words stand in the ledger, and are about no person
    assert scene.send(lead, f"{page}answer/", words="季度集中清理").status_code == 303
    assert scene.send(supervisor, f"{page}close/", words="说明属实").status_code == 303
    said = scene.text(supervisor.get(page))
    assert "季度集中清理" in said
    assert "说明属实" in said
    assert Question.objects.get().closed_at is not None
    assert "Answer what is asked" not in scene.text(lead.get(page))


def test_where_nothing_is_asked_the_page_says_so():
    assert "No questions so far." in scene.text(scene.browser("auditor").get("/staff/questions/"))


def test_a_step_that_is_none_is_not_found():
    page = f"/staff/questions/{asked.question().pk}/"
    assert scene.browser("supervisor").get(f"{page}delete/").status_code == 404
    assert scene.browser("lead").get("/staff/questions/999/").status_code == 404
