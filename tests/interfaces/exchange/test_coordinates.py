"""Coordinates of Chinese maps, held against points that were converted elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.interfaces.exchange import coordinates
from lianxin.interfaces.exchange.coordinates import Crs, to_wgs84

METRE = 1 / 111_000  # degrees of latitude
IN_CHINA = st.tuples(st.floats(74, 135), st.floats(18, 53))


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),  # Shanghai
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),  # Shenzhen
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),  # Beijing
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ],
)
def test_gcj_02_is_shifted_as_the_known_points_are(wgs84, gcj02):
    assert coordinates.to_gcj02(wgs84) == pytest.approx(gcj02, abs=1e-9)
    assert to_wgs84(gcj02, Crs.GCJ02) == pytest.approx(wgs84, abs=1e-8)


def test_bd_09_is_shifted_once_more_as_the_known_point_is():
    wgs84 = to_wgs84((116.404, 39.915), Crs.GCJ02)
    assert coordinates.to_bd09(wgs84) == pytest.approx(
        (116.41036949371029, 39.92133699351021), abs=1e-8
    )
    back = to_wgs84((116.404, 39.915), Crs.BD09)
    known = (116.39762729119315, 39.90865673957631)  # in GCJ-02, by a one-step approximation
    assert coordinates.to_gcj02(back) == pytest.approx(known, abs=METRE)


@given(IN_CHINA)
def test_every_point_in_china_comes_back(point):
    assert to_wgs84(coordinates.to_gcj02(point), Crs.GCJ02) == pytest.approx(point, abs=1e-8)
    assert to_wgs84(coordinates.to_bd09(point), Crs.BD09) == pytest.approx(point, abs=1e-8)


@given(IN_CHINA)
def test_no_point_is_shifted_by_more_than_a_kilometre_and_a_half(point):
    east, north = coordinates.to_gcj02(point)
    assert abs(east - point[0]) < 0.015
    assert abs(north - point[1]) < 0.015


@pytest.mark.parametrize("crs", [Crs.WGS84, Crs.CGCS2000])
def test_wgs_84_and_cgcs2000_stay_as_they_are(crs):
    assert to_wgs84((116.404, 39.915), crs) == (116.404, 39.915)


def test_outside_china_gcj_02_is_wgs_84():
    assert to_wgs84((-71.0772, 42.2715), Crs.GCJ02) == (-71.0772, 42.2715)


@given(st.tuples(st.floats(-180, 180), st.floats(-90, 90)))
def test_the_way_back_ends_everywhere_on_earth(point):
    for crs in Crs:
        longitude, latitude = to_wgs84(point, crs)
        assert abs(longitude - point[0]) < 0.1
        assert abs(latitude - point[1]) < 0.1
