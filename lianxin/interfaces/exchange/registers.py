"""Importing divisions, units, grids, buildings and staff from files, with a report that a person can act on."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import BadRows
from lianxin.foundation.time import day_of
from lianxin.interfaces.exchange.geojson import read_features
from lianxin.interfaces.exchange.tables import Row, read_table, size_of
from lianxin.registers.orgs import actions, queries, rules

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

SHOWN = 50  # overlaps and holes that a report names; the rest it counts
COLUMNS = {
    rules.Kept.DIVISIONS: ("code", "name", "parent_code"),
    rules.Kept.UNITS: ("code", "name", "kind", "parent_code", "division_code"),
    rules.Kept.GRIDS: ("code", "name"),
    rules.Kept.BUILDINGS: ("code", "name", "grid_code"),
    rules.Kept.STAFF: ("username", "name", "unit_code", "role"),
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came of an import: counts, or every refused row by line and reason; nothing or all."""

    kind: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    ended: int = 0
    refused: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def taken(self) -> bool:
        """Return whether the file was taken in."""
        return not self.refused


class TableImport(Protocol):
    """An action that takes in a table."""

    def __call__(
        self, *, rows: Sequence[tuple[int, Row]], sha256: str, by: Actor, at: datetime, key: str
    ) -> "Entry":
        """Take in the rows, or refuse BadRows."""


TABLES: Mapping[rules.Kept, TableImport] = {
    rules.Kept.DIVISIONS: actions.import_divisions,
    rules.Kept.UNITS: actions.import_units,
    rules.Kept.BUILDINGS: actions.import_buildings,
    rules.Kept.STAFF: actions.import_staff,
}


def run(kind: str, path: Path, *, by: Actor | None = None, at: datetime | None = None) -> Report:
    """Import a file into the register of that kind (divisions, units, grids, buildings, staff).

    Raises the Refusal of a file that cannot be read; refused rows stand in the report. A file may
    be imported again at any time: rows that say what is known change nothing.
    """
    register, now = rules.Kept(kind), at or timezone.now()
    try:
        facts = _take(register, path, by or Actor.system("import"), now)
    except BadRows as refusal:
        return Report(kind=kind, refused=tuple(_reasons(refusal)))
    return Report(
        kind=kind,
        rows=facts["rows"],
        added=facts["added"],
        changed=facts["changed"],
        ended=facts["ended"],
        remarks=_remarks(now) if register is rules.Kept.GRIDS else (),
    )


def _take(register: rules.Kept, path: Path, by: Actor, at: datetime) -> Mapping[str, int]:
    size_of(path)
    columns, sha256 = COLUMNS[register], _sha256(path)
    key = f"import/{register}/{at.timestamp()}"
    if register is rules.Kept.GRIDS:
        features = read_features(path, columns=columns)
        entry = actions.import_grids(features=features, sha256=sha256, by=by, at=at, key=key)
    else:
        rows = read_table(path, columns=columns)
        entry = TABLES[register](rows=rows, sha256=sha256, by=by, at=at, key=key)
    facts: Mapping[str, int] = entry.facts
    return facts


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reasons(refusal: BadRows) -> list[tuple[int, str]]:
    return [(row.line, words.sentence(row.code, row.facts)) for row in refusal.rows]


def _remarks(at: datetime) -> tuple[str, ...]:
    """Return in words where grids overlap and where they leave holes, the largest first."""
    found = queries.survey(day_of(at))
    overlaps = [
        gettext("Grids %(first)s and %(second)s overlap by %(area)d m² near %(lon).5f, %(lat).5f.")
        % {
            "first": overlap.first,
            "second": overlap.second,
            "area": overlap.area,
            "lon": overlap.longitude,
            "lat": overlap.latitude,
        }
        for overlap in found.overlaps
    ]
    holes = [
        gettext("No grid covers %(area)d m² near %(lon).5f, %(lat).5f, between %(beside)s.")
        % {
            "area": hole.area,
            "lon": hole.longitude,
            "lat": hole.latitude,
            "beside": ", ".join(hole.beside[:4]),
        }
        for hole in found.holes
    ]
    return (*_shown(overlaps), *_shown(holes))


def _shown(sentences: list[str]) -> list[str]:
    more = len(sentences) - SHOWN
    if more <= 0:
        return sentences
    rest = ngettext("… and %(more)d more place.", "… and %(more)d more places.", more)
    return [*sentences[:SHOWN], rest % {"more": more}]
