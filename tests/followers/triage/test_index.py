"""The index that finds the texts most like one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.followers.triage.similar import index as similar_index
from lianxin.followers.triage.similar.index import Index

TEXTS = [
    "望月小区12栋电梯经常停运 老人上下楼困难",
    "柳河苑5栋电梯经常停运 老人上下楼困难",
    "金枫里夜间施工噪音扰民 工地半夜打桩",
    "望月小区12栋电梯又坏了 没人修",
    "",
    "路",
]


def test_the_text_itself_comes_first_and_then_what_is_most_like_it():
    index = Index(TEXTS, like=TEXTS)
    found = index.nearest(TEXTS[0], 3)
    assert [place for place, _ in found][0] == 0
    assert {place for place, _ in found} == {0, 1, 3}
    assert found[0][1] > 0.999
    assert all(0 < likeness < 1 for _, likeness in found[1:])


def test_what_shares_no_run_with_any_text_finds_nothing():
    index = Index(TEXTS, like=TEXTS)
    assert index.nearest("", 5) == index.nearest("路", 5) == index.nearest("量子纠缠", 5) == []
    assert Index([], like=[]).nearest("电梯", 5) == []


def test_texts_taken_in_block_by_block_are_found_like_those_taken_in_at_once(monkeypatch):
    whole = Index(TEXTS, like=TEXTS)
    monkeypatch.setattr(similar_index, "BLOCK", 2)
    for text in TEXTS:
        assert Index(TEXTS, like=TEXTS).nearest(text, 6) == whole.nearest(text, 6)


def test_a_run_that_many_texts_hold_is_found_where_the_text_has_no_other(monkeypatch):
    monkeypatch.setattr(similar_index, "READ", 1)
    index = Index(TEXTS, like=TEXTS)
    assert {place for place, _ in index.nearest("电梯", 9)} == {0, 1, 3}


@settings(max_examples=15, deadline=None)  # each example makes tables of two million runs
@given(st.lists(st.text("电梯路灯坏了噪音 ", max_size=30), max_size=30))
def test_every_text_with_a_run_finds_itself(texts):
    index = Index(texts, like=texts)
    for place, text in enumerate(texts):
        found = index.nearest(text, len(texts))
        assert len({one for one, _ in found}) == len(found)
        assert (place in dict(found)) == (len(index.telling(text)) > 0)
        assert found == sorted(found, key=lambda one: -one[1])
