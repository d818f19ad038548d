"""When a table repeats others: all that it asks is asked already, of the same units, about a day in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lianxin.casework.paperwork.rules.periods import Period


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What a table asks for: the sameness of its fields, the units, and the days it is about."""

    table_id: int
    fields: frozenset[str]
    units: frozenset[int]
    span: Period


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """What is asked already: for each field the earlier tables that ask it; `whole` if nothing is new.

    `table_id` is the earlier table that has most of it, None where nothing is there.
    """

    whole: bool
    table_id: int | None
    fields: dict[str, tuple[int, ...]]


def overlap(new: Demand, earlier: Iterable[Demand]) -> Overlap:
    """Return what earlier tables ask already of what a new one asks.

    It is a repeat where for every field and every unit some earlier table asks the same of the same
    unit about a day in common. One field or one unit that is new makes it none; of the period one
    common day is enough, however many of its days are new.
    """
    near = [one for one in earlier if one.span.overlaps(new.span) and one.units & new.units]
    there = {
        (field, unit) for one in near for field in one.fields for unit in one.units & new.units
    }
    wanted = {(field, unit) for field in new.fields for unit in new.units}
    return Overlap(
        whole=bool(wanted) and wanted <= there,
        table_id=_most(new, near),
        fields={
            field: tuple(sorted(one.table_id for one in near if field in one.fields))
            for field in new.fields
            if any(field in one.fields for one in near)
        },
    )


def _most(new: Demand, near: Sequence[Demand]) -> int | None:
    """Return the table that has most of what a new one asks, the oldest of several."""
    shared = [(len(one.fields & new.fields) * len(one.units & new.units), one) for one in near]
    having = [(count, -one.table_id) for count, one in shared if count]
    return -max(having)[1] if having else None
