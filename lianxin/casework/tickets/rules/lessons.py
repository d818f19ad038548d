"""What returns, designations and whistles say about the dispatch catalogue, once enough of them say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

MANY = 3  # cases that point the same way
WITHIN = timedelta(days=90)
PLACES = (9, 6)  # digits: all in one subdistrict, or in one district


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One ticket that was found to belong to another unit than the catalogue's row says.

    `row` is the key of the row that answered, `prefix` its place; `leads` is whether the unit should
    lead, or assist.
    """

    ticket_id: int
    category: str
    division_code: str
    row: str
    prefix: str
    unit: str
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Cases that say the same: in a category and at a place a unit should lead, or assist."""

    category: str
    place: str  # leading digits; "" is everywhere
    unit: str
    leads: bool
    row: str  # the key of the row that answers there now
    ticket_ids: Sequence[int]

    @property
    def key(self) -> str:
        """Return what names it on a page."""
        return f"{self.category}~{self.place}~{self.unit}~{'lead' if self.leads else 'assist'}"


def lessons(cases: Iterable[Case]) -> list[Lesson]:
    """Return what enough cases say, the most telling first; a ticket counts once."""
    alike: dict[tuple[str, str, str, bool], list[Case]] = {}
    for case in cases:
        alike.setdefault((case.category, case.row, case.unit, case.leads), []).append(case)
    found = []
    for (category, row, unit, leads), group in alike.items():
        ids = sorted({case.ticket_id for case in group})
        if len(ids) >= MANY:
            place = common([case.division_code for case in group], group[0].prefix)
            same: dict[str, Any] = {
                "category": category,
                "place": place,
                "unit": unit,
                "leads": leads,
            }
            found.append(Lesson(**same, row=row, ticket_ids=ids))
    return sorted(found, key=lambda one: (-len(one.ticket_ids), one.key))


def common(codes: Sequence[str], prefix: str) -> str:
    """Return the narrowest place that all cases lie in, not wider than that of the row that answered."""
    for digits in PLACES:
        narrow = {code[:digits] for code in codes if len(code) >= digits}
        everywhere = all(len(code) >= digits for code in codes)
        if digits > len(prefix) and everywhere and len(narrow) == 1:
            return narrow.pop()
    return prefix
