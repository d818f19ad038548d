"""The only way from a person to tickets: one condition for each role, and the query code."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.queries.conflict import not_about
from lianxin.casework.tickets.rules.intake import READ_ALOUD_FOR
from lianxin.casework.tickets.rules.words import OPEN
from lianxin.foundation import codes, keys
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotFound
from lianxin.registers.residents.rules import Confidentiality

PURPOSE = "code"  # of the key that query codes are derived with


def _in_division(by: Actor) -> Q:
    """Return the hotline's tickets: those of its division, and those whose place nobody knows yet."""
    return Q(division_code__startswith=by.division) | Q(division_code="") if by.division else Q()


def _assisting(by: Actor) -> Exists:
    # no join: a ticket with several assisting units still is one row to lock
    return Exists(Assist.objects.filter(Q(ticket=OuterRef("pk"), unit_id=by.unit_id)))


def _of_unit(by: Actor) -> Q:
    return Q(lead_unit_id=by.unit_id) | Q(_assisting(by))


def _of_subtree(by: Actor) -> Q:
    return Q(lead_unit__path__startswith=by.unit_path) | Q(_assisting(by))


def _of_grids(by: Actor) -> Q:
    return _of_unit(by) | Q(grid_id__in=by.grid_ids)


NOBODY = Q(pk__in=[])
SCOPES: dict[Role, Callable[[Actor], Q]] = {
    Role.PUBLIC: lambda by: NOBODY,
    Role.REQUESTER: lambda by: Q(pk=by.ticket_id),
    Role.HELPER: lambda by: Q(pk=by.ticket_id),
    Role.AGENT: _in_division,
    Role.DISPATCHER: _in_division,
    Role.SUPERVISOR: _in_division,
    Role.CALLER: _in_division,
    Role.AUDITOR: _in_division,
    Role.HANDLER: _of_unit,
    Role.UNIT_LEAD: _of_subtree,
    Role.GRID_WORKER: _of_grids,
    Role.ADMINISTRATOR: lambda by: NOBODY,  # keeps the registers, reads nobody's request
    Role.SYSTEM: lambda by: Q(),
}


def visible_to(by: Actor) -> QuerySet[Ticket]:
    """Return the tickets that an actor may know of, as one SQL condition."""
    scope = SCOPES[by.role](by)
    if by.role in IN_A_UNIT:
        scope &= not_about(by)
    return Ticket.objects.filter(scope)


def find(by: Actor, ticket_id: int) -> Ticket:
    """Return one ticket that an actor may know of, or refuse."""
    related = ("category", "grid", "lead_unit", "matter")
    ticket = visible_to(by).select_related(*related).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound(pk=ticket_id)
    return ticket


def taken_in(by: Actor, ticket_id: int, at: datetime) -> Ticket:
    """Return a ticket that this actor has just taken in, to read its code aloud; or refuse.

    Whoever took it in may not see it any more, or never: a grid worker met it in another's grid.
    """
    first = ledger.of("ticket", [ticket_id]).filter(seq=1, staff_id=by.staff_id).first()
    if by.staff_id is None or first is None or at > first.at + READ_ALOUD_FOR:
        raise NotFound(pk=ticket_id)
    return Ticket.objects.get(pk=ticket_id)


def may_verify(by: Actor, ticket_id: int) -> bool:
    """Tell whether an actor may verify a ticket of which there is, or ever was, an entry.

    As far as they see; who keeps the registers sees none of it, and a fault tells none of it. What
    is gone lies in nobody's division any more.
    """
    if by.role not in rules.moves.VERIFIERS or not ledger.of("ticket", [ticket_id]).exists():
        return False
    known = Ticket.objects.filter(pk=ticket_id)
    return (
        by.role is Role.ADMINISTRATOR
        or not known.exists()
        or visible_to(by).filter(pk=ticket_id).exists()
    )


def confidentiality(ticket: Ticket) -> Confidentiality:
    """Return whether the requester asked to be kept unknown to the units."""
    ordinary = ticket.privacy == rules.Privacy.OPEN
    return Confidentiality.ORDINARY if ordinary else Confidentiality.CONFIDENTIAL


def in_charge(ticket: Ticket, by: Actor) -> bool:
    """Return whether the actor's unit leads a ticket that is still open."""
    return ticket.lead_unit_id == by.unit_id and ticket.state in OPEN


def new_salt() -> str:
    """Return what a new ticket's query code is derived from: the key's id and 128 random bits."""
    return new_salts(1)[0]


def new_salts(count: int) -> list[str]:
    """Return salts for several new tickets."""
    key_id = keys.current_id(PURPOSE)
    return [f"{key_id}:{secrets.token_hex(16)}" for _ in range(count)]


def query_code(ticket: Ticket) -> str:
    """Return the 12 characters that open a ticket's progress page; kept nowhere, derived again."""
    if not ticket.code_salt:
        raise rules.refusals.InArchive
    key_id = ticket.code_salt.split(":", 1)[0]
    said = f"{ticket.pk}:{ticket.code_salt}".encode()
    bits = hmac.digest(keys.of(PURPOSE, key_id), said, hashlib.sha256)
    return codes.spell(bits, rules.code.CODE_LENGTH)


def by_code(number: str, code: str) -> Ticket:
    """Return the ticket that a number and its query code open, or refuse without saying which is wrong."""
    ticket_id = rules.code.ticket_id(number)
    ticket = Ticket.objects.filter(pk=ticket_id).first() if ticket_id is not None else None
    given = codes.normal(code).encode()
    if ticket is None or not hmac.compare_digest(query_code(ticket).encode(), given):
        raise rules.refusals.WrongCode
    return ticket
