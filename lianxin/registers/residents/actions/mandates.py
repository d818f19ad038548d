"""Giving a mandate, opening it by its code, and taking it back at any time."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.pace import actions as pace
from lianxin.foundation.pace.rules import Door, NotYourTurn
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import day_of, end_of
from lianxin.registers.residents.actions.retention import advance, portion
from lianxin.registers.residents.models import Mandate
from lianxin.registers.residents.queries import mandates as reads
from lianxin.registers.residents.rules import mandates as rules
from lianxin.registers.residents.rules.mandates import Act, Helper
from lianxin.registers.residents.rules.retention import Data

FORGOTTEN = 200  # in one transaction
TAKERS = frozenset(
    {Role.AGENT, Role.GRID_WORKER}
)  # who hear on the phone or the street who asks for whom


@ledger.deed
def give_mandate(
    *, helper: Helper, acts: frozenset[Act], last_on: date, by: Actor, at: datetime, key: str
) -> Entry:
    """Let somebody act for oneself until a day: on the own ticket, or to report in one's name."""
    if by.role not in (Role.PUBLIC, Role.REQUESTER):
        raise NotAllowed(role=by.role)
    return _given(helper, acts, ticket_id=by.ticket_id, last_on=last_on, by=by, at=at, key=key)


@ledger.deed
def record_mandate(*, ticket_id: int, helper: Helper, by: Actor, at: datetime, key: str) -> Entry:
    """Record, while a ticket is taken in, that somebody else tells it; part of that deed."""
    if by.role not in TAKERS:
        raise NotAllowed(role=by.role)
    last_on, acts = day_of(at + rules.USUAL), rules.FOR_A_TICKET
    return _given(helper, acts, ticket_id=ticket_id, last_on=last_on, by=by, at=at, key=key)


def _given(
    helper: Helper,
    acts: frozenset[Act],
    *,
    ticket_id: int | None,
    last_on: date,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    until = end_of(last_on)
    rules.giving(acts, ticket_id=ticket_id, until=until, at=at)
    salt = reads.new_salt()
    key_id = salt.split(":", 1)[0]
    row = Mandate(
        ticket_id=ticket_id,
        helper=helper.value,
        acts=rules.written(acts),
        until=until,
        salt=salt,
        helping=reads.looked_up(reads.code(salt, reads.HELPING), key_id),
        own=reads.looked_up(reads.code(salt, reads.OWN), key_id),
    )
    ledger.create(row)
    return ledger.record(
        rules.GIVEN,
        about=row,
        by=by,
        at=at,
        key=key,
        ticket_id=ticket_id,
        helper=row.helper,
        acts=row.acts,
        until=until,
    )


def open_mandate(*, code: str, address: str, by: Actor, at: datetime, key: str) -> tuple[int, bool]:
    """Open a mandate by one of its codes; return its id, and whether it is the giver's own code.

    Every code that is typed takes a turn, and keeps it where it is wrong: so this is no deed as a whole.
    """
    if (turn := pace.take(door=Door.MANDATE, address=address, at=at)) > at:
        raise NotYourTurn(minutes=-(-(turn - at).seconds // 60))
    found = reads.by_code(code)
    if found is None:
        raise rules.NotAMandate
    mandate, column = found
    if column == reads.HELPING:
        _opened(mandate_id=mandate.pk, by=by, at=at, key=key)
    return mandate.pk, column == reads.OWN


@ledger.deed
def _opened(*, mandate_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Note that somebody opened a mandate that stands."""
    mandate = ledger.locked(Mandate.objects.all(), mandate_id)
    rules.standing(_as_step_sees(mandate), at)
    return ledger.record(rules.OPENED, about=mandate, by=by, at=at, key=key)


@ledger.deed
def revoke_mandate(*, mandate_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Take a mandate back: nobody acts under it from this moment on."""
    if by.role is not Role.REQUESTER:
        raise NotAllowed(role=by.role)
    mandate = ledger.locked(reads.visible_to(by), mandate_id)
    rules.standing(_as_step_sees(mandate), at)
    mandate.revoked_at = at
    mandate.save(update_fields=["revoked_at"])
    return ledger.record(rules.REVOKED, about=mandate, by=by, at=at, key=key)


def hold_mandate(by: Actor) -> None:
    """Keep a helper's mandate from being taken back until the transaction of their deed is over."""
    ledger.locked(reads.visible_to(by), by.mandate_id or 0)


def reported(*, ticket_id: int, by: Actor, at: datetime, key: str) -> None:
    """Note on a held mandate that a ticket came in under it, or refuse; beside the ticket's own entry."""
    rules.acting(reads.mandated(by), Act.REPORT, at)
    mandate = ledger.locked(reads.visible_to(by), by.mandate_id or 0)
    ledger.record(rules.REPORTED, about=mandate, by=by, at=at, key=key, ticket_id=ticket_id)


def forget_mandates(*, ticket_ids: Iterable[int]) -> None:
    """Let the codes of the mandates for some tickets open nothing any more; their words are erased."""
    _forget(Mandate.objects.filter(ticket_id__in=list(ticket_ids)))


def forget_lapsed(*, run_id: int, before: datetime, limit: int = FORGOTTEN) -> None:
    """Let the codes of the next mandates for no ticket that ended before a moment open nothing any more, for a run.

    Those for a ticket go with its words. What is left says in which role somebody helped, and with which tickets.
    """
    with ledger.writing():
        part = portion(run_id=run_id, data=Data.MANDATE)
        done = _forget(
            Mandate.objects.filter(
                pk__in=list(reads.lapsed(before).values_list("pk", flat=True)[:limit])
            )
        )
        advance(part, done=done, finished=done < limit)


def _forget(mandates: QuerySet[Mandate]) -> int:
    return mandates.update(salt="", helping=None, own=None)


def _as_step_sees(row: Mandate) -> rules.Mandated:
    return rules.Mandated(acts=rules.read(row.acts), until=row.until, revoked_at=row.revoked_at)
