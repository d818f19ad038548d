"""What is told of how often answers agree."""

import pytest
from django.utils import translation

from lianxin.casework.oversight.queries.revisits import Agreement
from lianxin.interfaces.web.revisit_words import agreement


def came(agrees: int, disagrees: int) -> Agreement:
    other = {"unreachable": 0, "refused": 0, "lapsed": 0}
    return Agreement(drawn=99, agrees=agrees, disagrees=disagrees, **other)


@pytest.mark.parametrize(
    ("agrees", "disagrees", "told"),
    [
        (0, 0, "n/a"),
        (1, 0, "–"),
        (40, 4, "–"),
        (4, 40, "–"),
        (5, 5, "50.0 % (24–76, of 10)"),
    ],
)
def test_a_share_is_told_where_five_agree_and_five_do_not(agrees: int, disagrees: int, told: str):
    with translation.override("en"):
        assert agreement(came(agrees, disagrees), least=5) == told


def test_staff_read_every_share():
    with translation.override("en"):
        assert agreement(came(1, 0)) == "100.0 % (21–100, of 1)"
