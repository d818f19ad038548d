"""The hotline's desk: accept, answer at once, hand off, decline, dispatch."""

from datetime import datetime

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.actions import citing, frame, handing
from lianxin.casework.tickets.actions.assisting import assist
from lianxin.casework.tickets.queries.limits import Clock, chosen
from lianxin.casework.tickets.rules import Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.knowledge.rules import Cited


@ledger.deed
def accept(
    *,
    ticket_id: int,
    category_id: int,
    kind: rules.Kind,
    grid_id: int | None,
    about_unit_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Take the ticket on under a category, a kind and a place; the promise may only come nearer."""
    turn = frame.begin(Step.ACCEPT, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    place = handing.place(turn.ticket, category_id=category_id, grid_id=grid_id, at=at)
    clock = Clock(str(place["division_code"]), at)
    tier = clock.tier(category_id)
    promise = handing.nearer_promise(turn.ticket, tier, clock)
    about = handing.about(kind, about_unit_id)
    return turn.done(accepted_at=at, **{**place, "kind": kind, "tier": tier}, **about, **promise)


@ledger.deed
def answer(
    *,
    ticket_id: int,
    words: str,
    category_id: int | None,
    cites: Cited | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Answer at once what needs no department (北京条例 11), perhaps from an article."""
    turn = frame.begin(Step.ANSWER, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    about = chosen(category_id, at) or turn.ticket.category_id
    return turn.done(words=words, category_id=about, **citing.facts(cites, words, at))


@ledger.deed
def hand_off(
    *,
    ticket_id: int,
    line: rules.Line,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Hand an emergency to its line at once; the agent has confirmed that somebody there took it."""
    turn = frame.begin(Step.HAND_OFF, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, line=line)


@ledger.deed
def propose_decline(
    *,
    ticket_id: int,
    reason: rules.Decline,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Propose not to accept, with a reason and the right channel named; a second person checks."""
    turn = frame.begin(Step.PROPOSE_DECLINE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words, reason=reason)


@ledger.deed
def dispatch(
    *,
    ticket_id: int,
    category_id: int,
    kind: rules.Kind,
    grid_id: int | None,
    lead_unit_id: int | None,
    about_unit_id: int | None = None,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Hand the ticket to the unit that the catalogue names, or with a reason to another."""
    turn = frame.begin(Step.DISPATCH, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    place = handing.place(turn.ticket, category_id=category_id, grid_id=grid_id, at=at)
    place |= {"kind": kind, **handing.about(kind, about_unit_id)}
    return handing.to_unit(turn, place=place, lead_unit_id=lead_unit_id, words=words)


@ledger.deed
def take_back(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Take back what a machine dispatched: nobody had decided, and the desk now does."""
    turn = frame.begin(Step.TAKE_BACK, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    assist(turn.ticket, [], due_at=None)
    return turn.done(
        category_id=None,
        lead_unit_id=None,
        assist_unit_ids=[],
        catalogue_row_id=None,
        dispatched_at=None,
        accepted_at=None,
        by_machine=False,
    )


@ledger.deed
def grant_decline(
    *, ticket_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Confirm, as the second person, that the ticket is not accepted."""
    turn = frame.begin(Step.GRANT_DECLINE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    reason, words = queries.decline_proposed(turn.ticket)
    return turn.done(words=words, reason=reason)


@ledger.deed
def refuse_decline(
    *, ticket_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say, as the second person, that the ticket is to be accepted after all."""
    turn = frame.begin(Step.REFUSE_DECLINE, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    return turn.done(words=words)
