"""What may be done to a ticket, by whom, when, and what it is then: tables and pure functions."""

from lianxin.casework.tickets.rules import (
    checks,
    code,
    conflict,
    deeds,
    moves,
    needs,
    refusals,
    words,
)
from lianxin.casework.tickets.rules.move import Move
from lianxin.casework.tickets.rules.moves import against, steps, take
from lianxin.casework.tickets.rules.standing import Standing, Tries
from lianxin.casework.tickets.rules.words import (
    Channel,
    Decline,
    Exclusion,
    Hold,
    Kind,
    Line,
    Obstacle,
    Outcome,
    Privacy,
    Proposal,
    Reach,
    Right,
    State,
    Step,
    Way,
)

__all__ = [
    "Channel",
    "Decline",
    "Exclusion",
    "Hold",
    "Kind",
    "Line",
    "Move",
    "Obstacle",
    "Outcome",
    "Privacy",
    "Proposal",
    "Reach",
    "Right",
    "Standing",
    "State",
    "Step",
    "Tries",
    "Way",
    "against",
    "checks",
    "code",
    "conflict",
    "deeds",
    "moves",
    "needs",
    "refusals",
    "steps",
    "take",
    "words",
]
