"""The way in for who lost the query code: for whom there is one, and whether one still opens."""

import hashlib
import hmac
from datetime import datetime

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.access import PURPOSE
from lianxin.casework.tickets.rules import State, deeds, recovery, refusals
from lianxin.casework.tickets.rules import code as codes
from lianxin.casework.tickets.rules.intake import READ_ALOUD_FOR
from lianxin.foundation import keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules import OPENED, Reason


def way_in_for(number: str, contact: str, at: datetime) -> int | None:
    """Return the request that number and contact open a way into, or None, after the same work."""
    ticket_id = codes.ticket_id(number) or 0
    belongs = residents.contact_matches(ticket_id, contact)
    asked = ledger.of("ticket", [ticket_id]).filter(verb=deeds.CODE_ASKED)
    often = asked.filter(at__gt=at - recovery.WITHIN).count() >= recovery.MOST_WITHIN
    known = Ticket.objects.filter(pk=ticket_id).exclude(state=State.ARCHIVED).exists()
    return ticket_id if belongs and known and not often else None


def way_in(ticket: Ticket, asked: Entry) -> str:
    """Return the way in that was asked for by an entry: dead as soon as the code is renewed."""
    key_id = ticket.code_salt.split(":", 1)[0]
    said = f"way-in:{ticket.pk}:{asked.seq}:{ticket.code_salt}".encode()
    secret = hmac.digest(keys.of(PURPOSE, key_id), said, hashlib.sha256).hex()
    return f"{asked.seq}-{secret}"


def check_way_in(ticket: Ticket, way: str, at: datetime) -> None:
    """Refuse a way in that is over, was used, or never was one."""
    seq, _sign, _secret = way.partition("-")
    found = ledger.about(ticket).filter(verb=deeds.CODE_ASKED)
    asked = found.filter(seq=int(seq)).first() if seq.isdecimal() and len(seq) < 10 else None
    fresh = asked is not None and asked.at <= at < asked.at + recovery.WAY_IN_FOR
    if asked is None or not fresh or not ticket.code_salt:
        raise refusals.WayInOver
    if not hmac.compare_digest(way_in(ticket, asked).encode(), way.encode()):
        raise refusals.WayInOver


def check_called_back(ticket: Ticket, by: Actor, at: datetime) -> None:
    """Refuse to tell a code unless this person has just opened the contact to call it back."""
    opened = ledger.about(ticket).filter(verb=OPENED, staff_id=by.staff_id)
    recent = opened.filter(at__gt=at - recovery.CALLED_WITHIN, at__lte=at)
    if not any(entry.facts.get("reason") == Reason.RECOVER_CODE for entry in recent):
        raise refusals.NotCalledBack


def told_code(ticket: Ticket, by: Actor, at: datetime) -> bool:
    """Return whether this person has just given out a new code, and may still read it aloud."""
    renewed = ledger.about(ticket).filter(verb=deeds.CODE_RENEWED, staff_id=by.staff_id)
    return by.staff_id is not None and renewed.filter(at__gt=at - READ_ALOUD_FOR).exists()
