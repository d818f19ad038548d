"""Importing categories, the duty list and the dispatch catalogue from files."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import BadRows
from lianxin.foundation.time import day_of
from lianxin.interfaces.exchange.registers import Report
from lianxin.interfaces.exchange.tables import read_table
from lianxin.registers.duties import actions
from lianxin.registers.duties.rules import Kept

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

COLUMNS = {
    Kept.CATEGORIES: ("code", "name", "parent_code"),
    Kept.DUTIES: ("code", "title", "unit_code", "list_kind"),
    Kept.CATALOGUE: ("category_code", "division_code", "lead", "tier"),
}
TABLES: Mapping[Kept, "Callable[..., Entry]"] = {
    Kept.CATEGORIES: actions.import_categories,
    Kept.DUTIES: actions.import_duties,
    Kept.CATALOGUE: actions.import_catalogue,
}


def run(
    kind: str, path: Path, *, by: Actor, at: datetime, valid_from: date | None = None
) -> Report:
    """Import a file into the register of that kind: categories, duties or catalogue.

    Raises the Refusal of a file that cannot be read; refused rows stand in the report (line 0 is
    the file as a whole). A catalogue becomes a new version, in force from `valid_from` or today.
    """
    register = Kept(kind)
    rows = read_table(path, columns=COLUMNS[register])
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    given: dict[str, object] = {"rows": rows, "sha256": sha256, "by": by, "at": at}
    if register is Kept.CATALOGUE:
        given["valid_from"] = valid_from or day_of(at)
    try:
        facts = TABLES[register](**given, key=f"import/{register}/{at.timestamp()}").facts
    except BadRows as refusal:
        return Report(kind=kind, refused=tuple(_reasons(refusal)))
    return Report(
        kind=kind,
        rows=facts["rows"],
        added=facts.get("added", facts["rows"]),
        changed=facts.get("changed", 0),
        ended=facts.get("ended", 0),
    )


def _reasons(refusal: BadRows) -> list[tuple[int, str]]:
    return [(row.line, words.sentence(row.code, row.facts)) for row in refusal.rows]
