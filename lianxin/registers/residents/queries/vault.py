"""Reads of the vault: what is masked, what an opening reveals, and who opened it when and why."""

import hmac
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from lianxin.foundation import encryption, keys
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry, Subject
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import BEFORE_ALL, UNREADABLE, rows
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.orgs.models import Unit
from lianxin.registers.residents import rules
from lianxin.registers.residents.models import Contact

CHUNK = 1000


def masked(ticket_id: int) -> rules.NewContact | None:
    """Return what of a ticket's contact may be seen without opening it, or None if it has none."""
    row = Contact.objects.filter(ticket_id=ticket_id).first()
    return rules.masked(contact_of(row)) if row else None


def reveal(opening: Entry, *, by: Actor, at: datetime) -> rules.NewContact:
    """Return the contact that this actor has just opened, or refuse."""
    own = opening.verb == rules.OPENED and opening.staff_id == by.staff_id is not None
    if not own or opening.pk is None:
        raise NotAllowed
    if not opening.at <= at <= opening.at + rules.OPEN_FOR:
        raise rules.OpeningOver(minutes=rules.OPEN_FOR.seconds // 60)
    return contact_of(_row(opening.about_id))


def own_contact(ticket_id: int, *, by: Actor) -> rules.NewContact | None:
    """Return the contact of a ticket in clear to its own requester, and to nobody else."""
    if by.role is not Role.REQUESTER or by.ticket_id != ticket_id:
        raise NotAllowed
    row = Contact.objects.filter(ticket_id=ticket_id).first()
    return contact_of(row) if row else None


def message_address(ticket_id: int, *, by: Actor) -> str:
    """Return where the platform itself writes to the requester of a ticket ("" is nowhere)."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed
    row = Contact.objects.filter(ticket_id=ticket_id).first()
    return contact_of(row).email if row else ""


def contact_matches(ticket_id: int, said: str) -> bool:
    """Tell whether a phone number or an e-mail address is the one given for a named ticket."""
    row = Contact.objects.filter(ticket_id=ticket_id).first()
    return row is not None and (_is_phone(row, said) or _is_email(row, said))


def _is_phone(row: Contact, said: str) -> bool:
    try:
        number = rules.e164(said)
    except rules.PhoneNotValid:
        return False
    return hmac.compare_digest(phone_hash(number, row.phone_key_id), bytes(row.phone_hash))


def _is_email(row: Contact, said: str) -> bool:
    try:
        email = contact_of(row).email.casefold()
    except rules.ContactUnreadable:
        return False
    return bool(email) and hmac.compare_digest(email.encode(), said.strip().casefold().encode())


def openings(subject: Subject) -> list[rules.Opening]:
    """Return who looked at the contact of a ticket, oldest first, as its requester may know it."""
    entries = list(ledger.about(subject).filter(verb=rules.OPENED))
    units = Unit.objects.in_bulk({entry.unit_id for entry in entries if entry.unit_id is not None})
    names = {pk: unit.name for pk, unit in units.items()}
    return [
        rules.Opening(
            at=entry.at,
            role=Role(entry.role),
            unit_id=entry.unit_id,
            unit_name=names.get(entry.unit_id or 0, ""),
            reason=rules.Reason(entry.facts["reason"]),
            words=ledger.words(entry).get("reason"),
        )
        for entry in entries
    ]


def faults() -> Iterator[Fault]:
    """Yield every contact that can no longer be read: changed, moved, or without its key."""
    last, ids = BEFORE_ALL, Contact.objects.order_by("pk").values_list("pk", flat=True)
    while chunk := list(ids.filter(pk__gt=last)[:CHUNK]):
        for pk, row in rows(Contact.objects.all(), chunk).items():
            if row is None or not _is_readable(row):
                where = f"contact of ticket id {row.ticket_id}" if row else f"contact {pk}"
                yield Fault(code="contact-unreadable", where=where)
        last = chunk[-1]


def _is_readable(row: Contact) -> bool:
    try:
        return contact_of(row) is not None
    except (*UNREADABLE, rules.ContactUnreadable):
        return False


def contact_of(row: Contact) -> rules.NewContact:
    """Return a row's contact in clear, or refuse; for this area's own use."""
    try:
        kept = {name: bytes(getattr(row, name)) for name in rules.FIELDS}
        return rules.NewContact(
            **{
                name: encryption.opened("vault", row.key_id, said, place(row.ticket_id, name))
                for name, said in kept.items()
            }
        )
    except (encryption.Unreadable, TypeError) as fault:  # or no bytes at all
        raise rules.ContactUnreadable(ticket=row.ticket_id) from fault


def place(ticket_id: int, name: str) -> str:
    """Return what binds a sealed field to its ticket and its column, so that none can be swapped."""
    return f"contact:{ticket_id}:{name}"


def phone_hash(number: str, key_id: str) -> bytes:
    """Return the keyed hash of a number in E.164."""
    return hmac.new(keys.of("phone", key_id), number.encode(), sha256).digest()


def _row(ticket_id: int) -> Contact:
    row = Contact.objects.filter(ticket_id=ticket_id).first()
    if row is None:
        raise NotFound(pk=ticket_id)
    return row
