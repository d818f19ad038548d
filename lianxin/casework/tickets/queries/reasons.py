"""Why a requester is promised an answer by a day: the tier, and the time that the profile in force gives it."""

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.limits import Clock, of_now
from lianxin.foundation.refusal import Refusal
from lianxin.registers.policies.rules import Span, Tier


def why_promised(ticket: Ticket) -> tuple[Tier, Span] | None:
    """Return the tier that the promise at intake follows from, and its time; None where none explains it.

    A tier that a dispatcher gave later, or a profile that has changed since, may say something else.
    """
    clock = Clock(ticket.division_code, ticket.received_at, of_now())
    for tier in dict.fromkeys([Tier(ticket.tier), clock.default_tier, *Tier]):
        try:
            if clock.promise(tier, since=ticket.received_at).at == ticket.promise_at:
                return tier, clock.limits.promise(tier)
        except Refusal:  # no calendar, or no line for this tier
            continue
    return None
