"""Work in spells of short transactions: each takes as many as fit, so that nobody waits long for any of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

CHUNK = 0.025  # seconds of writing that a transaction aims at: nobody is to wait longer than 0.05
FEWEST, MOST = 1, 50  # in a transaction
GROWTH = 4  # more than in the one before
SPELL = 0.5  # seconds before others have their turn


@dataclass
class Spells:
    """Learns how many fit into a short transaction, and takes them one transaction after the other."""

    limit: int = FEWEST

    def work(self, some: Callable[[int], int]) -> int:
        """Do chunk after chunk for a spell, and return how much was done; `some` does up to a limit."""
        done, ends = 0, time.monotonic() + SPELL
        while (now := time.monotonic()) < ends and (came := some(self.limit)):
            done += came
            if came == self.limit:
                self.learn(time.monotonic() - now)
        return done

    def learn(self, took: float) -> None:
        """Choose how large the next chunk is by the time that the last one took."""
        fits = int(self.limit * CHUNK / took)
        self.limit = max(FEWEST, min(fits, self.limit + GROWTH, MOST))
