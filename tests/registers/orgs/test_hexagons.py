"""Hexagons over grids: shares of an outline's area, whatever its size and place."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from lianxin.registers.orgs.rules import hexagons


@given(
    st.floats(min_value=75, max_value=134),
    st.floats(min_value=5, max_value=52),
    st.floats(min_value=1e-5, max_value=0.1),
)
def test_the_shares_of_an_outline_are_all_of_it(west: float, south: float, size: float):
    outline = shapely.box(west, south, west + size, south + size)
    found = hexagons.shares(outline)
    assert sum(found.values()) == pytest.approx(1)
    for cell, drawn in hexagons.drawn(found).items():
        assert shapely.distance(shape(dict(drawn)), outline) < 0.01, cell


def test_a_hexagon_inside_a_large_outline_holds_its_part_of_the_area():
    outline = shapely.box(116.0, 39.5, 116.5, 40.0)
    found = hexagons.shares(outline)
    whole = {
        cell: shape(dict(drawn))
        for cell, drawn in hexagons.drawn(found).items()
        if outline.contains(shape(dict(drawn)))
    }
    assert len(whole) > 1000
    for cell, drawn in whole.items():
        assert found[cell] == pytest.approx(drawn.area / outline.area, rel=0.03)
