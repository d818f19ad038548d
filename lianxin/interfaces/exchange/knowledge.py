"""Importing articles of the knowledge register from files."""

import hashlib
from datetime import datetime
from pathlib import Path

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import BadRows
from lianxin.interfaces.exchange.registers import Report
from lianxin.interfaces.exchange.tables import read_table
from lianxin.registers.knowledge import actions

COLUMNS = ("code", "title", "owner_code", "review_by")


def run(kind: str, path: Path, *, by: Actor, at: datetime) -> Report:
    """Import a file of articles; those that it does not name stay as they are.

    Raises the Refusal of a file that cannot be read; refused rows stand in the report.
    """
    rows = read_table(path, columns=COLUMNS)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    key = f"import/{kind}/{at.timestamp()}"
    try:
        facts = actions.import_articles(rows=rows, sha256=sha256, by=by, at=at, key=key).facts
    except BadRows as refusal:
        said = [(row.line, words.sentence(row.code, row.facts)) for row in refusal.rows]
        return Report(kind=kind, refused=tuple(said))
    return Report(kind=kind, rows=facts["rows"], added=facts["added"], changed=facts["changed"])
