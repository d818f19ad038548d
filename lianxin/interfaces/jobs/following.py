"""Who follows the ledger, each from a bookmark of its own: what it does with an entry, and that it stands still."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from lianxin.followers.notifications import actions as notifications
from lianxin.followers.triage import actions as triage
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as ledger_queries

FOLLOWERS: dict[str, Callable[..., None]] = {
    "triage": triage.take,
    "similar": triage.trace,
    "notifications": notifications.take,
}

TURN = 20  # entries, so that what else this thread does waits a second for them, and not many


class StandingStill(Exception):
    """A follower has failed on an entry and stands before it."""


def follow(name: str, at: datetime) -> int:
    """Let a follower read on."""
    done = ledger.follow(name, partial(FOLLOWERS[name], at=at), at=at, limit=TURN)
    if not done and (fault := ledger_queries.stopped(name)):
        raise StandingStill(name, fault)
    return done


def topics(at: datetime) -> int:
    """File tickets under topics, and count topics anew where there is nothing to file."""
    return triage.file(at=at) or triage.tally(at=at)
