"""Outlines to draw: of grids as they are kept, of towns as what their grids cover together, and hexagons over them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import shapely

from lianxin.foundation.memory import while_unchanged
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Grid
from lianxin.registers.orgs.queries.divisions import stamps
from lianxin.registers.orgs.rules import hexagons
from lianxin.registers.orgs.rules.polygons import kept

TOWN_DIGITS = 9
COARSE = 0.0002  # degrees, some twenty metres: what a map of a district can show
Geometry = Mapping[str, Any]  # GeoJSON, WGS 84


def grid_outlines(ids: Iterable[int]) -> dict[int, Geometry]:
    """Return the outlines of several grids by their ids."""
    return dict(Grid.objects.filter(pk__in=list(ids)).values_list("pk", "polygon"))


def _stamp() -> str | None:
    return stamps().get(rules.Kept.GRIDS)


@while_unchanged(_stamp)
def town_outlines() -> Mapping[str, Geometry]:
    """Return what the grids of each town cover together, by the town's nine digits; made once."""
    parts: dict[str, list[shapely.Geometry]] = defaultdict(list)
    found = Grid.objects.filter(valid_to__isnull=True).values_list("code", "polygon")
    for code, polygon in found.iterator():
        parts[code[:TOWN_DIGITS]].append(kept(polygon))
    return {town: _drawn(outlines) for town, outlines in parts.items()}


@while_unchanged(_stamp)
def hexagons_of_grids() -> Mapping[int, Mapping[str, float]]:
    """Return over which hexagons each grid lies or lay, with the share of its area; made once."""
    found = Grid.objects.values_list("pk", "polygon")
    return {pk: hexagons.shares(kept(polygon)) for pk, polygon in found.iterator()}


def hexagon_outlines(cells: Iterable[str]) -> dict[str, Geometry]:
    """Return the outlines of hexagons by their names in H3."""
    return hexagons.drawn(cells)


def _drawn(outlines: list[shapely.Geometry]) -> Geometry:
    whole = shapely.simplify(shapely.union_all(outlines), COARSE)
    geometry: Geometry = json.loads(shapely.to_geojson(whole))
    return geometry
