"""An article's life: written, proposed, approved by somebody else, replaced, retired."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal, Stale
from lianxin.registers.knowledge import actions, queries
from lianxin.registers.knowledge.models import Article, Findable, Version
from lianxin.registers.knowledge.rules import Step
from lianxin.registers.knowledge.rules.refusals import (
    AnotherApproves,
    ArticleMoved,
    ArticleNotInForce,
    ArticleSaysNothing,
    ReasonMissing,
    ReviewTooEarly,
)
from lianxin.registers.orgs.rules.refusals import NameMissing, TooLong
from tests.make import MONDAY
from tests.registers.duties import town
from tests.registers.knowledge.shelf import (
    AGENT,
    APPROVER,
    NEXT_YEAR,
    PLAIN,
    TODAY,
    WRITER,
    approved,
    did,
    drafted,
    newest,
    proposed,
    wording,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def a_town() -> None:
    """Stand in the town."""
    town.built()


def test_the_words_of_an_article_are_bound_and_its_facts_stand_in_clear():
    article_id = drafted()
    entry = ledger.about(Article.objects.get()).get()
    assert entry.about_id == article_id
    assert ledger.words(entry) == {**PLAIN, "template": "", "keywords": "路灯;灯坏"}
    assert entry.facts["version"] == 1
    assert entry.facts["review_by"] == NEXT_YEAR.isoformat()
    assert list(verifying.whole(now=MONDAY)) == []


def test_an_article_is_in_force_from_the_day_on_which_somebody_else_approved_it():
    article_id = proposed(valid_from=TODAY + WEEK)
    assert list(queries.in_force(TODAY + WEEK)) == []
    did(actions.approve, article_id, APPROVER)
    assert list(queries.in_force(TODAY)) == []
    assert [one.article_id for one in queries.in_force(TODAY + WEEK)] == [article_id]
    verbs = ["article.written", "article.proposed", "article.approved"]
    assert list(Entry.objects.filter(about="article").values_list("verb", flat=True)) == verbs


def test_an_approval_that_comes_late_counts_from_its_own_day():
    article_id = proposed(valid_from=TODAY)
    did(actions.approve, article_id, APPROVER, at=MONDAY + WEEK)
    assert newest(article_id).valid_from == TODAY + WEEK


@pytest.mark.parametrize("step", ["written", "proposed"])
def test_nobody_approves_what_they_wrote_or_proposed(step: str):
    writer, proposer = (WRITER, AGENT) if step == "written" else (AGENT, WRITER)
    article_id = drafted(by=writer)
    did(actions.propose, article_id, proposer, valid_from=TODAY)
    assert Step.APPROVE not in queries.steps(Article.objects.get(), newest(article_id), WRITER)
    with pytest.raises(AnotherApproves):
        did(actions.approve, article_id, WRITER)
    assert newest(article_id).state == "proposed"
    assert Step.APPROVE in queries.steps(Article.objects.get(), newest(article_id), APPROVER)
    did(actions.approve, article_id, APPROVER)


def test_an_agent_does_not_approve_and_a_handler_does_not_write():
    article_id = proposed()
    with pytest.raises(NotAllowed):
        did(actions.approve, article_id, Actor(role=Role.AGENT, staff_id=9, division="9901"))
    with pytest.raises(NotAllowed):
        drafted(by=Actor(role=Role.HANDLER, staff_id=9, division="9901"), key="by-a-handler")


def test_another_district_s_articles_are_not_ours_to_change():
    article_id = drafted()
    stranger = Actor(role=Role.SUPERVISOR, staff_id=9, division="9902")
    assert queries.steps(Article.objects.get(), newest(article_id), stranger) == []
    with pytest.raises(NotAllowed):
        did(actions.propose, article_id, stranger, valid_from=TODAY)


def test_a_newer_version_waits_beside_the_one_in_force_and_then_takes_its_place():
    article_id = approved()
    did(actions.write, article_id, AGENT, wording=wording(public="一天内修复。"))
    assert queries.usable(article_id, 1, TODAY).public == PLAIN["public"]
    did(actions.propose, article_id, AGENT, valid_from=TODAY + WEEK)
    did(actions.approve, article_id, APPROVER)
    assert queries.in_force(TODAY).get().number == 1
    assert queries.in_force(TODAY + WEEK).get().number == 2
    with pytest.raises(ArticleNotInForce):
        queries.usable(article_id, 1, TODAY + WEEK)


def test_a_version_that_is_overtaken_before_it_began_never_begins():
    article_id = approved(valid_from=TODAY)
    for days in (30, 7):
        did(actions.write, article_id, AGENT, wording=wording(title=f"第{days}天"))
        did(actions.propose, article_id, AGENT, valid_from=TODAY + timedelta(days=days))
        did(actions.approve, article_id, APPROVER)
    said = {
        days: queries.in_force(TODAY + timedelta(days=days)).get().number
        for days in (0, 6, 7, 29, 30, 90)
    }
    assert said == {0: 1, 6: 1, 7: 3, 29: 3, 30: 3, 90: 3}


def test_a_draft_is_written_again_and_a_proposal_is_not():
    article_id = drafted()
    did(actions.write, article_id, WRITER, wording=wording(title="路灯报修"))
    assert [one.title for one in Version.objects.all()] == ["路灯报修"]
    did(actions.propose, article_id, AGENT, valid_from=TODAY)
    with pytest.raises(ArticleMoved):
        did(actions.write, article_id, AGENT, wording=wording())


def test_a_proposal_that_is_sent_back_is_a_draft_with_a_reason():
    article_id = proposed()
    with pytest.raises(ReasonMissing):
        did(actions.send_back, article_id, APPROVER, words=" ")
    entry = did(actions.send_back, article_id, APPROVER, words="请写明电话")
    assert ledger.words(entry) == {"reason": "请写明电话"}
    assert (newest(article_id).state, newest(article_id).valid_from) == ("draft", None)


def test_what_is_retired_is_out_of_force_at_once_and_may_come_back():
    article_id = approved()
    did(actions.retire, article_id, APPROVER, words="规定已废止", at=MONDAY + WEEK)
    assert list(queries.in_force(TODAY + WEEK)) == []
    assert newest(article_id).valid_to == TODAY + WEEK
    did(actions.write, article_id, AGENT, wording=wording(), at=MONDAY + WEEK)
    assert (newest(article_id).number, newest(article_id).state) == (2, "draft")


def test_dropping_a_draft_leaves_what_is_in_force():
    article_id = approved()
    did(actions.write, article_id, AGENT, wording=wording(title="改写"))
    entry = did(actions.retire, article_id, APPROVER, words="不需要")
    assert entry.facts == {"version": 2, "valid_to": None}
    assert queries.in_force(TODAY).get().number == 1


def test_an_article_says_something_to_somebody():
    article_id = drafted(public="", internal=" ")
    with pytest.raises(ArticleSaysNothing):
        did(actions.propose, article_id, AGENT, valid_from=TODAY)


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"title": " "}, NameMissing),
        ({"title": "长" * 101}, TooLong),
        ({"public": "长" * 5001}, TooLong),
        ({"keywords": tuple("甲乙" * 100)}, TooLong),
        ({"owner_id": 0}, NotFound),
        ({"category_id": 2**40}, NotFound),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(
    other: dict[str, Any], refusal: type[Refusal]
):
    with pytest.raises(refusal):
        drafted(**other)
    assert not Article.objects.exists()
    assert not Entry.objects.filter(about="article").exists()


def test_an_article_whose_review_is_due_is_not_approved():
    article_id = proposed(review_by=TODAY + timedelta(days=2))
    with pytest.raises(ReviewTooEarly):
        did(actions.approve, article_id, APPROVER, at=MONDAY + WEEK)


def test_two_who_decide_at_once_do_not_both_decide():
    article_id = proposed()
    did(actions.approve, article_id, APPROVER)
    with pytest.raises(Stale):
        actions.send_back(
            article_id=article_id, words="x", by=WRITER, at=MONDAY, key="too-late", seen=2
        )


def test_a_form_sent_twice_writes_one_article():
    assert drafted(key="the-same-key") == drafted(key="the-same-key")
    assert Article.objects.count() == 1


def test_the_shelves_hold_what_they_say():
    late = approved(key="shelf:late", review_by=TODAY + timedelta(days=1))
    held = approved(key="shelf:held")
    waiting, draft = proposed(key="shelf:waiting"), drafted(key="shelf:draft")
    gone = approved(key="shelf:gone")
    did(actions.retire, gone, APPROVER, words="过时")
    found = {
        name: [one.article_id for one in rows]
        for name, rows in queries.shelves(TODAY + WEEK).items()
    }
    assert found == {
        "in-force": [held, late],
        "overdue": [late],
        "proposed": [waiting],
        "drafts": [draft],
        "retired": [gone],
        "templates": [],
    }


def test_nothing_is_found_before_it_is_approved():
    proposed()
    assert not Findable.objects.exists()
