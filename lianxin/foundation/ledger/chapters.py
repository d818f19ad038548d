"""An entry as a reader may read it: a chapter of its subject's story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lianxin.foundation.ledger import rules
from lianxin.foundation.ledger.models import Entry


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One deed on a subject as a reader sees it; a word that was erased is None."""

    entry_id: int
    verb: str
    at: datetime
    role: str
    unit_id: int | None
    staff_id: int | None
    for_id: int | None
    facts: Mapping[str, object]
    words: Mapping[str, str | None]
    imported: bool


def chapter(entry: Entry, words: Mapping[str, str | None]) -> Chapter:
    """Return an entry as a chapter, with those of its words that the reader may read."""
    return Chapter(
        entry_id=entry.pk,
        verb=entry.verb,
        at=entry.at,
        role=entry.role,
        unit_id=entry.unit_id,
        staff_id=entry.staff_id,
        for_id=entry.for_id,
        facts=rules.decode(entry.verb, entry.facts),
        words=words,
        imported=entry.imported,
    )
