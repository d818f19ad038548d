"""The two datums: what a map made in China shows, and where in the world that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.registers.orgs.rules.datums import Point, to_gcj02, to_wgs84

METRE = 1e-5  # degrees, about
in_china = st.builds(Point, st.floats(74, 135), st.floats(18, 53))


def test_a_known_point_is_shifted_as_everybody_else_shifts_it():
    shown = to_gcj02(Point(116.404, 39.915))
    assert shown == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-9)


@given(in_china)
def test_there_and_back_is_the_same_place_to_a_metre(point: Point):
    assert to_wgs84(to_gcj02(point)) == pytest.approx(point, abs=METRE)


@given(st.builds(Point, st.floats(-180, 71), st.floats(-90, 90)))
def test_outside_china_nothing_is_shifted(point: Point):
    assert to_gcj02(point) == point
