"""Taking in tickets of another system, many in one short transaction, with their history."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Channel, Step
from lianxin.casework.tickets.rules.importing import (
    SOURCE,
    BadSource,
    Deed,
    ImportedTicket,
    check,
    history,
)
from lianxin.casework.tickets.rules.intake import DOORS
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import NotAllowed

Prepared = tuple[dict[str, object], list[ledger.Draft]]


def import_chunk(*, source: str, rows: Sequence[ImportedTicket], by: Actor, at: datetime) -> int:
    """Take in tickets of a source with their history, and return how many were not here before.

    A ticket is known by the source and its id there, so that a repeat, after a kill or side by side
    with another import, adds nothing. What takes time is done before the transaction; the caller
    keeps the chunks small.
    """
    if Channel.IMPORT not in DOORS.get(by.role, ()):
        raise NotAllowed(step=Step.RECEIVE, role=by.role)
    if not SOURCE.fullmatch(source):
        raise BadSource
    prepared = _prepared(source, rows, by, at)
    try:
        return _write(prepared)
    except IntegrityError:  # some are here, perhaps since a moment ago
        known = queries.imported(source, [row.ref for row in rows])
        return _write([one for one in prepared if one[0]["source_ref"] not in known])


def _prepared(
    source: str, rows: Sequence[ImportedTicket], by: Actor, at: datetime
) -> list[Prepared]:
    made = []
    for row, salt in zip(rows, queries.new_salts(len(rows)), strict=True):
        check(row, now=at)
        done, columns = history(row, queries.terms(row, at), source)
        drafts = [_draft(deed, row.ref, source, by) for deed in done]
        made.append(({**columns, "code_salt": salt}, drafts))
    return made


def _draft(deed: Deed, ref: str, source: str, by: Actor) -> ledger.Draft:
    name = hashlib.sha256(f"{source}\0{ref}\0{deed.verb}".encode()).hexdigest()
    return ledger.draft(
        deed.verb, by=by, at=deed.at, key=f"import:{name}", words=deed.words, facts=deed.facts
    )


def _write(prepared: Sequence[Prepared]) -> int:
    if prepared:
        with ledger.writing():
            ledger.record_history(Ticket, prepared)
    return len(prepared)
