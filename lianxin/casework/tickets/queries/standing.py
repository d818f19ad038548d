"""Where a ticket stands for one actor at a moment: what the table of moves decides by."""

from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from lianxin.casework.matters.rules import State as MatterState
from lianxin.casework.tickets import rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.queries.mentions import named_in
from lianxin.casework.tickets.queries.story import tries, whistled
from lianxin.casework.tickets.rules import State
from lianxin.casework.tickets.rules.words import RATEABLE
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import Refusal
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import queries as residents

BY_OTHERS = (rules.Proposal.OBJECTION, rules.Proposal.EXCLUSION)  # than who had a part


def standing(
    ticket: Ticket,
    by: Actor,
    at: datetime,
    *,
    had_part: Container[int] | None = None,
    named: Container[int] | None = None,
) -> rules.Standing:
    """Return what the table needs to know.

    A list asks `had_part_in` once and hands the answer on, and so does whoever knows already in which
    tickets a note names the actor.
    """
    return rules.Standing(
        at=at,
        state=State(ticket.state),
        accepted=ticket.accepted_at is not None,
        lead_unit_id=ticket.lead_unit_id,
        pending=ticket.pending,
        pending_by=ticket.pending_by,
        reach=ticket.reach,
        privacy=ticket.privacy,
        due_at=ticket.due_at,
        decide_by=ticket.decide_by,
        promise_at=ticket.current_promise_at,
        designated=ticket.designated,
        by_machine=ticket.by_machine,
        extensions=ticket.extensions,
        questions=ticket.questions,
        waited=ticket.waited,
        remind_at=ticket.remind_at,
        hurry_by=ticket.hurry_by,
        hurry_from=_hurry_from(ticket, at),
        reworks=ticket.rework_count,
        rating=ticket.rating,
        objections=ticket.objections,
        matter_id=ticket.matter_id,
        with_matter=ticket.with_matter,
        matter_open=ticket.matter is None or ticket.matter.state == MatterState.OPEN,
        erase_by=ticket.erase_by,
        asked_right=ticket.asked_right,
        approved_by=ticket.approved_by,
        excluded_for=ticket.excluded_for,
        order_due_at=ticket.order_due_at,
        to_write_down=ticket.to_write_down,
        sound_until=ticket.sound_until,
        named=ticket.pk in (named_in(by, [ticket.pk]) if named is None else named),
        mandate=residents.mandated(by) if by.role is Role.HELPER else None,
        took_part=_took_part(ticket, by, had_part),
        **_of_state(ticket, by, Clock(ticket.division_code, at)),
    )


def _hurry_from(ticket: Ticket, at: datetime) -> datetime | None:
    """Return when a ticket may be hurried again, where it was before."""
    if ticket.hurried_at is None:
        return None
    clock = Clock(ticket.division_code, at)
    return clock.due(Limit.HURRY_AGAIN, tier=ticket.tier, since=ticket.hurried_at)


def _of_state(ticket: Ticket, by: Actor, clock: Clock) -> dict[str, Any]:
    """Return what only some states need, because it has to be reckoned or read."""
    match State(ticket.state):
        case State.DISPATCHED | State.SIGNED:
            until = clock.due(Limit.RETURN_WINDOW, since=ticket.dispatched_at)
            return {"return_until": until, "waiting_allowed": clock.waiting_allowed}
        case State.HANDLING:
            return {
                "extensions_allowed": clock.extensions_allowed,
                "waiting_allowed": clock.waiting_allowed,
            }
        case State.CO_HANDLING | State.ESCALATED:
            assists = frozenset(ticket.assists.values_list("unit_id", flat=True))
            return {"assists": assists, "whistled": whistled(ticket)}
        case State.FOLLOW_UP:
            tried = tries(ticket) if by.role is Role.CALLER else ()
            allowed = clock.reworks_allowed
            return {"reworks_allowed": allowed, "tries": clock.tries, "tried": tried}
        case state if state in RATEABLE and ticket.ended_at:
            return {
                "objection_until": clock.objection_until(state, ticket.ended_at),
                "exclusion_until": clock.due(Limit.EXCLUSION_WINDOW, since=ticket.ended_at),
            }
    return {}


def _took_part(ticket: Ticket, by: Actor, had_part: Container[int] | None) -> bool:
    """Return whether the actor had a part in what is decided; where it does not matter, nobody asks."""
    if ticket.pending not in BY_OTHERS or by.staff_id is None:
        return False
    return ticket.pk in (had_part_in(by, [ticket.pk]) if had_part is None else had_part)


def had_part_in(by: Actor, ids: Iterable[int]) -> set[int]:
    """Return in which of some tickets an actor had a part: what is for others to decide they do not."""
    hands = Q(staff_id__in=by.selves) | Q(for_id__in=by.selves)
    done = ledger.of("ticket", ids).filter(hands)
    return set(done.order_by().values_list("about_id", flat=True))


def steps(
    ticket: Ticket,
    by: Actor,
    at: datetime,
    *,
    had_part: Container[int] | None = None,
    named: Container[int] | None = None,
) -> list[rules.Step]:
    """Return the steps that an actor may take on a ticket now, and only those."""
    return rules.steps(standing(ticket, by, at, had_part=had_part, named=named), by)


def against(
    steps: Sequence[rules.Step],
    ticket: Ticket,
    by: Actor,
    at: datetime,
    *,
    named: Container[int] | None = None,
) -> Refusal | None:
    """Return what stands against taking any of some steps on a ticket now, or None where one may be taken."""
    found = standing(ticket, by, at, named=named)
    said = [rules.against(step, found, by) for step in steps]
    return None if None in said else said[0]


def overtaken(ticket: Ticket, seen: int | None) -> bool:
    """Return whether something was done since a page was seen that a decision may rest on."""
    if seen is None or seen == ticket.seq:
        return False
    since = ledger.about(ticket).filter(seq__gt=seen).values_list("verb", flat=True)
    return seen > ticket.seq or not rules.deeds.LOOKS.issuperset(since)
