"""Where matters are, as the registers have it on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.casework.matters import rules
from lianxin.casework.matters.models import Matter
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import lineage


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a matter is: the names of what it lies in, the largest first; "" is no place any more."""

    coarse: str
    grid: str
    in_force: bool


def places(
    matters: Iterable[Matter], told: Mapping[int, Mapping[str, str]], on: date
) -> dict[int, Place]:
    """Return where some matters are, of which `told` is said; two queries, whatever their number."""
    listed_ = list(matters)
    codes = {code for matter in listed_ for code in lineage(matter.division_code)}
    divisions = orgs.divisions_in_force(on).filter(code__in=codes)
    names = dict(divisions.values_list("code", "name"))
    ids = [matter.grid_id for matter in listed_ if matter.grid_id]
    grids = dict(orgs.grids(on).filter(pk__in=ids).values_list("pk", "name"))
    return {
        matter.pk: _place(matter, told[matter.pk].get("place", ""), names, grids)
        for matter in listed_
    }


def _place(matter: Matter, words: str, names: Mapping[str, str], grids: Mapping[int, str]) -> Place:
    above = [names[code] for code in reversed(lineage(matter.division_code)) if code in names]
    return Place(
        coarse=" ".join(above[-2:]),
        grid=grids.get(matter.grid_id or 0, ""),
        in_force=matter.division_code in names
        and (matter.grid_id is None or matter.grid_id in grids)
        and (bool(words) or matter.place_kind not in rules.NAMED),
    )
