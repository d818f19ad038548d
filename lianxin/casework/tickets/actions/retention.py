"""What a run of retention does to tickets, piece by piece: erase the contact, later all that was said.

Each piece is one short transaction in which the run says how far it is; each ticket has an entry of
its own, keyed by the run and the ticket. Killed anywhere, the next piece begins where the last one ended.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import hearing
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.retention import WINDOW
from lianxin.casework.tickets.rules import Reach, State
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import failpoints
from lianxin.foundation.ledger import queries as entries
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents import queries as residents_queries
from lianxin.registers.residents.rules.retention import Data

CHUNK = 25  # tickets in one transaction: with 50 every hundredth took 105 ms beside other work, and writers wait


def erase_contacts(*, run_id: int, by: Actor, at: datetime, limit: int = CHUNK) -> None:
    """Erase the next contacts that are due, for a run that is under way."""
    with ledger.writing():
        portion = residents.portion(run_id=run_id, data=Data.CONTACT)
        looked_at = residents_queries.contacts_between(portion.last_id, WINDOW)
        due = queries.kept_too_long(Limit.CONTACT_KEPT, portion.run.began_at)
        taken = _locked(due.filter(pk__in=looked_at).order_by("pk"), limit)
        erase_contact_of(taken, run_id=run_id, by=by, at=at, key=f"retention:{run_id}:contact")
        residents.advance(
            portion,
            done=len(taken),
            finished=not looked_at,
            last_id=taken[-1].pk if len(taken) == limit else max(looked_at, default=None),
        )


def archive(*, run_id: int, by: Actor, at: datetime, limit: int = CHUNK) -> None:
    """De-identify the next tickets that are due, for a run that is under way."""
    with ledger.writing():
        portion = residents.portion(run_id=run_id, data=Data.REQUEST)
        due = queries.kept_too_long(Limit.TICKET_KEPT, portion.run.began_at)
        if portion.last_at is not None:
            later = Q(ended_at__gt=portion.last_at) | Q(pk__gt=portion.last_id)
            due = due.filter(later, ended_at__gte=portion.last_at)
        taken = _locked(due.order_by("ended_at", "pk"), limit)
        deidentify(taken, run_id=run_id, by=by, at=at, key=f"retention:{run_id}:archive")
        last = taken[-1] if taken else None
        residents.advance(
            portion,
            done=len(taken),
            finished=last is None,
            last_at=last.ended_at if last else None,
            last_id=last.pk if last else None,
        )
        failpoints.reach("retention.written")
    failpoints.reach("retention.committed")


def erase_sounds(*, run_id: int, by: Actor, at: datetime, limit: int = CHUNK) -> None:
    """Erase the next recordings that are due, for a run that is under way."""
    with ledger.writing():
        portion = residents.portion(run_id=run_id, data=Data.SOUND)
        due = queries.sounds_due(portion.run.began_at).order_by("sound_until", "pk")
        taken = list(due[:limit].select_for_update(no_key=True, of=("self",)))
        for ticket in taken:
            key = f"retention:{run_id}:sound:{ticket.pk}"
            hearing.erase(ticket, run_id=run_id, by=by, at=at, key=key)
        residents.advance(portion, done=len(taken), finished=not taken)


def _locked(due: QuerySet[Ticket], limit: int) -> list[Ticket]:
    """Return the next tickets that are due under their locks."""
    rows = due.only("pk", "seq", "ended_at")[:limit]
    return list(rows.select_for_update(no_key=True, of=("self",)))


def erase_contact_of(
    tickets: Sequence[Ticket], *, run_id: int | None, by: Actor, at: datetime, key: str
) -> None:
    """Erase the contacts of some locked tickets: from now on their requesters are reached by page."""
    if not tickets:
        return
    residents.erase(ticket_ids=[ticket.pk for ticket in tickets])
    reach = Reach.PAGE.value
    ledger.record_each(
        rules.deeds.CONTACT_ERASED,
        about=tickets,
        by=by,
        at=at,
        key=key,
        changed={"reach": reach},
        reach=reach,
        run=run_id,
    )


def deidentify(
    tickets: Sequence[Ticket], *, run_id: int, by: Actor, at: datetime, key: str
) -> None:
    """Put some locked tickets into the archive."""
    if not tickets:
        return
    erase_all(tickets)
    state, silent = State.ARCHIVED.value, {"to_write_down": False, "sound_until": None}
    ledger.record_each(
        rules.deeds.ARCHIVED,
        about=tickets,
        by=by,
        at=at,
        key=key,
        changed={"state": state, "code_salt": "", "erase_by": None, **silent},
        state=state,
        **silent,
        due_at=None,
        erase_by=None,
        run=run_id,
    )


def erase_all(tickets: Sequence[Ticket]) -> None:
    """Erase everything that was said about some tickets: words, salts, files, contacts.

    What is left are codes, places of a community's size and moments.
    """
    ids = [ticket.pk for ticket in tickets]
    residents.erase(ticket_ids=ids)
    residents.forget_mandates(ticket_ids=ids)
    files.erase(about="ticket", ids=ids)
    ledger.erase(entries.of("ticket", ids).order_by())
