"""Reads of the assessments: the newest first, each with its words and its document."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.residents.models import Assessment
from lianxin.registers.residents.rules import assessments as rules

NAME = "assessment"


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """One assessment as its readers see it."""

    pk: int
    title: str
    text: str
    outcome: rules.Outcome
    done_on: date
    kept_until: date
    file_id: UUID | None


def assessments(by: Actor, *, limit: int = 200) -> list[Assessed]:
    """Return the assessments, the newest first; three queries for all of them."""
    rules.reading(by)
    rows = list(Assessment.objects.order_by("-done_on", "-pk")[:limit])
    said = ledger.words_in(NAME, {row.pk: 1 for row in rows})
    documents = {file.about_id: file.pk for file in files.of(NAME, [row.pk for row in rows])}
    return [
        Assessed(
            pk=row.pk,
            title=said[row.pk].get("title") or "",
            text=said[row.pk].get("text") or "",
            outcome=rules.Outcome(row.outcome),
            done_on=row.done_on,
            kept_until=row.kept_until,
            file_id=documents.get(row.pk),
        )
        for row in rows
    ]
