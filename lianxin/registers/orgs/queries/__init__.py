"""Reads of the organisation: divisions, units, grids, staff in their posts, and what is amiss."""

from lianxin.registers.orgs.queries.divisions import (
    Term,
    division,
    division_names,
    division_terms,
    divisions_in_force,
    lasting,
    stamps,
)
from lianxin.registers.orgs.queries.faults import faults
from lianxin.registers.orgs.queries.grids import (
    Card,
    grid_at,
    grid_from_address,
    grid_terms,
    grids,
    grids_by_id,
    grids_visible_to,
    public_cards,
    survey,
)
from lianxin.registers.orgs.queries.people import Person, people, person, post_ids
from lianxin.registers.orgs.queries.readiness import Readiness, offices_missing, readiness
from lianxin.registers.orgs.queries.resting import below, resting
from lianxin.registers.orgs.queries.staff import (
    HeldPost,
    account,
    actor_in,
    actor_of,
    colleagues,
    posts_of,
    staff_member,
    staff_names,
)
from lianxin.registers.orgs.queries.tables import over, table
from lianxin.registers.orgs.queries.units import (
    handling_units,
    unit,
    unit_names,
    unit_names_by_code,
    unit_of_division,
    units,
    units_by_id,
    units_visible_to,
)

__all__ = [
    "Term",
    "Card",
    "HeldPost",
    "Person",
    "Readiness",
    "account",
    "actor_in",
    "actor_of",
    "below",
    "grid_terms",
    "colleagues",
    "division",
    "division_names",
    "division_terms",
    "divisions_in_force",
    "faults",
    "grid_at",
    "grid_from_address",
    "grids",
    "grids_by_id",
    "grids_visible_to",
    "handling_units",
    "lasting",
    "offices_missing",
    "over",
    "people",
    "person",
    "post_ids",
    "readiness",
    "posts_of",
    "public_cards",
    "resting",
    "staff_member",
    "staff_names",
    "stamps",
    "survey",
    "table",
    "unit",
    "unit_names",
    "unit_names_by_code",
    "unit_of_division",
    "units",
    "units_by_id",
    "units_visible_to",
]
