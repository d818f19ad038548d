"""The craft of searching: one spelling, pairs of characters, and what is refused as a search."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lianxin.foundation.search import rules

TEXT = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])
    | st.sampled_from("路灯不亮水管 Wi-Fi，。"),
    max_size=60,
)


@pytest.mark.parametrize(
    ("said", "spelt"),
    [
        ("路灯，坏了！", "路灯 坏了"),
        ("ＷｉＦｉ 密码", "wifi 密码"),
        ("打 13800000000 找我", "打 找我"),
        ("", ""),
        ("\x00路\x00灯", "路 灯"),
    ],
)
def test_text_has_one_spelling(said: str, spelt: str):
    assert rules.spelt(said) == spelt


@given(TEXT)
def test_spelling_twice_changes_nothing(said: str):
    assert rules.spelt(rules.spelt(said)) == rules.spelt(said)


@given(TEXT, st.data())
def test_two_characters_side_by_side_are_always_among_the_pairs(said: str, data: st.DataObject):
    text = rules.spelt(said)
    words = [word for word in text.split() if len(word) > 1]
    assume(words)
    word = data.draw(st.sampled_from(words))
    at = data.draw(st.integers(0, len(word) - 2))
    assert word[at : at + 2] in rules.grams(text)
    assert all(len(pair) == 2 for pair in rules.grams(text))


@pytest.mark.parametrize(
    "said", ["13800000000", "370102199003071234", "wang@example.com", "鲁A12345", "81234567"]
)
def test_a_search_for_somebody_is_refused(said: str):
    with pytest.raises(rules.PersonalSearch):
        rules.query(said)


@pytest.mark.parametrize("said", ["", "灯", "？！", "a b c", " \x00 "])
def test_a_search_needs_two_characters_side_by_side(said: str):
    with pytest.raises(rules.SearchTooShort):
        rules.query(said)


def test_a_search_has_an_end():
    with pytest.raises(rules.SearchTooLong):
        rules.query("路灯" * rules.LONGEST)


def test_a_search_names_each_word_and_pair_once():
    query = rules.query("路灯 路灯 不亮")
    assert query.words == ("路灯", "不亮")
    assert query.grams == ("路灯", "不亮")


@pytest.mark.parametrize(
    ("said", "pairs", "least"),
    [
        ("家门口路灯坏了怎么办", ["家门", "门口", "口路", "路灯", "灯坏"], 2),
        ("老人补贴去哪里领？", ["老人", "人补", "补贴"], 1),
        ("电费怎么算", ["电费"], 1),
        ("请问可以吗", [], 0),
    ],
)
def test_a_question_is_about_what_is_left_without_its_asking(
    said: str, pairs: list[str], least: int
):
    assert rules.telling(rules.query(said)) == (pairs, least)
