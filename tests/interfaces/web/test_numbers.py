"""Numbers that addresses name."""

import pytest

from lianxin.interfaces.web.numbers import LARGEST, number


@pytest.mark.parametrize(
    ("said", "found"),
    [("0", 0), ("42", 42), ("007", 7), (str(LARGEST - 1), LARGEST - 1)],
)
def test_a_number_is_read(said, found):
    assert number(said) == found


@pytest.mark.parametrize("said", ["", "-1", "1.0", "x", "４２", "²", str(LARGEST), "9" * 5000])
def test_what_no_row_can_be_numbered_with_names_nothing(said):
    assert number(said) is None
