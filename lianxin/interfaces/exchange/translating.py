"""A row of another system as a ticket: its moments, its point, and its values in our codes."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from lianxin.casework.tickets.rules import Kind, Outcome, Privacy, State
from lianxin.casework.tickets.rules.importing import ImportedTicket
from lianxin.foundation.time import day_of
from lianxin.interfaces.exchange import refusals
from lianxin.interfaces.exchange.coordinates import to_wgs84
from lianxin.interfaces.exchange.mapping import CLOSED, OPEN, WITHDRAWN, Choice, Moments, TicketMap
from lianxin.interfaces.exchange.moments import Read, read
from lianxin.interfaces.exchange.tables import Row
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

REMEMBERED = 100_000  # points and divisions: in one file many rows share a place
KINDS, PRIVACIES = tuple(Kind), tuple(Privacy)
NO_POINT = (0.0, 0.0)  # what systems write that know of none


class End(NamedTuple):
    """Where a ticket stands at its source, and since when if it ended."""

    state: State = State.RECEIVED
    outcome: Outcome | None = None
    at: datetime | None = None


class Translator:
    """Turns rows into tickets under one mapping; the registers are those of the import's day."""

    def __init__(self, mapping: TicketMap, at: datetime) -> None:
        self.mapping = mapping
        self.today = day_of(at)
        self.categories = {found.code: found.pk for found, _ in duties.tree()}
        self.units = {found.code: found.pk for found in orgs.units(self.today)}
        self.has_grids = orgs.grids(self.today).exists()
        self.grid_at = lru_cache(REMEMBERED)(self._grid_at)
        self.is_division = lru_cache(REMEMBERED)(self._is_division)
        _check("category", mapping.category, self.categories.__contains__)
        _check("unit", mapping.unit, self.units.__contains__)
        _check("division", mapping.division, self.is_division)

    def ticket(self, row: Row) -> ImportedTicket:
        """Return a row as a ticket, or refuse what cannot be understood."""
        mapping = self.mapping
        opened = self._needed(mapping.opened, row).at
        deadline, handed = (
            self._moment(mapping.deadline, row),
            self._moment(mapping.dispatched, row),
        )
        replied, reply = self._moment(mapping.replied, row), mapping.reply.of(row)
        if reply and mapping.replied and not replied:
            raise refusals.MissingCell(column=mapping.replied.column)
        end, closing = self._end(row, opened), mapping.closing.of(row)
        point, grid_id, division = self._place(row)
        return ImportedTicket(
            ref=row[mapping.id],
            what=mapping.what.of(row),
            where=mapping.where.of(row),
            point=point,
            note="" if end.at else closing,
            kind=Kind(_one(mapping.kind, row, KINDS) or Kind.HELP),
            privacy=Privacy(_one(mapping.privacy, row, PRIVACIES) or Privacy.OPEN),
            category_id=_id(mapping.category, row, self.categories),
            unit_id=_id(mapping.unit, row, self.units),
            grid_id=grid_id,
            division_code=division,
            state=end.state,
            outcome=end.outcome,
            received_at=opened,
            deadline=deadline.end if deadline else None,
            dispatched_at=handed.not_before(opened) if handed else None,
            replied_at=replied.not_before(opened) if replied else None,
            reply=reply,
            ended_at=end.at,
            ending=closing if end.at else "",
        )

    def _moment(self, moments: Moments | None, row: Row) -> Read | None:
        text = row[moments.column] if moments else ""
        return self._needed(moments, row) if moments and text else None

    def _needed(self, moments: Moments, row: Row) -> Read:
        text = row[moments.column]
        if not text:
            raise refusals.MissingCell(column=moments.column)
        found = read(text, self.mapping.zone, moments.formats)
        if found is None:
            raise refusals.BadMoment(column=moments.column, value=text[:60])
        return found

    def _end(self, row: Row, opened: datetime) -> End:
        """Return how a ticket ended: its status says so, or else that it has a moment of closing."""
        closed = self._moment(self.mapping.closed, row)
        status = self.mapping.status.of(row) if self.mapping.status else ""
        if status == OPEN or (not status and closed is None):
            return End()
        last = closed or self._moment(self.mapping.replied, row)
        if last is None:
            raise refusals.EndWithoutMoment
        state = State.WITHDRAWN if status == WITHDRAWN else State.CLOSED
        outcome = None if status in ("", CLOSED, WITHDRAWN) else Outcome(status)
        return End(state, outcome, last.not_before(opened))

    def _place(self, row: Row) -> tuple[str, int | None, str]:
        """Return the point in WGS 84, the grid around it, and the division."""
        division = self.mapping.division.of(row)
        if division and not self.is_division(division):
            raise refusals.UnknownValue(column=self.mapping.division.column, value=division[:60])
        point = self._point(row)
        if point is None:
            return "", None, division
        grid_id, community = self.grid_at(point) if self.has_grids else (None, "")
        return f"{point[0]},{point[1]}", grid_id, community or division

    def _point(self, row: Row) -> tuple[float, float] | None:
        place = self.mapping.point
        said = (row[place.longitude], row[place.latitude]) if place else ("", "")
        if place is None or not any(said):
            return None
        try:
            given = float(said[0]), float(said[1])
        except ValueError as fault:
            raise refusals.BadPoint(value=", ".join(said)[:60]) from fault
        if given == NO_POINT:
            return None
        longitude, latitude = to_wgs84(given, place.crs)
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):
            raise refusals.BadPoint(value=", ".join(said)[:60])
        return round(longitude, 6), round(latitude, 6)

    def _grid_at(self, point: tuple[float, float]) -> tuple[int | None, str]:
        grid = orgs.grid_at(*point, on=self.today)
        return (grid.pk, grid.community.code) if grid else (None, "")

    def _is_division(self, code: str) -> bool:
        return orgs.division(code, self.today) is not None


def _check(name: str, choice: Choice, exists: Callable[[str], bool]) -> None:
    """Refuse a mapping that names a code of ours which no register has."""
    for key, code in choice.meant().items():
        if not exists(code):
            raise refusals.MapUnknownCode(key=f"{name}.{key}".rstrip("."), code=code[:60])


def _one(choice: Choice, row: Row, allowed: Collection[str]) -> str:
    found = choice.of(row)
    if found and found not in allowed:
        raise refusals.UnknownValue(column=choice.column, value=found[:60])
    return found


def _id(choice: Choice, row: Row, ids: Mapping[str, int]) -> int | None:
    code = _one(choice, row, ids)
    return ids[code] if code else None
