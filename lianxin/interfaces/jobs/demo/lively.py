"""Time passes in the demo: now and then somebody of the city tells something, signs, calls, replies or rates.

Only requests that it told itself are touched: nothing moves under the fingers of whoever is trying something.
"""

import logging
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.rules import State
from lianxin.casework.tickets.rules.words import OPEN
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.jobs.demo import story
from lianxin.interfaces.jobs.demo.steps import WATCHER, take
from lianxin.interfaces.jobs.demo.story import Play, Story

log = logging.getLogger(__name__)

SEED = 12345
PACE = timedelta(seconds=20)  # from one act to the next
FEWEST, MOST = 4, 12  # requests on their way at a time
OFTEN = 0.25  # how often something new is told while others wait
# What is done next to a request; one in another state waits for whoever brought it there.
NEXT: Mapping[State, str] = {
    State.RECEIVED: "accept",
    State.DISPATCHED: "sign",
    State.SIGNED: "contact",
    State.HANDLING: "reply",
    State.REPLIED: "pass_audit",
    State.FOLLOW_UP: "confirm",
}


def _tales() -> list[Story]:
    """Return those of the demo's requests that came to a good end: what is told, and what is answered."""
    return [one for one in story.stories() if one["ending"] == "closed_resolved"]


@dataclass
class City:
    """The people of the city: what they can tell, how much of it they told, and what is on its way."""

    tales: Sequence[Story] = field(default_factory=_tales)
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311  no secret
    told: int = 0
    on_their_way: dict[int, Story] = field(default_factory=dict)  # by ticket

    def catch_up(self, *, now: datetime) -> None:
        """Find what was told before the demo was last stopped."""
        while story.played(one := self._tale(), now=now):
            self.on_their_way[story.ticket_of(one, now=now)] = one
            self.told += 1

    def act(self, *, now: datetime) -> None:
        """Let one thing happen, and say so in the log."""
        states = {pk: State(queries.find(WATCHER, pk).state) for pk in self.on_their_way}
        for pk in [pk for pk, state in states.items() if state not in OPEN]:
            del self.on_their_way[pk]
        ready = [pk for pk in self.on_their_way if states[pk] in NEXT]
        count = len(self.on_their_way)
        if count < FEWEST or (count < MOST and (not ready or self.dice.random() < OFTEN)):
            self._tell(now)
        elif ready:
            self._go_on(self.dice.choice(ready), now)

    def _tale(self) -> Story:
        """Return what is told next: each of the tales once in some order, then all over again."""
        turn, place = divmod(self.told, len(self.tales))
        shuffled = random.Random(SEED + turn).sample(self.tales, len(self.tales))  # noqa: S311
        return {**shuffled[place], "id": f"live-{self.told}"}

    def _tell(self, now: datetime) -> None:
        one = self._tale()
        with ledger.writing():
            pk = story.receive(one, now, now)
        self.told += 1
        self.on_their_way[pk] = one
        log.info("demo: %s receive", queries.find(WATCHER, pk).number)

    def _go_on(self, pk: int, now: datetime) -> None:
        ticket, one = queries.find(WATCHER, pk), self.on_their_way[pk]
        step = NEXT[State(ticket.state)]
        if step == "accept" and ticket.category_id is not None:
            step = "dispatch"
        key = f"demo:{one['id']}:{step}:{ticket.seq}"
        try:
            with ledger.writing():
                take(Play(story=one, ticket_id=pk, now=now), step, now, key)
        except Refusal as refusal:  # whoever tries the demo has a hand in it: theirs from here on
            log.info("demo: %s left alone (%s)", ticket.number, refusal.code)
            del self.on_their_way[pk]
        else:
            log.info("demo: %s %s", ticket.number, step)
