"""Somebody who helps with a ticket of the town, under a mandate of its requester."""

from datetime import datetime, timedelta

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import day_of
from lianxin.registers.residents import actions
from lianxin.registers.residents.rules.mandates import Act, Helper
from tests.casework.tickets.town import requester
from tests.make import MONDAY

ALL = frozenset({Act.FOLLOW, Act.ANSWER})


def given(
    by: Actor,
    *,
    acts: frozenset[Act] = ALL,
    helper: Helper = Helper.NEIGHBOUR,
    days: int = 30,
    at: datetime = MONDAY,
    key: str = "a-mandate",
) -> int:
    """Give a mandate and return its id."""
    last_on = day_of(at + timedelta(days=days))
    entry = actions.give_mandate(
        helper=helper, acts=acts, last_on=last_on, by=by, at=at, key=f"mandate:{key}:{by.ticket_id}"
    )
    return entry.about_id


def helper(ticket: Ticket, *, acts: frozenset[Act] = ALL, key: str = "a-mandate") -> Actor:
    """Return who helps with a ticket."""
    mandate_id = given(requester(ticket), acts=acts, key=key)
    return Actor.helper(mandate_id=mandate_id, ticket_id=ticket.pk, session="neighbour")
