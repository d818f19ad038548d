"""The worker's part in what was decided for many tickets at once: chunk after chunk, each a short transaction."""

from dataclasses import dataclass, field
from datetime import datetime

from lianxin.casework.tickets import actions as tickets
from lianxin.interfaces.jobs.spells import Spells


@dataclass
class Carrying:
    """Carries out what was decided for many tickets, as many at a time as fit into a short transaction."""

    spells: Spells = field(default_factory=Spells)

    def __call__(self, at: datetime) -> int:
        """Carry out chunk after chunk for a spell; others have their turn then."""
        return self.spells.work(lambda limit: tickets.carry(at=at, limit=limit))
