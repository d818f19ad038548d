"""What time alone brings about: the system passes on, closes in silence, recomputes; never because of lateness."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import closing, frame, reviewing, rights
from lianxin.casework.tickets.actions import waiting as waiting_on
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Reach, State, Step
from lianxin.casework.tickets.rules.refusals import KeptToObject, ProposalPending, WrongMoment
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound

CLOCK = Actor.system("clock")
CHUNK = 50
QUICKER = (
    NotFound,
    rules.refusals.WrongMoment,
    rules.refusals.NotSilentYet,
    rules.refusals.TimeNotOver,
)


def due(*, at: datetime) -> int:
    """Do what is due by the clock, each ticket in a transaction of its own, and return how many."""
    done = 0
    for ticket_id, step, given in _waiting(at):
        key = f"{step.__name__}:{ticket_id}:{at.isoformat()}"
        try:
            step(ticket_id=ticket_id, by=CLOCK, at=at, key=key, **given)
        except QUICKER:
            continue  # a person was quicker; the next round looks again
        done += 1
    return done


def _waiting(at: datetime) -> Iterator[tuple[int, Callable[..., Entry], Mapping[str, str]]]:
    late = Ticket.objects.filter(due_at__lte=at).order_by("due_at").values_list("pk", flat=True)
    held = late.filter(state=State.HOLD)[:CHUNK]
    unanswered = late.filter(state=State.WAITING_RESIDENT)[:CHUNK]
    waiting = Ticket.objects.filter(state=State.WAITING_RESIDENT, remind_at__lte=at, due_at__gt=at)
    half = waiting.order_by("remind_at").values_list("pk", flat=True)[:CHUNK]
    unaudited = late.filter(state=State.REPLIED)[:CHUNK]
    silent = late.filter(state=State.FOLLOW_UP, reach=Reach.PAGE)[:CHUNK]
    yield from ((pk, reviewing.release_hold, {"words": ""}) for pk in held)
    yield from ((pk, waiting_on.end_waiting, {}) for pk in unanswered)
    yield from ((pk, waiting_on.remind, {}) for pk in half)
    yield from ((pk, reviewing.pass_audit, {}) for pk in unaudited)
    yield from ((pk, closing.give_up, {}) for pk in silent)
    yield from ((pk, _as_promised, {}) for pk in queries.promised_erasures(at)[:CHUNK])


def _as_promised(*, ticket_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Erase what was promised to be erased, or say why not yet and by when."""
    try:
        return rights.erase(ticket_id=ticket_id, by=by, at=at, key=key)
    except (WrongMoment, KeptToObject, ProposalPending):
        return rights.ask_erasure(ticket_id=ticket_id, by=by, at=at, key=key)


@ledger.deed
def recompute(*, ticket_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Recompute a current promise that lay in a year without an announced calendar, extensions and all.

    The promise at intake stays as it was given; the requester is told where the current one moves.
    """
    turn = frame.begin(Step.RECOMPUTE, ticket_id=ticket_id, by=by, at=at, key=key, seen=None)
    promise, due_at = queries.reckoned(turn.ticket), turn.ticket.due_at
    moved = due_at == turn.ticket.current_promise_at
    return turn.done(
        current_promise_at=promise.at,
        promise_provisional=promise.provisional,
        due_at=promise.at if moved else due_at,
    )
