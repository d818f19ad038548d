"""What says something, and what only looks as if nothing stood there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.text import says_anything

INVISIBLE = " \t\n\u00a0\u00ad\u034f\u115f\u1160\u200b\u200e\u202e\u2060\u2800\u3000\u3164\ufe0f\ufeff\uffa0"


@given(st.text(INVISIBLE))
def test_signs_that_nobody_sees_say_nothing(text):
    assert not says_anything(text)


@given(st.text(INVISIBLE), st.text(INVISIBLE))
@pytest.mark.parametrize("sign", ["路", "a", "7", "é", "🚧", "ا", "½"])
def test_one_sign_that_is_seen_says_something(sign, before, after):
    assert says_anything(before + sign + after)


@pytest.mark.parametrize("marks", ["。", "...", "——", "?!"])
def test_marks_alone_say_nothing(marks):
    assert not says_anything(marks)
