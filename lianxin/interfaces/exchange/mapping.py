"""The mapping of another system's tickets: which column says what, and what its values mean here.

Written in YAML by whoever knows that system; docs/importing.md explains the keys.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from lianxin.casework.tickets.rules import Kind, Outcome, Privacy
from lianxin.casework.tickets.rules.importing import SOURCE
from lianxin.foundation.time import SHANGHAI
from lianxin.interfaces.exchange import refusals, sections
from lianxin.interfaces.exchange.coordinates import Crs
from lianxin.interfaces.exchange.sections import Section
from lianxin.interfaces.exchange.tables import Row

OPEN, CLOSED, WITHDRAWN = "open", "closed", "withdrawn"
STATUSES = (OPEN, CLOSED, WITHDRAWN, *(outcome.value for outcome in Outcome))
KEYS = (
    *("source", "id", "time_zone", "what", "where", "point"),
    *("kind", "privacy", "category", "division", "unit", "status"),
    *("opened", "deadline", "dispatched", "replied", "closed"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """Columns whose texts are put together, in this order; what repeats itself is said once."""

    columns: tuple[str, ...] = ()

    def of(self, row: Row) -> str:
        """Return the joined text of a row."""
        return "\n".join(dict.fromkeys(row[name] for name in self.columns if row[name]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Moments:
    """A column of moments, and formats beside those that are understood anyway."""

    column: str
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One value for all rows, or a column whose cells stand for ours."""

    constant: str = ""
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)  # none: the cells are ours already
    otherwise: str | None = None

    def of(self, row: Row) -> str:
        """Return what a row says in our terms, "" for nothing; refuse a cell without a meaning."""
        if not self.column:
            return self.constant
        cell = row[self.column]
        if cell in self.values:
            return self.values[cell]
        if self.otherwise is not None:
            return self.otherwise
        if cell and self.values:
            raise refusals.UnknownValue(column=self.column, value=cell[:60])
        return cell

    def meant(self) -> dict[str, str]:
        """Return every value of ours that the mapping itself names, by the key that names it."""
        said = {f"map.{cell}": value for cell, value in self.values.items()}
        said |= {"otherwise": self.otherwise or "", "": self.constant}
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """Two columns of coordinates and the system they are in."""

    longitude: str
    latitude: str
    crs: Crs


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketMap:
    """Where in a row of another system everything stands that a ticket is made of."""

    source: str
    id: str
    zone: ZoneInfo
    what: Texts
    where: Texts
    point: Point | None
    kind: Choice
    privacy: Choice
    category: Choice
    division: Choice
    unit: Choice
    status: Choice | None
    opened: Moments
    deadline: Moments | None
    dispatched: Moments | None
    replied: Moments | None
    reply: Texts
    closed: Moments | None
    closing: Texts

    def columns(self) -> set[str]:
        """Return every column that the table must have."""
        choices = (self.kind, self.privacy, self.category, self.division, self.unit, self.status)
        times = (self.opened, self.deadline, self.dispatched, self.replied, self.closed)
        texts = (self.what, self.where, self.reply, self.closing)
        found = {self.id, *(name for text in texts for name in text.columns)}
        found |= {one.column for one in (*choices, *times) if one and one.column}
        return found | ({self.point.longitude, self.point.latitude} if self.point else set())


def load(path: Path) -> TicketMap:
    """Return the mapping in a file, or refuse it with the key that is wrong."""
    whole = sections.load(path).only(*KEYS)
    replied, reply = _said(whole.part("replied"))
    closed, closing = _said(whole.part("closed"))
    if not whole.texts("what"):
        raise refusals.MapKeyMissing(key="what")
    return TicketMap(
        source=whole.matching("source", SOURCE),
        id=whole.text("id"),
        zone=whole.zone("time_zone", SHANGHAI.key),
        what=Texts(columns=whole.texts("what")),
        where=Texts(columns=whole.texts("where")),
        point=_point(whole.part("point")),
        kind=_choice(whole, "kind", tuple(Kind)),
        privacy=_choice(whole, "privacy", tuple(Privacy)),
        category=_choice(whole, "category"),
        division=_choice(whole, "division"),
        unit=_choice(whole, "unit"),
        status=_choice(whole, "status", STATUSES) if "status" in whole.said else None,
        opened=_moments(whole, "opened"),
        deadline=_moments(whole, "deadline") if "deadline" in whole.said else None,
        dispatched=_moments(whole, "dispatched") if "dispatched" in whole.said else None,
        replied=replied,
        reply=reply,
        closed=closed,
        closing=closing,
    )


def _said(part: Section | None) -> tuple[Moments | None, Texts]:
    if part is None:
        return None, Texts()
    part.only("at", "text")
    return _moments(part, "at"), Texts(columns=part.texts("text"))


def _point(part: Section | None) -> Point | None:
    if part is None:
        return None
    part.only("longitude", "latitude", "crs")
    crs = Crs(part.one_of("crs", tuple(Crs)))
    return Point(longitude=part.text("longitude"), latitude=part.text("latitude"), crs=crs)


def _moments(section: Section, name: str) -> Moments:
    if not isinstance(section.said.get(name), dict):
        return Moments(column=section.text(name))
    part = Section(section.said[name], section.path(name)).only("column", "formats")
    return Moments(column=part.text("column"), formats=part.formats("formats"))


def _choice(whole: Section, name: str, allowed: Collection[str] = ()) -> Choice:
    if not isinstance(whole.said.get(name), dict):
        choice = Choice(constant=whole.plain(name) or "")
    else:
        part = Section(whole.said[name], name).only("column", "map", "otherwise")
        cells = part.part("map")
        choice = Choice(
            column=part.text("column"),
            values={cell: cells.plain(cell) or "" for cell in cells.said} if cells else {},
            otherwise=part.plain("otherwise"),
        )
    for key, value in choice.meant().items():
        if allowed and value not in allowed:
            raise whole.wrong(f"{name}.{key}".rstrip("."), value, ", ".join(allowed))
    return choice
