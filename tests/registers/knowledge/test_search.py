"""Finding articles by words: two characters are enough, and nobody reads what is not theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lianxin.foundation.search import rules as searching
from lianxin.foundation.search.rules import PersonalSearch, SearchTooShort
from lianxin.registers.duties import queries as duties
from lianxin.registers.knowledge import actions, queries
from lianxin.registers.knowledge.models import Findable
from lianxin.registers.knowledge.rules import Audience
from tests.registers.duties import town
from tests.registers.knowledge import shelf
from tests.registers.knowledge.shelf import APPROVER, TODAY, approved, did

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_town() -> None:
    """Stand in the town."""
    town.built()


def found(said: str, audience: Audience = Audience.STAFF) -> list[str]:
    versions = queries.search(said, audience=audience, on=TODAY).versions
    return [version.title for version in versions]


def test_two_characters_are_enough():
    approved(title="路灯不亮怎么报修")
    approved(key="shelf:water", title="停水通知", public="水管检修", keywords=(), internal="")
    assert found("路灯") == ["路灯不亮怎么报修"]
    assert found("水管") == ["停水通知"]


def test_every_word_must_be_there_as_it_is_written():
    approved(title="路灯不亮", public="灯不亮了，请报修。", keywords=(), internal="")
    assert found("报修 路灯") == ["路灯不亮"]
    assert found("不亮了") == ["路灯不亮"]
    assert queries.search("亮请", audience=Audience.STAFF, on=TODAY).exact is False
    assert queries.search("ＬＥＤ 路灯", audience=Audience.STAFF, on=TODAY).exact is False
    assert found("请亮") == []


def test_titles_come_before_keywords_and_these_before_the_text():
    approved(key="shelf:3", title="物业收费", public="含公共路灯的电费", keywords=(), internal="")
    approved(key="shelf:2", title="报修电话", public="见下", keywords=("路灯",), internal="")
    approved(key="shelf:1", title="路灯不亮", public="见下", keywords=(), internal="")
    assert found("路灯") == ["路灯不亮", "报修电话", "物业收费"]


def test_the_public_is_not_led_by_internal_words():
    approved(internal="值班口令芝麻开门")
    approved(key="shelf:inside", title="内部须知芝麻", public="", internal="芝麻")
    assert found("芝麻", Audience.PUBLIC) == []
    assert found("路灯", Audience.PUBLIC) == ["路灯不亮怎么报修"]
    assert set(found("芝麻")) == {"路灯不亮怎么报修", "内部须知芝麻"}


def test_a_whole_question_leads_to_what_comes_near():
    approved()
    answer = queries.search("家门口路灯坏了怎么报修", audience=Audience.PUBLIC, on=TODAY)
    assert [version.title for version in answer.versions] == ["路灯不亮怎么报修"]
    assert answer.exact is False


def test_only_what_is_in_force_is_found():
    article_id = approved(title="旧的说法", keywords=(), public="路灯", internal="")
    did(actions.write, article_id, shelf.AGENT, wording=shelf.wording(title="新的说法"))
    did(actions.propose, article_id, shelf.AGENT, valid_from=TODAY)
    did(actions.approve, article_id, APPROVER)
    assert found("说法") == ["新的说法"]
    did(actions.retire, article_id, APPROVER, words="过时")
    assert found("说法") == []


def test_what_looks_like_a_person_is_neither_indexed_nor_searched():
    approved(public="值班手机 13912345678，邮箱 wang@example.com", internal="")
    indexed = " ".join(Findable.objects.values_list("text", flat=True))
    assert "139" not in indexed
    assert "wang" not in indexed
    with pytest.raises(PersonalSearch):
        found("13912345678")
    with pytest.raises(SearchTooShort):
        found("灯")


def test_signs_of_the_database_are_words_like_others():
    approved(title="100%_满意", public='a"b OR c\\d', keywords=(), internal="")
    for said in ('"', "%_", "OR", 'ab" OR "cd', "NEAR(路灯)", "100%_", "';--", "a\\\\d"):
        try:
            found(said)
        except SearchTooShort:
            continue
    assert found("100%") == ["100%_满意"]


def test_a_search_shows_the_first_and_says_that_there_are_more():
    for number in range(queries.SHOWN + 1):
        approved(key=f"shelf:{number}")
    answer = queries.search("路灯", audience=Audience.STAFF, on=TODAY)
    assert len(answer.versions) == queries.SHOWN
    assert answer.more


def test_a_search_costs_the_same_however_many_it_finds():
    approved()

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            for version in queries.search("路灯", audience=Audience.STAFF, on=TODAY).versions:
                assert version.owner.name
        return len(captured)

    few = cost()
    for number in range(5):
        approved(key=f"shelf:{number}")
    assert cost() == few == 2


def test_an_article_on_a_category_covers_what_stands_under_it():
    above = approved(key="shelf:above", category_id=duties.category("lighting").pk)
    lamp = approved(key="shelf:lamp")
    on_lamps = queries.covering(duties.category("lighting.lamp").pk, TODAY)
    assert [version.article_id for version in on_lamps] == [lamp, above]
    on_yards = queries.covering(duties.category("lighting.yard").pk, TODAY)
    assert [version.article_id for version in on_yards] == [above]
    assert queries.covering(duties.category("noise").pk, TODAY) == []


def test_what_is_answered_often_and_stands_nowhere_is_missing():
    lamp, yard, noise = (
        duties.category(code).pk for code in ("lighting.lamp", "lighting.yard", "noise")
    )
    answered = {lamp: 40, yard: 12, noise: 9}
    assert [(gap.category.pk, gap.count) for gap in queries.gaps(answered, TODAY)] == [
        (lamp, 40),
        (yard, 12),
    ]
    approved()
    draft = shelf.drafted(key="shelf:yard", category_id=yard)
    [gap] = queries.gaps(answered, TODAY)
    assert (gap.category.pk, gap.waiting and gap.waiting.article_id) == (yard, draft)


class EveryPairIsFound(TestCase):
    """Whatever an article says, any two characters side by side in it lead to it."""

    def setUp(self) -> None:
        """Stand in the town."""
        town.built()

    @given(text=st.text(min_size=2, max_size=40), data=st.data())
    @settings(max_examples=30)
    def test_any_pair_of_an_article_finds_it(self, text: str, data: st.DataObject) -> None:
        plain = text.replace("\x00", "").encode(errors="ignore").decode()
        pairs = searching.grams(searching.spelt(plain))
        approved(key="shelf:any", title="题目", public=f"甲乙{plain}", keywords=(), internal="")
        said = data.draw(st.sampled_from(["甲乙", *pairs]))
        try:
            assert found(said) == ["题目"]
        except PersonalSearch:  # digits that stand alone may look like somebody's
            assert said.isnumeric()
