"""Keeping a contact with its ticket, opening it for a reason, erasing it, renewing the keys it is under."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from lianxin.foundation import encryption, keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry, Subject
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.search.masking import mask
from lianxin.registers.residents import queries, rules
from lianxin.registers.residents.actions.addresses import renew_addresses
from lianxin.registers.residents.models import Contact

log = logging.getLogger(__name__)

BATCH = 200  # rows re-encrypted in one transaction: some 10 ms


def sealed(*, ticket_id: int, contact: rules.NewContact) -> Contact:
    """Return the row that keeps how the requester of a new ticket is reached.

    Not a deed of its own: the deed that takes the ticket in inserts it beside its entry.
    """
    row = Contact(ticket_id=ticket_id)
    _seal(row, contact.checked())
    return row


def copied(*, from_id: int, to_id: int) -> Contact | None:
    """Return the row that keeps a ticket's contact for a second one of the same requester, if it has one.

    Not a deed of its own: the deed that makes the second ticket inserts it beside its entry.
    """
    row = Contact.objects.filter(ticket_id=from_id).first()
    return sealed(ticket_id=to_id, contact=queries.contact_of(row)) if row else None


@ledger.deed
def open_contact(
    *,
    ticket: Subject,
    confidentiality: rules.Confidentiality,
    in_charge: bool,
    reason: rules.Reason,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Open a ticket's contact for a reason that its requester will read; `reveal` then shows it.

    The caller has found the ticket through `visible_to` and says whether the actor's unit is in
    charge of it; what the reason's words say is masked.
    """
    tickets = type(ticket)._default_manager.all()
    ticket = ledger.locked(tickets, ticket.pk)
    rules.opening(by.role, confidentiality, in_charge=in_charge)
    rules.short(words)
    if not Contact.objects.filter(ticket_id=ticket.pk).exists():
        raise NotFound(pk=ticket.pk)
    bound = {"reason": mask(words.strip())}
    return ledger.record(
        rules.OPENED, about=ticket, by=by, at=at, key=key, words=bound, reason=reason
    )


def replace(*, ticket_id: int, contact: rules.NewContact) -> None:
    """Keep another contact in the place of the one that a ticket has, or its first one.

    Not a deed of its own: it belongs into the transaction of the deed that records it.
    """
    row = sealed(ticket_id=ticket_id, contact=contact)
    Contact.objects.filter(ticket_id=ticket_id).delete()
    ledger.insert(row)


def erase(*, ticket_ids: Iterable[int]) -> int:
    """Erase the contacts of some tickets and return how many there were.

    Not a deed of its own: it belongs into the transaction of the deed that records it on each.
    """
    return Contact.objects.filter(ticket_id__in=list(ticket_ids)).delete()[0]


class Renewal(NamedTuple):
    """How far a renewal came: the last row that it looked at (0: it looked at all), and what it left."""

    last: int
    unreadable: int


def reencrypt(*, after: int = 0, limit: int = BATCH) -> Renewal:
    """Bring rows under older keys to the current ones, at most `limit`, those behind one row.

    Not a deed: what the contacts say does not change. A row that cannot be read is left as it is.
    Call it until it has looked at all; once it left none, the old keys can go.
    """
    vault, phone = keys.current_id("vault"), keys.current_id("phone")
    unreadable = 0
    with ledger.writing():
        older = Contact.objects.exclude(key_id=vault, phone_key_id=phone).filter(pk__gt=after)
        rows = list(older.select_for_update(no_key=True).order_by("pk")[:limit])
        for row in rows:
            try:
                contact = queries.contact_of(row)
            except rules.ContactUnreadable:
                log.warning("the contact of ticket id %s cannot be read", row.ticket_id)
                unreadable += 1
                continue
            _seal(row, contact)
            row.save(force_update=True)
    if not rows:
        renew_addresses(limit)
    return Renewal(rows[-1].pk if rows else 0, unreadable)


def _seal(row: Contact, contact: rules.NewContact) -> None:
    row.key_id, secret = keys.current("vault")
    row.phone_key_id = keys.current_id("phone")
    row.phone_hash = queries.phone_hash(contact.phone, row.phone_key_id) if contact.phone else b""
    for name in rules.FIELDS:
        place = queries.place(row.ticket_id, name)
        setattr(row, name, encryption.encrypted(secret, getattr(contact, name), place))
