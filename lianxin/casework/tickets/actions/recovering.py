"""A lost query code: a new way in goes to the contact that was given, and nowhere else.

Whoever asks is told the same, whether number and contact belong together or not.
"""

from datetime import datetime

from django.db.models import QuerySet

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.pace import actions as pace
from lianxin.foundation.pace.rules import Door, NotYourTurn
from lianxin.foundation.refusal import NotAllowed

MAY_CALL = frozenset({Role.AGENT, Role.SUPERVISOR})  # back, and tell a new code


def ask_code(*, number: str, contact: str, address: str, by: Actor, at: datetime, key: str) -> None:
    """Ask for a new way into a request; nothing tells whether number and contact belong together.

    Not a deed where they do not: there is no request to write it down on. `address` is where the
    question comes from, for the pace at this door.
    """
    if (turn := pace.take(door=Door.CODE, address=address, at=at)) > at:
        raise NotYourTurn(minutes=-(-(turn - at).seconds // 60))
    ticket_id = queries.way_in_for(number, contact, at)
    if ticket_id is not None:
        send_way_in(ticket_id=ticket_id, by=by, at=at, key=key)


@ledger.deed
def send_way_in(*, ticket_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Note that a new way in goes to the contact that was given; the follower writes it."""
    if by.role is not Role.PUBLIC:
        raise NotAllowed(role=by.role)
    ticket = ledger.locked(_kept(), ticket_id)
    return ledger.record(rules.deeds.CODE_ASKED, about=ticket, by=by, at=at, key=key)


@ledger.deed
def renew_code(*, ticket_id: int, way: str, by: Actor, at: datetime, key: str) -> Entry:
    """Give out a new query code to whoever comes by the way in; the old one and the way open no more."""
    ticket = ledger.locked(_kept(), ticket_id)
    if by.role is not Role.REQUESTER or by.ticket_id != ticket_id:
        raise NotAllowed(role=by.role)
    queries.check_way_in(ticket, way, at)
    return _renewed(ticket, by=by, at=at, key=key)


@ledger.deed
def tell_code(*, ticket_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Give out a new query code on the phone, to the number given, after calling it back."""
    if by.role not in MAY_CALL:
        raise NotAllowed(role=by.role)
    ticket = ledger.locked(queries.visible_to(by).exclude(state=State.ARCHIVED), ticket_id)
    queries.check_called_back(ticket, by, at)
    return _renewed(ticket, by=by, at=at, key=key)


def _kept() -> QuerySet[Ticket]:
    return Ticket.objects.exclude(state=State.ARCHIVED)


def _renewed(ticket: Ticket, *, by: Actor, at: datetime, key: str) -> Entry:
    ticket.code_salt = queries.new_salt()
    ticket.save(update_fields=["code_salt"])
    return ledger.record(rules.deeds.CODE_RENEWED, about=ticket, by=by, at=at, key=key)
