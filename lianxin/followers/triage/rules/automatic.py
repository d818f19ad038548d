"""Where a machine may dispatch by itself: never, unless an administrator named the category and the confidence."""

from dataclasses import dataclass

from lianxin.casework.tickets.rules import conflict
from lianxin.followers.triage.rules.refusals import ConfidenceOutOfRange, NotAllowedYet
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed

ALLOWED = declare("automatic.allowed", category_id=int, per_cent=int)
STOPPED = declare("automatic.stopped", category_id=int)

KEEPERS = frozenset({Role.ADMINISTRATOR})
LOWEST, HIGHEST = 90, 99  # per cent of confidence: what is less sure waits for a person
OFF = 0


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a machine knows of one request when it might dispatch it."""

    confidence: float
    learnt: bool  # from people's decisions; the cold start never dispatches
    doubtful: bool  # it may be an emergency, or not for us
    kind: str
    placed: bool  # the grid is known
    decided: bool  # a person has chosen a category already


def keepers_only(by: Actor) -> None:
    """Refuse anybody who does not keep the registers."""
    if by.role not in KEEPERS:
        raise NotAllowed(role=by.role)


def per_cent(given: int) -> int:
    """Return a confidence from which a machine may dispatch, or refuse it."""
    if not LOWEST <= given <= HIGHEST:
        raise ConfidenceOutOfRange(least=LOWEST, most=HIGHEST)
    return given


def on(per_cent: int) -> None:
    """Refuse to stop what is not allowed."""
    if per_cent == OFF:
        raise NotAllowedYet


def dispatches(case: Case, per_cent: int) -> bool:
    """Return whether a machine dispatches a request whose category is allowed from so many per cent on."""
    sure = per_cent != OFF and case.confidence >= per_cent / 100
    waits = case.doubtful or case.decided or conflict.against_somebody(case.kind)
    return sure and case.learnt and case.placed and not waits
