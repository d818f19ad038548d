"""Who can hear what somebody said, and who did."""

from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import deeds, hearing
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.registers.orgs import queries as orgs


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """One hearing, as the requester may know it."""

    at: datetime
    role: Role
    unit_name: str


def can_hear(ticket: Ticket, by: Actor, at: datetime) -> bool:
    """Tell whether an actor who sees the ticket hears its recording: who spoke, or who has just asked to."""
    if ticket.sound_until is None:
        return False
    if by.role is Role.REQUESTER:
        return True
    asked = ledger.about(ticket).filter(verb=deeds.HEARD, at__gt=at - hearing.OPEN_FOR)
    return by.role in hearing.HEARERS and asked.filter(staff_id=by.staff_id).exists()


def hearings(ticket: Ticket) -> list[Hearing]:
    """Return who heard the recording of a ticket, oldest first."""
    entries = list(ledger.about(ticket).filter(verb=deeds.HEARD))
    names = orgs.unit_names({entry.unit_id for entry in entries if entry.unit_id is not None})
    return [
        Hearing(at=entry.at, role=Role(entry.role), unit_name=names.get(entry.unit_id or 0, ""))
        for entry in entries
    ]
