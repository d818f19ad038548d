"""The pages of rounds and evaluations: from an open round to a re-check, who reads what, and what everybody reads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.models import Evaluation, EvaluationRound
from lianxin.casework.oversight.rules.evaluation import Step, moves
from lianxin.followers.insight import actions as insight
from lianxin.foundation.actor import STAFF
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.web.staff.evaluation import TABLE
from tests.casework.oversight import evaluated
from tests.casework.oversight.evaluated import did, of, opened, shown
from tests.interfaces.web.staff.scene import NOW, browser, photo, send, text

pytestmark = pytest.mark.django_db
ROUNDS = "/staff/evaluation/"


def page(found: Evaluation, name: str = "") -> str:
    return f"/staff/evaluation/{found.pk}/{name}/" if name else f"/staff/evaluation/{found.pk}/"


@pytest.fixture
def counted(settings):
    while ledger.seal():
        pass
    while insight.keep(folder=settings.LIANXIN_INSIGHT, at=NOW):
        pass


def test_every_step_has_its_page():
    assert set(TABLE) == set(Step)
    assert {role for step in Step for role in moves.who(step)} <= STAFF


def test_a_round_is_opened_and_its_figures_are_kept(counted):
    scheme = evaluated.scheme()
    client = browser("supervisor")
    answer = send(
        client,
        f"{ROUNDS}rounds/new/",
        domain=f"{scheme.pk}:office",
        first="2026-10-01",
        last="2026-10-31",
        units="lamps\nhewan",
        reviewer="12345热线",
    )
    assert answer.status_code == 303
    row = EvaluationRound.objects.get()
    said = text(client.get(answer["Location"]))
    assert "Figures not kept yet" in said
    assert send(client, answer["Location"]).status_code == 303
    row.refresh_from_db()
    assert row.fixed_at == NOW
    said = text(client.get(page(of(row))))
    assert "Too few people work there" in said
    assert "五个好" in text(client.get(ROUNDS))


def test_a_round_with_an_unknown_unit_names_the_line():
    scheme = evaluated.scheme()
    answer = send(
        browser("supervisor"),
        f"{ROUNDS}rounds/new/",
        domain=f"{scheme.pk}:office",
        first="2026-10-01",
        last="2026-10-31",
        units="lamps\nnowhere",
        reviewer="12345热线",
    )
    assert answer.status_code == 422
    assert "Line 2:" in text(answer)


def test_before_anything_is_counted_no_figures_are_kept():
    row = opened()
    answer = send(browser("supervisor"), f"{ROUNDS}rounds/{row.pk}/")
    assert answer.status_code == 422
    assert "Nothing was counted yet" in text(answer)


def test_a_unit_hands_in_a_photo_that_the_reviewers_open_and_others_do_not():
    found = of(opened())
    answer = send(
        browser("lead"),
        page(found, "hand-in"),
        indicator="teams",
        words="预约方式已公布在公开栏",
        document=photo(),
    )
    assert answer.status_code == 303
    html = browser("dispatcher").get(page(found)).content.decode()
    address = html.split('href="/files/')[1].split('"')[0]
    assert browser("dispatcher").get(f"/files/{address}").status_code == 200
    assert browser("stranger").get(f"/files/{address}").status_code == 404
    assert browser().get(f"/files/{address}").status_code == 404


def test_a_file_that_is_neither_is_refused_and_what_was_typed_stays():
    found = of(opened())
    upload = SimpleUploadedFile("a.pdf", b"nothing", content_type="application/pdf")
    answer = send(
        browser("lead"), page(found, "hand-in"), indicator="teams", words="已公布", document=upload
    )
    assert answer.status_code == 422
    assert "已公布" in answer.content.decode()


def test_a_unit_reads_its_result_with_every_reason_appeals_and_gets_an_answer():
    found = shown("duties-public", "decisions")
    client = browser("lead")
    said = text(client.get(page(found)))
    assert "领导班子好 Good" in said
    assert "党员队伍好 Not good" in said
    assert "1–4 of 5 good" in said
    assert "Too little is known to say which: 进位升级 – 集中整治" in said
    assert send(client, page(found, "appeal"), words="公示栏已修复").status_code == 303
    assert browser("supervisor").get(page(found, "dismiss")).status_code == 403
    assert send(browser("reviewer"), page(found, "dismiss"), words="现场未见").status_code == 303
    assert "Appeal found not right" in text(client.get(page(found)))


def test_a_plan_is_made_and_checked_again_beside_the_result():
    found = did(shown("decisions"), actions.confirm, "lead")
    answer = send(
        browser("lead"),
        page(found, "plan"),
        words="重做公示栏",
        unit_id="lamps",
        due_on="2027-02-01",
    )
    assert answer.status_code == 303
    answer = send(
        browser("dispatcher"), page(found, "recheck"), improved=["leadership"], words="已重做"
    )
    assert answer.status_code == 303
    said = text(browser("lead").get(page(found)))
    assert "It stands beside the result and replaces nothing." in said
    assert "n/a (0–3 good)" in said
    assert "n/a (1–4 good)" in said


def test_a_step_that_does_not_fit_now_leads_back():
    found = of(opened())
    answer = browser("supervisor").get(page(found, "uphold"))
    assert answer.status_code == 303


def test_a_list_costs_the_same_whatever_its_length(django_assert_max_num_queries):
    row = opened()
    client = browser("supervisor")
    with django_assert_max_num_queries(15):
        client.get(f"{ROUNDS}rounds/{row.pk}/")
    with django_assert_max_num_queries(15):
        client.get(ROUNDS)
    with django_assert_max_num_queries(30):
        client.get(page(of(row)))


def test_everybody_reads_the_scheme_and_no_unit():
    scheme = evaluated.scheme()
    did(shown(scheme_id=scheme.pk), actions.confirm, "lead")
    said = text(browser().get("/evaluation/"))
    assert "There is no league table" in said
    assert "No round with 5 units or more is over yet" in said
    assert "路灯" not in said
    assert "示范" in text(browser().get(f"/evaluation/{scheme.pk}/"))
    assert browser().get("/evaluation/0/").status_code == 404
