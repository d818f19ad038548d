"""Outlines of grids."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from lianxin.registers.orgs import rules
from lianxin.registers.orgs.rules import polygons, refusals
from tests.registers.orgs.city import features, square

BOW_TIE = {
    "type": "Polygon",
    "coordinates": [[[100, 40], [101, 41], [101, 40], [100, 41], [100, 40]]],
}


def test_an_outline_that_crosses_itself_is_refused_with_the_place():
    with pytest.raises(refusals.BrokenPolygon) as refused:
        polygons.read(BOW_TIE)
    assert refused.value.facts == {"longitude": "100.5", "latitude": "40.5"}


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        "POLYGON",
        {},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[100, 40], [101, 41]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"]]]},
        {"type": "Polygon", "coordinates": 7},
        {"type": "Polygon", "coordinates": [[[1e999, 40], [101, 41], [101, 40], [1e999, 40]]]},
        {"type": "Point", "coordinates": [100, 40]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "Circle", "coordinates": [100, 40]},
    ],
)
def test_what_is_no_polygon_is_refused(geometry):
    with pytest.raises(refusals.NotAPolygon):
        polygons.read(geometry)


def test_latitude_before_longitude_is_noticed():
    with pytest.raises(refusals.AxesSwapped):
        polygons.read(square(40, 100))


def test_a_place_that_is_not_on_earth_is_refused():
    with pytest.raises(refusals.OutsideTheEarth):
        polygons.read(square(200, 40))


def test_what_the_register_keeps_is_what_was_read():
    outline = polygons.read(square(100.123456789, 40.987654321))
    assert polygons.kept(polygons.written(outline)).equals_exact(outline)
    heights = {
        "type": "Polygon",
        "coordinates": [[[100, 40, 9], [101, 40, 9], [101, 41, 9], [100, 40, 9]]],
    }
    assert not polygons.read(heights).has_z
    assert polygons.written(polygons.read(heights))["type"] == "Polygon"


def read(outlines: dict[str, dict[str, object]]) -> dict[str, polygons.Outline]:
    return {code: polygons.read(outline) for code, outline in outlines.items()}


def test_a_tiling_has_neither_overlaps_nor_holes():
    outlines = {str(row["code"]): polygons.read(outline) for _, row, outline in features()}
    assert rules.survey(outlines) == rules.Survey(overlaps=(), holes=())


def test_an_overlap_is_measured_in_square_metres_and_placed():
    found = rules.survey(
        read({"a": square(100, 40), "b": square(100.009, 40), "c": square(101, 40)})
    )
    (overlap,) = found.overlaps
    # 0.001 by 0.01 degrees at 40 N: about 85.3 m by 1,110 m
    assert (overlap.first, overlap.second) == ("a", "b")
    assert overlap.area == pytest.approx(85.3 * 1113, rel=0.01)
    assert 100.009 < overlap.longitude < 100.01
    assert found.holes == ()


def test_a_hole_names_the_grids_around_it():
    around = {
        f"{column}{row}": square(round(100 + column * 0.01, 2), round(40 + row * 0.01, 2))
        for column in range(3)
        for row in range(3)
        if (column, row) != (1, 1)
    }
    found = rules.survey(read(around))
    (hole,) = found.holes
    assert {"01", "10", "12", "21"} <= set(hole.beside)
    assert 100.01 < hole.longitude < 100.02
    assert hole.area == pytest.approx(853 * 1113, rel=0.01)
    assert found.overlaps == ()


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=8))
def test_overlaps_are_those_that_comparing_all_pairs_finds(corners):
    outlines = read(
        {str(n): square(100 + x / 100, 40 + y / 100, 0.025) for n, (x, y) in enumerate(corners)}
    )
    slow = {
        (a, b)
        for a in outlines
        for b in outlines
        if a < b and shapely.intersection(outlines[a], outlines[b]).area > 1e-9
    }
    found = {(overlap.first, overlap.second) for overlap in rules.survey(outlines).overlaps}
    assert found == slow
