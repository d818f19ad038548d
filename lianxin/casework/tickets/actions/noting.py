"""What staff write to each other on a ticket: a note, and whom it asks to read it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.models import Mention, Ticket
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.files.rules import BOUND
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of


@ledger.deed
def note(
    *,
    ticket_id: int,
    staff_ids: Collection[int],
    unit_ids: Collection[int],
    words: str,
    shot: rules.Shot | None = None,
    photo: files.Prepared | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Write a note for staff, perhaps for a colleague or the desk of a unit, who see it until they read it.

    Whoever writes has read what asked for them. A photo comes with it only as proof of what was done.
    """
    turn = frame.begin(Step.NOTE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    staff, units = sorted(set(staff_ids)), sorted(set(unit_ids))
    if staff or units:
        _readable(turn.ticket, staff, units, at)
    asked = _asked(turn, staff, units)
    proof = _proof(turn.ticket, shot, photo) if shot and photo else {}
    return turn.done(
        words=words, beside=proof, named_staff_ids=staff, named_unit_ids=units, **asked
    )


def _proof(ticket: Ticket, shot: rules.Shot, photo: files.Prepared) -> dict[str, str]:
    """Keep a photo with the ticket, for staff alone, and return the words that bind it."""
    (kept,) = files.keep([photo], about="ticket", about_id=ticket.pk, purpose=shot.value)
    return {f"{BOUND}{shot}": kept.bound}


@ledger.deed
def read_note(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say that a note that asks for somebody, or for the desk of their unit, was read."""
    turn = frame.begin(Step.READ_NOTE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words="", **_asked(turn, (), ()))


def _readable(ticket: Ticket, staff: Collection[int], units: Collection[int], at: datetime) -> None:
    """Refuse to name somebody who may not see the ticket."""
    posts = queries.readers(ticket, day_of(at)).order_by().values_list("staff_id", "unit_id")
    known = set(posts)
    if not {*staff} <= {pk for pk, _unit in known} or not {*units} <= {pk for _staff, pk in known}:
        raise rules.refusals.NotAReader


def _asked(turn: frame.Turn, staff: Collection[int], units: Collection[int]) -> dict[str, Any]:
    """Write down who is still asked to read, with those named now and without who acts, and return it as facts."""
    ticket = turn.ticket
    staff_ids, unit_ids = queries.still_asked(ticket, but=turn.by)
    old = ticket.mentions.all()
    old.exclude(staff_id__in=staff_ids).exclude(unit_id__in=unit_ids).delete()
    Mention.objects.bulk_create(
        [
            *(Mention(ticket=ticket, staff_id=pk, at=turn.at) for pk in {*staff} - staff_ids),
            *(Mention(ticket=ticket, unit_id=pk, at=turn.at) for pk in {*units} - unit_ids),
        ]
    )
    return {
        "asked_staff_ids": sorted({*staff_ids, *staff}),
        "asked_unit_ids": sorted({*unit_ids, *units}),
    }
