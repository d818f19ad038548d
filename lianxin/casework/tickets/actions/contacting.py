"""Opening a requester's contact: who may is decided on the ticket as it stands under its lock."""

from datetime import datetime

from lianxin.casework.tickets import queries
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents.rules import Reason


@ledger.deed
def open_contact(
    *, ticket_id: int, reason: Reason, words: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Open the contact for a reason that its requester will read; it is then shown for a while."""
    ticket = ledger.locked(queries.visible_to(by), ticket_id)
    return residents.open_contact(
        ticket=ticket,
        confidentiality=queries.confidentiality(ticket),
        in_charge=queries.in_charge(ticket, by),
        reason=reason,
        words=words,
        by=by,
        at=at,
        key=key,
    )
