"""Reads of the unit grids: which one is this, who works there, and do their outlines fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import shapely
from django.db.models import QuerySet

from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.memory import for_a_second, while_unchanged
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Building, Division, Grid, Unit
from lianxin.registers.orgs.queries.divisions import Term, lasting, stamps
from lianxin.registers.orgs.rules import addresses
from lianxin.registers.orgs.rules.polygons import kept as outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A grid's public contact card, as it is posted on the wall (grid rules of 滨州, 2021)."""

    code: str
    name: str
    community: str
    worker_name: str
    worker_phone: str
    supervision_phone: str
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ground:
    """The outlines of all grids."""

    tree: shapely.STRtree
    grids: list[Term]


def grids(on: date, within: str = "") -> QuerySet[Grid]:
    """Return the grids in force on a day by code, all or those within a scope prefix."""
    found = Grid.objects.filter(lasting(on)).select_related("community")
    if within:
        low, high = rules.span(within)
        found = found.filter(code__range=(f"{low}000", f"{high}999"))
    return found.order_by("code")


def grids_by_id(ids: list[int]) -> dict[int, Grid]:
    """Return several grids by their ids, with their communities."""
    return Grid.objects.select_related("community").in_bulk(ids)


def _stamp() -> str | None:
    return stamps().get(rules.Kept.GRIDS)


@while_unchanged(_stamp)
def grid_terms() -> Mapping[int, Term]:
    """Return every grid's code and time by its id: one small query, and the grids only when they changed."""
    found = Grid.objects.values_list("pk", "code", "valid_from", "valid_to")
    return {row[0]: Term(*row) for row in found}


def grid_at(longitude: float, latitude: float, on: date) -> Grid | None:
    """Return the grid in which a point (WGS 84) lies; on a common border the lower code has it."""
    ground = _ground()
    found = ground.tree.query(shapely.Point(longitude, latitude), predicate="intersects")
    here = rules.in_force([ground.grids[index] for index in found.tolist()], on)
    first = min(here, key=lambda grid: grid.code, default=None)
    return first and Grid.objects.select_related("community").get(pk=first.pk)


@while_unchanged(_stamp)
def _ground() -> _Ground:
    found = Grid.objects.values_list("polygon", "pk", "code", "valid_from", "valid_to")
    outlines, standing = [], []
    for polygon, pk, code, begins, ends in found:
        outlines.append(outline(polygon))
        standing.append(Term(pk, code, begins, ends))
    shapely.prepare(outlines)
    return _Ground(shapely.STRtree(outlines), standing)


def grid_from_address(text: str, at: datetime) -> list[rules.Candidate]:
    """Return the grids, communities and towns that an address names, the best match first."""
    return addresses.candidates(text, _names(_stamps(at), day_of(at)))


@for_a_second
def _stamps() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(stamps().items()))


@lru_cache(maxsize=1)
def _names(_stamps: tuple[tuple[str, str], ...], on: date) -> addresses.Names:
    return addresses.names(_places(on))


def _places(on: date) -> list[rules.Place]:
    """Return what addresses may name: all grids, and the divisions in which there is one or an office.

    The country's other half million communities would only be mistaken for ours.
    """
    found = [rules.Place(code=grid.code, name=grid.name, grid_id=grid.pk) for grid in grids(on)]
    served = set(Unit.objects.filter(lasting(on)).values_list("division__code", flat=True))
    inhabited = served | {place.code[:12] for place in found}
    codes = {above for code in inhabited for above in rules.lineage(code)}
    for chunk in _chunks(sorted(codes)):
        rows = Division.objects.filter(lasting(on), code__in=chunk).values_list("code", "name")
        found += [
            rules.Place(code=code, name=name)
            for code, name in rows
            if len(rules.significant(code)) >= rules.LEVEL_OF[rules.DivisionKind.DISTRICT]
        ]
    return found


def _chunks(codes: list[str], size: int = 5000) -> list[list[str]]:
    return [codes[start : start + size] for start in range(0, len(codes), size)]


def public_cards(division: str, on: date) -> list[Card]:
    """Return the contact cards of all grids within a scope prefix; anybody may read them."""
    found = list(grids(on, division))
    named: dict[int, list[str]] = {}
    of_them = Building.objects.filter(lasting(on), grid__in=found).order_by("code")
    for grid_id, name in of_them.values_list("grid_id", "name"):
        named.setdefault(grid_id, []).append(name)
    return [
        Card(
            code=grid.code,
            name=grid.name,
            community=grid.community.name,
            worker_name=grid.worker_name,
            worker_phone=grid.worker_phone,
            supervision_phone=grid.supervision_phone,
            buildings=tuple(named.get(grid.pk, ())),
        )
        for grid in found
    ]


def grids_visible_to(actor: Actor) -> QuerySet[Grid]:
    """Return the grids that a member of staff may list: a grid worker's own, else the division's."""
    found = Grid.objects.select_related("community").order_by("code")
    if actor.role not in STAFF:
        return found.none()
    if actor.role is Role.GRID_WORKER:
        return found.filter(pk__in=actor.grid_ids)
    low, high = rules.span(actor.division)
    return found.filter(code__range=(f"{low}000", f"{high}999"))


def survey(on: date) -> rules.Survey:
    """Return where the grids of a day overlap, and where they leave holes between them."""
    return rules.survey({grid.code: outline(grid.polygon) for grid in grids(on)})
