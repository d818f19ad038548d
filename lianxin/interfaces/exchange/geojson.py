"""Reading GeoJSON feature collections whose coordinates are WGS 84 (or CGCS2000), longitude first."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from lianxin.interfaces.exchange import refusals
from lianxin.interfaces.exchange.tables import DAMAGED, MEGABYTE, Row, decoded, opened, size_of

LARGEST = 64  # megabytes
SYSTEMS = ("CRS84", "EPSG:4326", "EPSG::4326", "EPSG:4490", "EPSG::4490")
Feature = tuple[int, Row, object]


def read_features(path: Path, *, columns: Iterable[str] = ()) -> list[Feature]:
    """Return each feature's number in the file (from 1), its properties as text, and its geometry.

    Refuses what is not a FeatureCollection, names another system of coordinates, or is too large.
    """
    size_of(path, limit=LARGEST)
    try:
        content = json.loads(decoded(_unpacked(path)), parse_constant=_not_a_number)
    except (ValueError, RecursionError) as error:
        raise refusals.NotGeoJson from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise refusals.NotGeoJson
    _check_crs(content.get("crs"))
    return [_feature(number, feature, set(columns)) for number, feature in enumerate(features, 1)]


def _unpacked(path: Path) -> bytes:
    try:
        with opened(path) as file:
            content = file.read(LARGEST * MEGABYTE + 1)
    except DAMAGED as error:
        raise refusals.NotGeoJson from error
    if len(content) > LARGEST * MEGABYTE:
        raise refusals.SwollenFile(limit=LARGEST)
    return content


def _not_a_number(name: str) -> NoReturn:
    raise ValueError(name)


def _check_crs(crs: object) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name")) if isinstance(properties, dict) else "?"
    if not name.endswith(SYSTEMS):
        raise refusals.WrongCrs(crs=name[:100])


def _feature(number: int, feature: object, needed: set[str]) -> Feature:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(properties, dict):
        raise refusals.NotGeoJson
    if missing := needed - properties.keys():
        raise refusals.MissingColumns(columns=", ".join(sorted(missing)))
    return (
        number,
        {str(name): _text(value) for name, value in properties.items()},
        feature.get("geometry"),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
