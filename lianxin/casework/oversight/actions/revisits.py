"""The deeds of the monthly re-visit: announce the frame, draw, hand out, try, say what came of it."""

from datetime import date, datetime
from typing import Any

from lianxin.casework.oversight.models import Draw, Revisit
from lianxin.casework.oversight.queries import draws
from lianxin.casework.oversight.queries import revisits as queries
from lianxin.casework.oversight.rules import revisits as rules
from lianxin.casework.oversight.rules.revisits import Found
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import queries as ticket_queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Proposal, State, Way
from lianxin.casework.tickets.rules.words import Revisited
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of, end_of, month_after, month_before
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents.rules import Reason

CHUNK = 20  # re-visits handed out, or ended by the clock, in one turn of the worker


def due(*, at: datetime) -> int:
    """Do the next thing that the clock asks of the re-visits, and return how much was done."""
    month = month_before(day_of(at))
    frame: dict[str, Any] = {"by": rules.SYSTEM, "at": at}
    if draws.month_drawn(month) is None and draws.anything_to_draw(month, month_after(month)):
        announce(month=month, key=f"draw:{month:%Y-%m}", **frame)
        return 1
    draw = draws.waiting_for_seed()
    if draw is not None and draws.seed_of(draws.announced(draw)):
        make(draw_id=draw.pk, key=f"draw:{draw.pk}:made", **frame)
        return 1
    if found := draws.to_hand_out():
        for place in found[1][:CHUNK]:
            hand_out(draw_id=found[0].pk, place=place, key=f"draw:{found[0].pk}:{place}", **frame)
        return len(found[1][:CHUNK])
    over = queries.lapsing(at, CHUNK)
    for pk in over:
        lapse(revisit_id=pk, key=f"revisit:{pk}:lapsed", **frame)
    return len(over)


@ledger.deed
def announce(*, month: date, by: Actor, at: datetime, key: str) -> Entry:
    """Write down which tickets of a month may be drawn, before anybody can know the seed."""
    until = month_after(month)
    if day_of(at) < until:
        raise rules.MonthNotOver
    if draws.month_drawn(month) is not None:
        raise rules.DrawnAlready
    frame = draws.frame(month, until)
    over = end_of(day_of(at + rules.OPEN_FOR))
    said: dict[str, Any] = {"month": month, "announced_at": at, "due_at": over}
    draw = Draw(**said, framed=len(frame))
    ledger.create(draw)
    said |= {"framed": len(frame), "ticket_ids": [one.ticket_id for one in frame]}
    strata = [one.stratum for one in frame]
    return ledger.record(rules.ANNOUNCED, about=draw, by=by, at=at, key=key, **said, strata=strata)


@ledger.deed
def make(*, draw_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Draw the sample by the first signed head that covers the frame, and choose who asks again."""
    draw = ledger.locked(Draw.objects.all(), draw_id)
    if draw.made_at is not None:
        raise rules.DrawnAlready
    announced = draws.announced(draw)
    head = draws.seed_of(announced)
    if head is None:
        raise rules.NotSealedYet
    seed = bytes(head.root).hex()
    sample = rules.drawn(seed, draw.month, draws.framed(announced))
    ids = [one.ticket_id for one in sample]
    barred = draws.barred(ids)
    units, hotlines = draws.visitors(day_of(at))
    asked = rules.visitors(seed, [(pk, barred[pk]) for pk in ids], units=units, hotlines=hotlines)
    leads = dict(Ticket.objects.filter(pk__in=ids).values_list("pk", "lead_unit_id"))
    columns: dict[str, Any] = {
        "made_at": at,
        "head_size": head.size,
        "root": seed,
        "sample": len(ids),
    }
    for name, value in columns.items():
        setattr(draw, name, value)
    draw.changed = list(columns)
    lists: dict[str, Any] = {
        "ticket_ids": ids,
        "strata": [one.stratum for one in sample],
        "lead_unit_ids": [leads[pk] for pk in ids],
        "unit_ids": asked,
    }
    return ledger.record(rules.MADE, about=draw, by=by, at=at, key=key, **columns, **lists)


@ledger.deed
def hand_out(*, draw_id: int, place: int, by: Actor, at: datetime, key: str) -> Entry:
    """Give one drawn ticket to the unit that asks again."""
    draw = Draw.objects.get(pk=draw_id)
    entry = draws.made(draw)
    if entry is None:
        raise rules.NotSealedYet
    stratum = entry.facts["strata"][place]
    columns: dict[str, Any] = {
        "draw_id": draw.pk,
        "ticket_id": entry.facts["ticket_ids"][place],
        "unit_id": entry.facts["unit_ids"][place],
        "lead_unit_id": entry.facts["lead_unit_ids"][place],
        "claimed": rules.parts(stratum)[2].value,
        "stratum": stratum,
        "due_at": draw.due_at,
    }
    revisit = Revisit(**columns)
    ledger.create(revisit)
    return ledger.record(rules.HANDED, about=revisit, by=by, at=at, key=key, **columns)


@ledger.deed
def open_contact(*, revisit_id: int, words: str, by: Actor, at: datetime, key: str) -> Entry:
    """Open the contact to ask again; its requester reads which unit did, and why."""
    revisit = _begin(revisit_id, by, at, seen=None)
    return residents.open_contact(
        ticket=revisit.ticket,
        confidentiality=ticket_queries.confidentiality(revisit.ticket),
        in_charge=True,  # of the re-visit
        reason=Reason.FOLLOW_UP,
        words=words,
        by=by,
        at=at,
        key=key,
    )


@ledger.deed
def try_again(
    *, revisit_id: int, way: Way, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Note that somebody tried to reach the requester, in vain."""
    revisit = _begin(revisit_id, by, at, seen=seen)
    revisit.tries += 1
    revisit.changed = ["tries"]
    facts: dict[str, Any] = {"tries": revisit.tries, "way": way.value}
    return ledger.record(rules.TRIED, about=revisit, by=by, at=at, key=key, **facts)


@ledger.deed
def end(
    *,
    revisit_id: int,
    found: Found,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Say what the requester says now; what does not agree with the claim goes to a supervisor.

    The words stand on the ticket: they go when it is erased.
    """
    revisit = _begin(revisit_id, by, at, seen=seen)
    if found is Found.UNREACHABLE:
        queries.enough(revisit, at)
    result = rules.result(revisit.claimed, found)
    given: dict[str, Any] = {
        "ticket_id": revisit.ticket_id,
        "found": found.value,
        "claimed": revisit.claimed,
        "revisit_unit_id": revisit.unit_id,
        "words": words,
        "by": rules.SYSTEM,
        "at": at,
        "key": f"revisit:{revisit.pk}:{result}",
    }
    if result is Revisited.DISAGREES and revisit.ticket.pending != Proposal.OBJECTION:
        tickets.question_result(**given)
    else:
        tickets.revisit(**given, revisited=result)
    return _ended(revisit, result.value, found.value, by=by, at=at, key=key)


@ledger.deed
def lapse(*, revisit_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """End a re-visit that nobody made in time, or whose ticket is not closed any more."""
    revisit = ledger.locked(queries.visible_to(by).select_related("ticket"), revisit_id)
    over = revisit.due_at <= at or revisit.ticket.state != State.CLOSED
    if revisit.ended_at is not None or not over:
        raise rules.RevisitOver
    return _ended(revisit, rules.LAPSED, "", by=by, at=at, key=key)


def _begin(revisit_id: int, by: Actor, at: datetime, *, seen: int | None) -> Revisit:
    """Return a re-visit under its lock, for whoever asks again, or refuse."""
    found = queries.visible_to(by).select_related("ticket")
    revisit = ledger.locked(found, revisit_id, seen=seen)
    rules.asking(
        by,
        unit_id=revisit.unit_id,
        took_part=queries.took_part(revisit, by),
        ended=revisit.ended_at is not None,
        over=revisit.due_at <= at or revisit.ticket.state != State.CLOSED,
    )
    return revisit


def _ended(
    revisit: Revisit, result: str, found: str, *, by: Actor, at: datetime, key: str
) -> Entry:
    columns: dict[str, Any] = {"ended_at": at, "result": result, "found": found}
    for name, value in columns.items():
        setattr(revisit, name, value)
    revisit.changed = list(columns)
    return ledger.record(rules.ENDED, about=revisit, by=by, at=at, key=key, **columns)
