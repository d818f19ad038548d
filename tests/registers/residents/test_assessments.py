"""Impact assessments: recorded once, by the administrator, read by auditors, kept for three years at least."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.files import actions as files
from lianxin.foundation.files import queries as stored
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.residents import actions, queries
from lianxin.registers.residents.rules.assessments import NoAssessment, NotYetDone, Outcome
from tests.make import MONDAY, time_limits

pytestmark = pytest.mark.django_db
ADMIN = Actor(role=Role.ADMINISTRATOR, staff_id=1, unit_id=1)
AUDITOR = Actor(role=Role.AUDITOR, staff_id=2, unit_id=1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def limits() -> None:
    time_limits()


def recorded(by: Actor = ADMIN, **given: Any) -> Entry:
    said = {
        "title": "建议分类",
        "text": "由人决定",
        "outcome": Outcome.WITH_MEASURES,
        "done_on": MONDAY.date(),
    }
    return actions.record_assessment(by=by, at=MONDAY, key="an-assessment", **{**said, **given})


def test_an_assessment_is_kept_with_its_words_its_document_and_its_day():
    document = files.prepare(ContentFile(PDF, name="评估.pdf"))
    entry = recorded(document=document)
    (one,) = queries.assessments(AUDITOR)
    assert (one.title, one.text, one.outcome) == ("建议分类", "由人决定", Outcome.WITH_MEASURES)
    assert one.kept_until == MONDAY.date() + timedelta(days=1095)
    assert one.file_id == stored.of("assessment", [one.pk]).get().pk
    assert "建议" not in str(entry.facts)
    while ledger.seal():
        pass
    assert list(verifying.whole(now=MONDAY)) == []
    assert list(stored.faults()) == []


@pytest.mark.parametrize(
    ("given", "no"),
    [
        ({"title": " "}, NoAssessment),
        ({"text": ""}, NoAssessment),
        ({"title": "字" * 121}, NoAssessment),
        ({"done_on": MONDAY.date() + timedelta(days=1)}, NotYetDone),
        ({"by": AUDITOR}, NotAllowed),
    ],
)
def test_what_is_no_assessment_is_not_recorded(given: dict[str, Any], no: type):
    with pytest.raises(no):
        recorded(**given)
    assert queries.assessments(AUDITOR) == []


def test_who_has_nothing_to_do_with_it_reads_none():
    with pytest.raises(NotAllowed):
        queries.assessments(Actor(role=Role.HANDLER, staff_id=3, unit_id=1))
