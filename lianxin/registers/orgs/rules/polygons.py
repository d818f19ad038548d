"""Outlines of grids: valid ones only, and where several overlap or leave holes between them."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely import MultiPolygon, Polygon, STRtree
from shapely.errors import ShapelyError
from shapely.geometry import shape

from lianxin.registers.orgs.rules.refusals import (
    AxesSwapped,
    BrokenPolygon,
    NotAPolygon,
    OutsideTheEarth,
)

Outline = Polygon | MultiPolygon

METRES = 111_320  # in one degree of latitude, or of longitude at the equator
PRECISION = 1e-7  # degrees, a centimetre: outlines drawn apart by less than that do touch
SMALLEST = 1.0  # square metres; less is the rounding of coordinates
CHINA_LONGITUDES, CHINA_LATITUDES = (73, 136), (3, 54)
PLACE = re.compile(r"\[(\S+) (\S+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two grids claim the same ground."""

    first: str
    second: str
    area: float  # square metres
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """Ground that grids surround and none of them claims; `beside` are the codes around it."""

    beside: tuple[str, ...]
    area: float  # square metres
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is wrong between some grids."""

    overlaps: tuple[Overlap, ...]
    holes: tuple[Hole, ...]


def read(geometry: object) -> Outline:
    """Return the outline that a GeoJSON geometry (WGS 84) describes, or refuse it."""
    if not isinstance(geometry, Mapping):
        raise NotAPolygon
    try:
        outline = shapely.force_2d(shape(dict(geometry)))
    except (ShapelyError, ValueError, TypeError, AttributeError, LookupError) as error:
        raise NotAPolygon from error  # shapely says in many ways that coordinates are none
    if not isinstance(outline, Polygon | MultiPolygon) or outline.is_empty:
        raise NotAPolygon
    _check_place(outline)
    if not outline.is_valid:
        place = PLACE.search(shapely.is_valid_reason(outline))
        longitude, latitude = place.groups() if place else outline.bounds[:2]
        raise BrokenPolygon(longitude=str(longitude), latitude=str(latitude))
    return outline


def _check_place(outline: Outline) -> None:
    west, south, east, north = outline.bounds
    if not all(map(math.isfinite, outline.bounds)):
        raise NotAPolygon
    first, last = CHINA_LONGITUDES
    low, high = CHINA_LATITUDES
    if first <= south <= north <= last and low <= west <= east <= high:
        raise AxesSwapped
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise OutsideTheEarth


def written(outline: Outline) -> dict[str, object]:
    """Return an outline as the GeoJSON geometry that the register keeps."""
    geometry = json.loads(shapely.to_geojson(outline))
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def kept(geometry: dict[str, object]) -> Outline:
    """Return the outline of a geometry from the register, which was read and checked before."""
    outline = shape(geometry)
    if not isinstance(outline, Polygon | MultiPolygon):
        raise NotAPolygon
    return outline


def area(outline: shapely.Geometry) -> float:
    """Return square metres, near enough for a report: degrees scaled at the outline's own latitude."""
    latitude = math.radians(shapely.centroid(outline).y)
    return float(shapely.area(outline)) * METRES**2 * math.cos(latitude)


def survey(outlines: Mapping[str, Outline]) -> Survey:
    """Return the overlaps and holes between grids by code, the largest first."""
    codes, shapes = list(outlines), list(outlines.values())
    if not shapes:
        return Survey(overlaps=(), holes=())
    tree = STRtree(shapes)
    return Survey(
        overlaps=_largest(_overlaps(codes, shapes, tree)), holes=_largest(_holes(codes, tree))
    )


def _overlaps(codes: Sequence[str], shapes: Sequence[Outline], tree: STRtree) -> list[Overlap]:
    found = []
    lefts, rights = tree.query(shapes, predicate="intersects")
    for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
        if codes[left] >= codes[right]:
            continue
        common = shapely.intersection(shapes[left], shapes[right])
        if (size := area(common) if not common.is_empty else 0.0) < SMALLEST:
            continue
        place = shapely.point_on_surface(common)
        found.append(
            Overlap(
                first=codes[left],
                second=codes[right],
                area=size,
                longitude=place.x,
                latitude=place.y,
            )
        )
    return found


def _holes(codes: Sequence[str], tree: STRtree) -> list[Hole]:
    together = shapely.union_all(tree.geometries, grid_size=PRECISION)
    parts = together.geoms if isinstance(together, MultiPolygon) else [together]
    found = []
    for ring in (ring for part in parts for ring in getattr(part, "interiors", ())):
        hole = Polygon(ring)
        if (size := area(hole)) < SMALLEST:
            continue
        place = hole.point_on_surface()
        beside = sorted(codes[index] for index in tree.query(hole, predicate="intersects"))
        found.append(Hole(beside=tuple(beside), area=size, longitude=place.x, latitude=place.y))
    return found


def _largest(found: Sequence[Overlap] | Sequence[Hole]) -> tuple:  # type: ignore[type-arg]
    return tuple(sorted(found, key=lambda place: -place.area))
