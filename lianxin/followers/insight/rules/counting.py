"""Which counts are kept beside large files of the record, so that a figure of a city-year need not read every request."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from lianxin.followers.insight.rules.figures import VOLUMES

LARGE = 10_000  # rows of a file that has counts beside it; smaller ones are read as they are
TOWN = 9  # digits of a division's code that stand for a subdistrict
MONTH, DAY, PLACE, ASSESSED = "month", "day", "town", "assessed"
UNIT, UNIT_THEN, COMMUNITY, GRID = "unit", "unit_then", "community", "grid"


class Kept(NamedTuple):
    """Counts that are kept, and what they are told apart by, beside month and scope; `only` some of them, by code.

    No part of it is a set: written out, it has to read the same in every process.
    """

    name: str
    keys: Sequence[str]
    only: Sequence[str] | None = None

    def holds(self, asked: Set[str], codes: Set[str]) -> bool:
        """Tell whether some counts can be told apart by so much."""
        known = self.only is None or codes <= set(self.only)
        return known and asked <= {MONTH, ASSESSED, *self.keys}


# the smallest first: the first that holds what is asked is read, and the requests themselves where none does
COUNTS = (
    Kept("months", ()),
    Kept("categories", ("category",)),
    Kept("towns", (PLACE,)),
    Kept("units", (UNIT,)),
    Kept("units_then", (UNIT_THEN,)),
    Kept("exclusions", (PLACE, "exclusion")),
    Kept("unit_exclusions", (UNIT, "exclusion")),
    Kept("grids", (PLACE, GRID), tuple(sorted(VOLUMES))),
    Kept("communities", (PLACE, COMMUNITY)),
    Kept("doors", (PLACE, "kind", "channel")),
    Kept("days", (DAY, PLACE)),
    Kept("category_days", (DAY, "category")),
    Kept("unit_days", (DAY, UNIT)),
    Kept("unit_doors", (UNIT, "kind", "channel")),
    Kept("town_units_then", (PLACE, UNIT_THEN)),
    Kept("work", (PLACE, "category", UNIT)),
)
# what comes back is told apart by the same
BACK = tuple(one for one in COUNTS if one.only is None)
# how many waited for how many hours: medians are exact from these
HOURS = (
    Kept("month_hours", ()),
    Kept("category_hours", ("category",)),
    Kept("door_hours", ("kind", "channel")),
    Kept("town_hours", (PLACE,)),
    Kept("unit_hours", (UNIT,)),
    Kept("unit_then_hours", (UNIT_THEN,)),
    Kept("exclusion_hours", ("exclusion",)),
    Kept("community_hours", (PLACE, COMMUNITY)),
)
# the rows that no counts hold, since what they count for changes with time alone, and all that are open
LOOSE = "loose"
NAMES = (LOOSE, *(one.name for one in (*COUNTS, *HOURS)))


def kept_for(listed: Sequence[Kept], asked: Set[str], codes: Set[str]) -> Kept | None:
    """Return the smallest counts that hold what is asked, or none."""
    return next((one for one in listed if one.holds(asked, codes)), None)
