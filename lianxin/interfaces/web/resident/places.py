"""Which places a resident can choose from: what the words name, and the communities of a town."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import UnitKind, lineage, significant

SUGGESTED = 5
DISTRICT, TOWN, COMMUNITY, GRID = 6, 9, 12, 15  # digits

Choice = tuple[str, str]  # a code of a division (12 digits) or of a grid (15), and its name


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a chosen code stands for."""

    grid_id: int | None = None
    division_code: str = ""
    name: str = ""


def towns(on: date) -> list[tuple[str, list[Choice]]]:
    """Return the subdistricts and towns that have an office, by district."""
    offices = orgs.units(on).filter(kind=UnitKind.SUBDISTRICT)
    found = dict(offices.values_list("division__code", "division__name"))
    districts = _names({_padded(code[:DISTRICT]) for code in found}, on)
    groups: dict[str, list[Choice]] = {}
    for code, name in sorted(found.items()):
        groups.setdefault(districts.get(_padded(code[:DISTRICT]), ""), []).append((code, name))
    return list(groups.items())


def communities(town: str, on: date) -> list[Choice]:
    """Return the communities of a town by name; none where no town is meant."""
    if not (town.isascii() and town.isdigit() and len(town) == COMMUNITY):
        return []
    known = orgs.divisions_in_force(on, town[:TOWN]).values_list("code", "name")
    return [(code, name) for code, name in known if code[TOWN:] != "000"]


def suggested(words: str, town: str, at: datetime, pointed: str = "") -> tuple[list[Choice], str]:
    """Return the places to choose from, and the one that the words name best ("" is none).

    First comes what was pointed at (on a map, by the phone), then what the words name, then the
    chosen town's communities.
    """
    on = day_of(at)
    within = town[:TOWN] if town.isdigit() else ""
    named = [candidate.place.code for candidate in orgs.grid_from_address(words, at)]
    fine = [code for code in named if len(code) == GRID or len(significant(code)) >= TOWN]
    codes = [code for code in fine if code.startswith(within)][:SUGGESTED]
    codes = [code for code in [pointed, *codes] if code]
    best = codes[0] if codes else ""
    codes += [code for code, _name in communities(town, on)]
    return labelled(dict.fromkeys(codes), on), best


def place(code: str, on: date) -> Place:
    """Return what a chosen code stands for; one that is no longer in force is no place."""
    if not code.isdigit():
        return Place()
    grid = orgs.grids(on).filter(code=code).first() if len(code) == GRID else None
    label = dict(labelled([code], on)).get(code, "")
    if grid is not None:
        return Place(grid_id=grid.pk, division_code=grid.community.code, name=label)
    return Place(division_code=code if label else "", name=label)


def buildings(code: str, on: date) -> list[tuple[str, list[Choice]]]:
    """Return the buildings of a chosen grid, or of a chosen community, by grid."""
    community = len(code) == COMMUNITY and code[TOWN:] != "000"
    if not (code.isascii() and code.isdigit() and (community or len(code) == GRID)):
        return []
    groups: dict[str, list[Choice]] = {}
    for one in orgs.buildings(on, code):
        groups.setdefault(one.grid.name, []).append((one.code, one.name))
    return list(groups.items())


def labelled(codes: Iterable[str], on: date) -> list[Choice]:
    """Return codes with their full names ("柳桥街道 柳桥社区 桥头网格"), leaving out what is not in force."""
    codes = list(codes)
    above = {one for code in codes for one in lineage(code[:COMMUNITY])}
    names = _names(above, on)
    names |= dict(orgs.grids(on).filter(code__in=codes).values_list("code", "name"))
    return [(code, _full(code, names)) for code in codes if code in names]


def _full(code: str, names: dict[str, str]) -> str:
    line = [one for one in reversed(lineage(code[:COMMUNITY])) if len(significant(one)) >= DISTRICT]
    line += [code] if len(code) == GRID else []
    return " ".join(names[one] for one in line if one in names)


def _names(codes: Iterable[str], on: date) -> dict[str, str]:
    found = orgs.divisions_in_force(on).filter(code__in=list(codes))
    return dict(found.values_list("code", "name"))


def _padded(prefix: str) -> str:
    return prefix.ljust(COMMUNITY, "0")
