"""What somebody said instead of writing: who hears it, how long it is kept, and what waits for its words."""

from datetime import datetime, timedelta

from lianxin.casework.tickets.rules import refusals
from lianxin.casework.tickets.rules.standing import Standing
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed

KEPT = timedelta(days=30)  # where nobody writes it down
KEPT_WRITTEN = timedelta(days=3)  # where somebody did: long enough to find a mistake
OPEN_FOR = timedelta(minutes=30)  # how long whoever asked to hear it can
HEARERS = frozenset({Role.AGENT, Role.DISPATCHER, Role.SUPERVISOR})  # beside the requester


def hearing(by: Actor, sound_until: datetime | None) -> None:
    """Refuse to let anybody hear it but the desk that takes requests in, and what is gone."""
    if by.role not in HEARERS:
        raise NotAllowed(role=by.role)
    if sound_until is None:
        raise refusals.NothingToHear


def until(sound_until: datetime | None, written_at: datetime) -> datetime | None:
    """Return until when a recording is kept that was written down: never longer than before."""
    return sound_until and min(sound_until, written_at + KEPT_WRITTEN)


def written_down(ticket: Standing, by: Actor) -> None:
    """Refuse to decide on what somebody said before it stands in words."""
    if ticket.to_write_down:
        raise refusals.NotWrittenDown


def spoken(ticket: Standing, by: Actor) -> None:
    """Refuse to write down what was not said, or what nobody can hear again to mend a mistake."""
    if not ticket.to_write_down and ticket.sound_until is None:
        raise refusals.NothingToHear
