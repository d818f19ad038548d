"""The worker's part in what was decided for many tickets at once: chunk after chunk, each a short transaction."""

import time
from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets import actions as tickets

CHUNK = 0.025  # seconds of writing that a chunk aims at: nobody is to wait longer than 0.05 for it
FEWEST, MOST = 1, 50  # tickets in a chunk
GROWTH = 4  # more tickets than in the last chunk
SPELL = 0.5  # seconds of carrying out before others have their turn


@dataclass
class Carrying:
    """Carries out what was decided for many tickets, as many at a time as fit into a short transaction."""

    limit: int = FEWEST

    def __call__(self, at: datetime) -> int:
        """Carry out chunk after chunk for a spell; others have their turn then."""
        done, ends = 0, time.monotonic() + SPELL
        while (now := time.monotonic()) < ends and (came := tickets.carry(at=at, limit=self.limit)):
            done += came
            if came == self.limit:
                self.learn(time.monotonic() - now)
        return done

    def learn(self, took: float) -> None:
        """Choose how large the next chunk is by the time that the last one took."""
        fits = int(self.limit * CHUNK / took)
        self.limit = max(FEWEST, min(fits, self.limit + GROWTH, MOST))
