"""Coordinates of other systems brought to WGS 84: pure arithmetic, no map library needed.

GCJ-02 (most Chinese maps) shifts every point in China by up to some 700 m, and BD-09 (Baidu) shifts
it once more. Only the ways there are published, so the ways back are found by approaching the point
whose shifted image is the given one. CGCS2000 is WGS 84 to within centimetres.
"""

from collections.abc import Callable
from enum import StrEnum
from math import atan2, cos, hypot, pi, radians, sin, sqrt

Point = tuple[float, float]  # longitude, latitude

AXIS = 6378245.0  # of the Krasovsky ellipsoid, on which GCJ-02 is reckoned
FLATTENING = 0.00669342162296594323  # its first eccentricity, squared
BAIDU_TURN = pi * 3000 / 180
NEAR_ENOUGH = 1e-9  # degrees: a tenth of a millimetre
MOST_STEPS = 30  # three or four are usual; at the rim of the shifted area there may be no way back


class Crs(StrEnum):
    """The systems of coordinates that an import knows."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


def to_wgs84(point: Point, crs: Crs) -> Point:
    """Return a point of a named system in WGS 84."""
    shift = SHIFTS.get(crs)
    return _unshifted(point, shift) if shift else point


def to_gcj02(point: Point) -> Point:
    """Return a WGS 84 point in GCJ-02; outside China they are the same."""
    longitude, latitude = point
    if not (72.004 <= longitude <= 137.8347 and 0.8293 <= latitude <= 55.8271):
        return point
    x, y = longitude - 105, latitude - 35
    wave = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (wave + 20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (wave + 20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    bend = 1 - FLATTENING * sin(radians(latitude)) ** 2
    along = AXIS * (1 - FLATTENING) / (bend * sqrt(bend))
    across = AXIS / sqrt(bend) * cos(radians(latitude))
    return longitude + east * 180 / (across * pi), latitude + north * 180 / (along * pi)


def to_bd09(point: Point) -> Point:
    """Return a WGS 84 point in BD-09."""
    x, y = to_gcj02(point)
    length = hypot(x, y) + 0.00002 * sin(y * BAIDU_TURN)
    angle = atan2(y, x) + 0.000003 * cos(x * BAIDU_TURN)
    return length * cos(angle) + 0.0065, length * sin(angle) + 0.006


SHIFTS: dict[Crs, Callable[[Point], Point]] = {Crs.GCJ02: to_gcj02, Crs.BD09: to_bd09}


def _unshifted(image: Point, shift: Callable[[Point], Point]) -> Point:
    """Return the point whose image is given: what is missing is added until nothing is."""
    longitude, latitude = image
    for _ in range(MOST_STEPS):
        east, north = shift((longitude, latitude))
        longitude, latitude = longitude + image[0] - east, latitude + image[1] - north
        if abs(image[0] - east) + abs(image[1] - north) < NEAR_ENOUGH:
            break
    return longitude, latitude
