"""Importing service places from files; points are brought to WGS 84 on the way in."""

import hashlib
from datetime import datetime
from pathlib import Path

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import BadRows
from lianxin.interfaces.exchange.coordinates import Crs, to_wgs84
from lianxin.interfaces.exchange.registers import Report
from lianxin.interfaces.exchange.tables import Row, read_table
from lianxin.registers.places import actions
from lianxin.registers.places.rules import WORLD

COLUMNS = ("code", "name", "kind", "unit_code", "division_code", "address", "hours")


def run(kind: str, path: Path, *, by: Actor, at: datetime) -> Report:
    """Import a file of service places; those that it does not name stay as they are.

    Raises the Refusal of a file that cannot be read; refused rows stand in the report.
    """
    rows = [(line, _in_wgs84(row)) for line, row in read_table(path, columns=COLUMNS)]
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    key = f"import/{kind}/{at.timestamp()}"
    try:
        facts = actions.import_places(rows=rows, sha256=sha256, by=by, at=at, key=key).facts
    except BadRows as refusal:
        said = [(row.line, words.sentence(row.code, row.facts)) for row in refusal.rows]
        return Report(kind=kind, refused=tuple(said))
    return Report(kind=kind, rows=facts["rows"], added=facts["added"], changed=facts["changed"])


def _in_wgs84(row: Row) -> Row:
    """Return a row with its point in WGS 84; what is no point, or in no known system, the register refuses."""
    try:
        given = float(row.get("longitude", "")), float(row.get("latitude", ""))
        crs = Crs(row.get("crs", "").upper())
    except ValueError:
        return row
    longitude, latitude = to_wgs84(given, crs)
    return {**row, "longitude": f"{longitude}", "latitude": f"{latitude}", "crs": WORLD}
