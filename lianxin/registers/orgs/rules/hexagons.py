"""Hexagons of one size over the outlines of grids, so that what a grid holds is told by area (H3, WGS 84)."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import h3
import shapely

from lianxin.registers.orgs.rules.polygons import Outline

SIZE = 8  # of H3's resolutions: 0.74 square kilometres on average, coarser than a city's grids
FINER = SIZE + 1  # a seventh of that: what an outline is measured in


def shares(outline: Outline) -> Mapping[str, float]:
    """Return the hexagons that an outline touches, each with its share of the outline's area; they add up to 1."""
    parts = h3.geo_to_cells(json.loads(shapely.to_geojson(outline)), FINER)
    if not parts:  # smaller than the measure: wherever its middle lies
        middle = outline.representative_point()
        return {h3.latlng_to_cell(middle.y, middle.x, SIZE): 1.0}
    found = Counter(h3.cell_to_parent(part, SIZE) for part in parts)
    return {cell: many / len(parts) for cell, many in found.items()}


def drawn(cells: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return the hexagons as GeoJSON polygons."""
    return {cell: h3.cells_to_geo([cell]) for cell in cells}
