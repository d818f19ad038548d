"""What somebody said instead of writing: kept apart, heard by few, written down, and erased early."""

from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Step
from lianxin.casework.tickets.rules.intake import Request, told
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.files.rules import SPOKEN
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.residents.rules import consents
from lianxin.registers.residents.rules.consents import Consent

BOUND = "file:spoken"  # the name of the words that bind it


def kept(ticket: Ticket, sound: files.Prepared) -> dict[str, str]:
    """Keep a sound with its ticket, and return the words that bind it; in the transaction of the intake."""
    (row,) = files.keep([sound], about="ticket", about_id=ticket.pk, purpose=SPOKEN)
    return {BOUND: row.bound}


@ledger.deed
def hear(*, ticket_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Ask to hear what was said, which its requester will read; it can then be heard for a while."""
    ticket = ledger.locked(queries.visible_to(by), ticket_id)
    rules.hearing.hearing(by, ticket.sound_until)
    return frame.finish(rules.deeds.HEARD, ticket, by=by, at=at, key=key)


@ledger.deed
def write_down(
    *,
    ticket_id: int,
    what: str,
    where: str = "",
    health: bool = False,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Write down what was heard, as the request's words; `health` says that its words may be kept.

    The recording stays for some days, so that a mistake can be found; never longer than it would have.
    """
    turn = frame.begin(Step.WRITE_DOWN, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    ticket = turn.ticket
    agreed = consents.read(ticket.consents) | ({Consent.HEALTH} if health else frozenset())
    return frame.finish(
        turn.move.verb,
        ticket,
        by=by,
        at=at,
        key=key,
        words=told(Request(what=what, where=where, consents=agreed)),
        told_seq=ticket.seq + 1,
        to_write_down=False,
        sound_until=rules.hearing.until(ticket.sound_until, at),
        consents=consents.written(agreed),
    )


def forget(ticket: Ticket) -> list[int]:
    """Erase the recording of a locked ticket, and return which entries had bound it; where somebody records it."""
    came = entries.about(ticket).filter(verb=rules.deeds.RECEIVED)
    ids = list(came.values_list("pk", flat=True))
    files.erase(about="ticket", ids=[ticket.pk], purpose=SPOKEN)
    ledger.erase(came.order_by(), names=[BOUND])
    return ids


def erase(ticket: Ticket, *, run_id: int | None, by: Actor, at: datetime, key: str) -> None:
    """Erase a recording whose time is over; in the transaction of the run that does."""
    frame.finish(
        rules.deeds.SOUND_ERASED,
        ticket,
        by=by,
        at=at,
        key=key,
        sound_until=None,
        entries=forget(ticket),
        names=BOUND,
        run=run_id,
    )
