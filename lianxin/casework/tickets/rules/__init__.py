"""What may be done to a ticket, by whom, when, and what it is then: tables and pure functions."""

from lianxin.casework.tickets.rules import checks, code, deeds, moves, refusals, words
from lianxin.casework.tickets.rules.moves import Standing, disputed, steps, take
from lianxin.casework.tickets.rules.words import (
    Channel,
    Decline,
    Kind,
    Line,
    Outcome,
    Privacy,
    Proposal,
    Reach,
    State,
    Step,
    Way,
)

__all__ = [
    "Channel",
    "Decline",
    "Kind",
    "Line",
    "Outcome",
    "Privacy",
    "Proposal",
    "Reach",
    "Standing",
    "State",
    "Step",
    "Way",
    "checks",
    "code",
    "deeds",
    "disputed",
    "moves",
    "refusals",
    "steps",
    "take",
    "words",
]
