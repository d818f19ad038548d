"""Taking in tickets of another system, many in one short transaction, with their history."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.importing import Conditions, imported
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

Prepared = tuple[Ticket, list[ledger.Draft]]


def import_chunk(*, source: str, rows: Sequence[ImportedTicket], by: Actor, at: datetime) -> int:
    """Take in tickets of a source with their history, and return how many were not here before.

    Each is known by the source and its id there, so that a repeat, after a kill or side by side
    with another import, adds nothing. Everything that takes time is done before the transaction;
    the caller keeps the chunks small.
    """
    if Channel.IMPORT not in DOORS.get(by.role, ()):
        raise NotAllowed(step=Step.RECEIVE, role=by.role)
    if not SOURCE.fullmatch(source):
        raise BadSource
    try:
        return _write(_prepared(source, rows, by, at))
    except IntegrityError:
        # another import was quicker with one of them; what it wrote is seen now
        return _write(_prepared(source, rows, by, at))


def _prepared(
    source: str, rows: Sequence[ImportedTicket], by: Actor, at: datetime
) -> list[Prepared]:
    known = imported(source, [row.ref for row in rows])
    conditions = Conditions(at)
    made = []
    for row in rows:
        if row.ref not in known:
            check(row, now=at)
            done, columns = history(row, conditions.terms(row), source)
            drafts = [_draft(deed, row.ref, source, by) for deed in done]
            ticket = Ticket(**columns, seq=len(done), code_salt=queries.new_salt())
            made.append((ticket, drafts))
    return made


def _draft(deed: Deed, ref: str, source: str, by: Actor) -> ledger.Draft:
    name = hashlib.sha256(f"{source}\0{ref}\0{deed.verb}".encode()).hexdigest()
    return ledger.draft(
        deed.verb, by=by, at=deed.at, key=f"import:{name}", words=deed.words, facts=deed.facts
    )


def _write(made: Sequence[Prepared]) -> int:
    if made:
        with ledger.writing():
            Ticket.objects.bulk_create(ticket for ticket, _ in made)
            ledger.record_history(made)
    return len(made)
