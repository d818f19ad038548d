"""Who must not handle a complaint: the unit complained of, and what stands under it (济南: 回避).

The complaint goes one level up, and neither its words nor its photos reach that unit.
"""

from collections.abc import Iterable

from lianxin.casework.tickets.rules.words import Kind

AGAINST_SOMEBODY = frozenset({Kind.COMPLAINT, Kind.TIP_OFF})


def against_somebody(kind: str) -> bool:
    """Return whether a request of this kind may be about a unit."""
    return kind in AGAINST_SOMEBODY


def named(text: str, units: Iterable[tuple[int, str]]) -> int | None:
    """Return the unit (id, name) whose name stands in a text, the longest where several do, or None."""
    found = [(len(name), pk) for pk, name in units if name and name in text]
    return max(found)[1] if found else None


def line(path: str) -> tuple[int, ...]:
    """Return the units from the top of the tree down to one, by its path ("/1/5/")."""
    return tuple(int(part) for part in path.split("/") if part)


def concerned(about_unit_id: int | None, path: str) -> bool:
    """Return whether a unit (by its path) is the one complained of, or stands under it."""
    return about_unit_id is not None and about_unit_id in line(path)
