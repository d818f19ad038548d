"""Where a point is in the datum of maps made in China (GCJ-02) and in the world's (WGS 84).

Maps sold in China shift every point by some hundred metres, by a formula that was never published
and is known from what it does. A converted point is right to about a metre: far finer than a grid.
"""

from enum import StrEnum
from math import cos, pi, sin, sqrt
from typing import NamedTuple

RADIUS = 6378245.0  # metres, of Krasovsky's ellipsoid
ECCENTRICITY = 0.00669342162296594323  # squared
ROUNDS = 4  # each makes the point some thousand times more exact
CHINA = (72.004, 137.8347, 0.8293, 55.8271)  # west, east, south, north: outside nothing is shifted


class Datum(StrEnum):
    """In which datum longitude and latitude are given."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


class Point(NamedTuple):
    """Longitude and latitude in degrees."""

    longitude: float
    latitude: float


def to_gcj02(point: Point) -> Point:
    """Return where a map made in China shows a point of the world."""
    west, east, south, north = CHINA
    if not (west <= point.longitude <= east and south <= point.latitude <= north):
        return point
    x, y = point.longitude - 105.0, point.latitude - 35.0
    angle = point.latitude / 180.0 * pi
    bend = 1 - ECCENTRICITY * sin(angle) ** 2
    up = _northward(x, y) * 180.0 * bend * sqrt(bend) / (RADIUS * (1 - ECCENTRICITY) * pi)
    right = _eastward(x, y) * 180.0 * sqrt(bend) / (RADIUS * cos(angle) * pi)
    return Point(point.longitude + right, point.latitude + up)


def to_wgs84(point: Point) -> Point:
    """Return where in the world a point on a map made in China is."""
    found = point
    for _round in range(ROUNDS):
        shifted = to_gcj02(found)
        found = Point(
            found.longitude + point.longitude - shifted.longitude,
            found.latitude + point.latitude - shifted.latitude,
        )
    return found


def _waves(value: float) -> float:
    return (20.0 * sin(6.0 * value * pi) + 20.0 * sin(2.0 * value * pi)) * 2.0 / 3.0


def _northward(x: float, y: float) -> float:
    metres = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    metres += _waves(x)
    metres += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    return metres + (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0


def _eastward(x: float, y: float) -> float:
    metres = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    metres += _waves(x)
    metres += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    return metres + (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
