"""Schemes, rounds and evaluations through the real actions: state and ledger, who sees what, and every no."""

from datetime import date, timedelta
from typing import Any

import pytest

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.actions.evaluation import Figure
from lianxin.casework.oversight.models import Evaluation, EvaluationRound, Scheme
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.rules.evaluation import (
    Found,
    Lacking,
    Outcome,
    RoundState,
    State,
    Step,
    refusals,
)
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRows, NotAllowed, NotFound, Stale, WordsMissing
from lianxin.interfaces.exchange import sheets
from tests.casework.oversight import evaluated
from tests.casework.oversight.evaluated import FIRST, LAST, PEOPLES, did, fixed, of, opened, shown
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=31)
DUE = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def verbs(found: Evaluation) -> list[str]:
    entries = Entry.objects.filter(about="evaluation", about_id=found.pk).order_by("seq")
    return list(entries.values_list("verb", flat=True))


def lines(made: Outcome) -> dict[str, Found]:
    return {one.line.code: one for part in made.parts for one in part.found}


def test_a_scheme_is_kept_as_its_next_version_and_no_version_changes():
    first = evaluated.scheme()
    renamed = {"name": "新名称"}
    second = evaluated.scheme(
        lambda row: row | renamed if row["what"] == "scheme" else row, key="scheme-file-2"
    )
    assert (first.version, second.version) == (1, 2)
    assert queries.said(Scheme.objects.get(pk=first.pk)).name != "新名称"
    assert [row.pk for row in queries.schemes()] == [second.pk]
    assert list(queries.faults()) == []


def test_the_same_scheme_again_is_no_new_version():
    evaluated.scheme()
    with pytest.raises(refusals.SchemeUnchanged):
        evaluated.scheme(key="scheme-file-2")


def test_a_faulty_scheme_keeps_nothing():
    with pytest.raises(BadRows) as caught:
        evaluated.scheme(lambda row: row | {"weight": "x"} if row["code"] == "teams" else row)
    assert [row.code for row in caught.value.rows] == ["scheme-word"]
    assert not Scheme.objects.exists()


@pytest.mark.parametrize("who", ["dispatcher", "lead", "auditor", "admin"])
def test_only_a_supervisor_brings_schemes_in_and_opens_rounds(who):
    rows, sha256 = sheets.read("scheme", evaluated.FILE)
    with pytest.raises(NotAllowed):
        actions.import_scheme(
            rows=rows,
            sha256=sha256,
            figures=evaluated.FIGURES,
            by=town.actor(who),
            at=MONDAY,
            key="scheme-file",
        )
    with pytest.raises(NotAllowed):
        opened(who=who)


def test_a_changed_body_of_a_scheme_is_found():
    row = evaluated.scheme()
    with ledger.writing():
        Scheme.objects.filter(pk=row.pk).update(body={**row.body, "name": "改过"})
    assert [fault.detail for fault in queries.faults()] == ["body"]


def test_opening_a_round_gives_every_unit_an_evaluation():
    row = opened()
    assert (row.state, row.domain, row.first, row.last) == (RoundState.OPEN, "office", FIRST, LAST)
    found = list(Evaluation.objects.filter(round=row))
    assert {one.state for one in found} == {State.COLLECTING}
    assert len(found) == len(evaluated.UNITS)
    assert list(queries.faults()) == []
    again = opened(scheme_id=row.scheme_id)  # the same key
    assert again.pk == row.pk
    assert Evaluation.objects.count() == len(evaluated.UNITS)


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"unit_ids": []}, refusals.NoUnits),
        ({"first": LAST, "last": FIRST}, refusals.PeriodWrong),
        ({"last": MONDAY.date()}, refusals.PeriodWrong),
        ({"first": date.min}, refusals.PeriodWrong),
        ({"first": date.min, "last": date.min}, refusals.PeriodWrong),
        ({"first": MONDAY.date() - timedelta(days=732)}, refusals.PeriodWrong),
        ({"domain": "nowhere"}, NotFound),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(other, refusal):
    with pytest.raises(refusal):
        opened(**other)
    assert not EvaluationRound.objects.exists()


def test_nobody_reviews_their_own_unit_and_no_hotline_is_evaluated():
    with pytest.raises(refusals.ReviewsItself):
        opened(reviewer_unit_id=town.unit("lamps"))
    with pytest.raises(refusals.NotEvaluated):
        opened(unit_ids=[town.unit("hotline")], reviewer_unit_id=town.unit("lamps"))


def test_figures_are_kept_once_and_stay_whatever_is_counted_later():
    row = opened()
    unit = town.unit("lamps")
    fixed(row, [Figure(unit_id=unit, line="on-time", value=95.0, of=40, few_staff=False)])
    row.refresh_from_db()
    assert (row.state, row.fixed_at) == (RoundState.FIXED, MONDAY)
    with pytest.raises(refusals.FiguresFixed):
        fixed(
            row,
            [Figure(unit_id=unit, line="on-time", value=1.0, of=40, few_staff=False)],
            key="figures-again",
        )
    assert queries.readings(row)[unit]["on-time"].of == 40


def test_of_a_unit_with_a_few_people_no_figure_is_kept():
    row = opened()
    one = Figure(unit_id=town.unit("lamps"), line="on-time", value=95.0, of=40, few_staff=True)
    fixed(row, [one])
    reading = queries.readings(row)[town.unit("lamps")]["on-time"]
    assert (reading.value, reading.few_staff) == (None, True)
    made = queries.outcome(of(row))
    found = lines(made)["on-time"]
    assert (found.verdict, found.lacking) == (None, Lacking.FEW_STAFF)
    assert made.band is None


def test_where_enough_people_work_a_figure_is_kept_where_enough_cases_are_counted():
    row = opened()
    figures = [
        Figure(unit_id=town.unit("hewan"), line="on-time", value=95.0, of=40, few_staff=False),
        Figure(unit_id=town.unit("hewan"), line="returned", value=3.0, of=9, few_staff=False),
    ]
    fixed(row, figures)
    found = lines(queries.outcome(of(row, "hewan")))
    assert found["on-time"].verdict is True
    assert (found["returned"].verdict, found["returned"].lacking) == (None, Lacking.TOO_FEW)
    assert queries.readings(row)[town.unit("hewan")]["returned"].value is None


def test_a_figure_of_another_unit_or_line_is_not_kept():
    row = opened()
    fixed(
        row,
        [
            Figure(unit_id=town.unit("luhua"), line="on-time", value=9.0, of=40, few_staff=False),
            Figure(unit_id=town.unit("lamps"), line="teams", value=9.0, of=40, few_staff=False),
        ],
    )
    assert queries.readings(row) == {}


def test_evidence_is_handed_in_by_the_unit_and_judged_by_the_unit_that_reviews():
    row = opened()
    found = did(
        of(row), actions.hand_in, "lead", indicator="teams", words="服务队预约方式已公布在公示栏"
    )
    said = queries.evidence(queries.story(found))["teams"]
    assert (said.words, said.judged) == ("服务队预约方式已公布在公示栏", None)
    found = did(
        found, actions.review, "dispatcher", indicator="teams", met=True, words="已到现场看过"
    )
    said = queries.evidence(queries.story(found))["teams"]
    assert (said.judged, said.reason) == (True, "已到现场看过")
    assert lines(queries.outcome(found))["teams"].verdict is True
    found = did(found, actions.hand_in, "handler", indicator="teams", words="补充：已增加夜间时段")
    assert queries.evidence(queries.story(found))["teams"].judged is None
    assert list(queries.faults()) == []


@pytest.mark.parametrize(
    ("action", "who", "given", "refusal"),
    [
        (actions.hand_in, "stranger", {"indicator": "teams", "words": "有"}, NotFound),
        (actions.hand_in, "hewan-lead", {"indicator": "teams", "words": "有"}, NotFound),
        (actions.hand_in, "lead", {"indicator": "on-time", "words": "有"}, refusals.NotEvidence),
        (actions.hand_in, "lead", {"indicator": "nothing", "words": "有"}, refusals.NotEvidence),
        (actions.hand_in, "lead", {"indicator": "teams", "words": " "}, WordsMissing),
        (
            actions.review,
            "lead",
            {"indicator": "teams", "met": True, "words": "好"},
            refusals.NotReviewer,
        ),
        (
            actions.judge_veto,
            "lead",
            {"veto": "false", "met": True, "words": "好"},
            refusals.NotReviewer,
        ),
        (
            actions.judge_veto,
            "dispatcher",
            {"veto": "dissatisfied", "met": True, "words": "好"},
            refusals.NotEvidence,
        ),
        (actions.show, "supervisor", {}, refusals.FiguresNotFixed),
        (actions.show, "lead", {}, NotAllowed),
        (actions.appeal, "lead", {"words": "不服"}, refusals.EvaluationMovedOn),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(action, who, given, refusal):
    found = of(opened())
    with pytest.raises(refusal):
        did(found, action, who, **given)
    assert verbs(found) == ["evaluation.opened"]


def test_a_decision_on_an_old_page_is_refused():
    found = of(opened())
    with pytest.raises(Stale):
        did(found, actions.hand_in, "lead", indicator="teams", words="有", seen=9)


def test_the_result_is_shown_with_its_bounds_and_a_day_to_appeal_by():
    found = shown("duties-public", "decisions")
    assert found.state == State.SHOWN
    # three dimensions rest on figures that say nothing
    assert (found.good, found.good_most, found.band) == (1, 4, "")
    assert found.appeal_until is not None
    assert found.appeal_until > MONDAY
    assert list(queries.faults()) == []


def test_a_veto_leads_to_the_lowest_band():
    row = opened()
    fixed(row)
    found = evaluated.reviewed(of(row), *PEOPLES)
    found = did(
        found, actions.judge_veto, "dispatcher", veto="false", met=True, words="公示照片系伪造"
    )
    found = did(found, actions.show, "supervisor")
    assert found.band == "rectify"


def test_an_appeal_is_decided_by_somebody_with_no_part_in_the_result():
    found = did(shown(), actions.appeal, "lead", words="公示栏已于当日修复")
    assert (found.state, found.appeals) == (State.APPEALED, 1)
    assert found.decide_by is not None
    with pytest.raises(refusals.HadAPart):
        did(found, actions.dismiss, "supervisor", words="维持")
    upheld = did(found, actions.uphold, "reviewer", words="照片可以证明")
    assert (upheld.state, upheld.appeals, upheld.appeal_until) == (State.COLLECTING, 0, None)
    again = did(upheld, actions.show, "supervisor")
    assert again.state == State.SHOWN
    assert list(queries.faults()) == []


def test_a_dismissed_appeal_leaves_the_result_and_is_not_raised_again():
    found = did(shown(), actions.appeal, "lead", words="不同意")
    found = did(found, actions.dismiss, "reviewer", words="现场仍未公布")
    assert found.state == State.SHOWN
    with pytest.raises(refusals.AppealedAlready):
        did(found, actions.appeal, "lead", words="还是不同意")
    assert did(found, actions.confirm, "supervisor").state == State.CONFIRMED


def test_an_appeal_has_its_time():
    found = shown()
    with pytest.raises(refusals.AppealStillOpen):
        did(found, actions.confirm, "supervisor")
    with pytest.raises(refusals.AppealTooLate):
        did(found, actions.appeal, "lead", words="迟了", at=LATER)
    assert did(found, actions.confirm, "supervisor", at=LATER).state == State.CONFIRMED


def test_the_unit_accepts_its_result_at_any_time():
    assert did(shown(), actions.confirm, "lead").confirmed_at == MONDAY


def test_what_is_not_good_gets_a_plan_and_a_recheck_that_stands_beside_the_result():
    found = did(shown("decisions"), actions.confirm, "lead")
    before = found.band, found.good or 0, found.good_most or 0
    unit = town.unit("lamps")
    found = did(found, actions.plan, "lead", words="重做公示栏", unit_id=unit, due_on=DUE)
    assert (found.state, found.plan_unit_id, found.plan_due_on) == (State.PLANNED, unit, DUE)
    with pytest.raises(refusals.NotImproved):
        did(found, actions.recheck, "dispatcher", improved=["results"], words="好")
    found = did(found, actions.recheck, "dispatcher", improved=["leadership"], words="公示栏已重做")
    assert found.state == State.RECHECKED
    assert (found.band, found.good, found.good_most) == before
    assert (found.again_good, found.again_good_most) == (before[1] + 1, before[2] + 1)
    assert queries.outcome(found).good == before[1]
    # what is still not good gets another plan
    assert queries.now(found).to_improve == ["members"]
    found = did(found, actions.plan, "lead", words="公布联系安排", unit_id=unit, due_on=DUE)
    assert found.state == State.PLANNED
    assert list(queries.faults()) == []


def test_a_plan_names_a_day_to_come_and_a_unit_that_does_not_check_itself():
    found = did(shown("decisions"), actions.confirm, "lead")
    given: dict[str, Any] = {"words": "重做公示栏", "unit_id": town.unit("lamps"), "due_on": DUE}
    with pytest.raises(refusals.PlanDayWrong):
        did(found, actions.plan, "lead", **{**given, "due_on": MONDAY.date()})
    with pytest.raises(refusals.ReviewsItself):
        did(found, actions.plan, "lead", **{**given, "unit_id": town.unit("hotline")})


def test_where_nothing_is_not_good_there_is_nothing_to_plan():
    found = did(shown(*PEOPLES), actions.confirm, "lead")
    with pytest.raises(refusals.NothingToImprove):
        did(
            found,
            actions.plan,
            "lead",
            words="再好一点",
            unit_id=town.unit("lamps"),
            due_on=DUE,
        )


def test_a_unit_sees_its_own_evaluation_and_no_list_of_others():
    row = opened()
    seen = {
        who: {one.unit.code for one in queries.of_round(town.actor(who), row.pk)}
        for who in ("supervisor", "auditor", "lead", "handler", "stranger", "agent", "admin")
    }
    assert seen == {
        "supervisor": set(evaluated.UNITS),
        "auditor": set(evaluated.UNITS),
        "lead": {"lamps"},
        "handler": {"lamps"},
        "stranger": {"power"},
        "agent": set(),
        "admin": set(),
    }
    assert not queries.rounds(Actor.public("somebody")).exists()


def test_the_steps_offered_are_those_that_can_be_taken():
    found = of(opened())
    offered = {
        who: queries.steps(found, town.actor(who), MONDAY)
        for who in ("lead", "dispatcher", "supervisor", "auditor")
    }
    assert offered == {
        "lead": [Step.HAND_IN],
        "dispatcher": [Step.REVIEW, Step.JUDGE_VETO],
        "supervisor": [Step.REVIEW, Step.JUDGE_VETO],
        "auditor": [],
    }


def test_bands_are_counted_for_everybody_once_every_result_of_a_round_is_confirmed():
    units = ["city", "lamps", "power", "hewan", "luhua"]
    row = opened(unit_ids=[town.unit(code) for code in units])
    fixed(row)
    for code in units:
        assert not queries.counted()
        found = of(row, code)
        if code == "lamps":
            given: dict[str, Any] = {"veto": "false", "met": True, "words": "照片系伪造"}
            found = did(found, actions.judge_veto, "dispatcher", **given)
        found = did(found, actions.show, "supervisor")
        did(found, actions.confirm, "supervisor", at=LATER)
    (counted,) = queries.counted()
    assert counted.pk == row.pk
    assert queries.bands([row.pk]) == {row.pk: {"": 4, "rectify": 1}}


def test_counts_for_everybody_leave_out_rounds_with_a_few_units():
    found = did(shown(), actions.confirm, "lead")
    assert found.state == State.CONFIRMED
    assert not queries.counted()
