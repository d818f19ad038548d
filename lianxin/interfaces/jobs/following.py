"""Who follows the ledger, each from a bookmark of its own: what it does with an entry, and that it stands still."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from lianxin.followers.notifications import actions as notifications
from lianxin.followers.triage import actions as triage
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as ledger_queries
from lianxin.interfaces.jobs.spells import Spells

FOLLOWERS: dict[str, Callable[..., None]] = {
    "triage": triage.take,
    "similar": triage.trace,
    "phrases": triage.enter_phrases,
    "notifications": notifications.take,
}


class StandingStill(Exception):
    """A follower has failed on an entry and stands before it."""


@dataclass
class Following:
    """Lets a follower read on, as many entries at a time as fit into a short transaction."""

    name: str
    spells: Spells = field(default_factory=Spells)

    def __call__(self, at: datetime) -> int:
        """Let it read for a spell; others have their turn then."""
        handle = partial(FOLLOWERS[self.name], at=at)
        done = self.spells.work(lambda limit: ledger.follow(self.name, handle, at=at, limit=limit))
        if not done and (fault := ledger_queries.stopped(self.name)):
            raise StandingStill(self.name, fault)
        return done


def topics(at: datetime) -> int:
    """File tickets under topics, and count topics anew where there is nothing to file."""
    return triage.file(at=at) or triage.tally(at=at)
