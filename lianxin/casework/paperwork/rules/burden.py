"""The burden meter: how much is asked of units in a month, counted from demands and never from people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One period of a table that one unit is to fill in; `minutes` is None where nobody said."""

    table_id: int
    asker_id: int
    unit_id: int
    due_on: date
    fields: int
    photos: int
    known: int
    minutes: int | None
    without_basis: bool
    past_its_end: bool


@dataclass(frozen=True, kw_only=True)
class Burden:
    """What one department demands in one month: of how many units, in how many tables and fields.

    `known` of the fields are filled by the ledger; `said` is how often somebody told the minutes.
    """

    month: str
    asker_id: int
    tables: int
    units: int
    filled_in: int
    fields: int
    known: int
    photos: int
    minutes: int
    said: int
    without_basis: int
    past_their_end: int


def meter(turns: Iterable[Turn]) -> list[Burden]:
    """Return the burden by month of the due day and by asking department, the newest month first."""
    groups: dict[tuple[str, int], list[Turn]] = {}
    for turn in turns:
        groups.setdefault((f"{turn.due_on:%Y-%m}", turn.asker_id), []).append(turn)
    ordered = sorted(groups.items(), key=lambda one: (one[0][0], _typed(one[1])), reverse=True)
    return [_burden(month, asker_id, of) for (month, asker_id), of in ordered]


def _typed(of: list[Turn]) -> int:
    return sum(one.fields - one.known for one in of)


def _burden(month: str, asker_id: int, of: list[Turn]) -> Burden:
    said = [one.minutes for one in of if one.minutes is not None]
    return Burden(
        month=month,
        asker_id=asker_id,
        tables=len({one.table_id for one in of}),
        units=len({one.unit_id for one in of}),
        filled_in=len(of),
        fields=sum(one.fields for one in of),
        known=sum(one.known for one in of),
        photos=sum(one.photos for one in of),
        minutes=sum(said),
        said=len(said),
        without_basis=len({one.table_id for one in of if one.without_basis}),
        past_their_end=len({one.table_id for one in of if one.past_its_end}),
    )
