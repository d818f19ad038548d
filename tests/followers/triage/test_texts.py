"""A text as triage reads it."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.triage.rules import texts


def test_one_text_typed_in_many_ways_is_one_text():
    assert texts.clean("路灯　坏了，急急急急急急！ ＡＢＣ") == texts.clean(
        "路灯 坏了,急急急急!\nabc"
    )


@given(st.text())
def test_a_cleaned_text_is_clean(text):
    cleaned = texts.clean(text)
    assert cleaned == cleaned.strip()
    assert len(cleaned) <= texts.LONGEST
