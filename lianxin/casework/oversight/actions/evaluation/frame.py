"""The frame of a deed on an evaluation: lock it, ask the table, change the row, record; always in that order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.matters.rules import text
from lianxin.casework.oversight.models import Evaluation
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.rules.evaluation import State, Step, deeds, moves
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A deed under way: the evaluation under its lock, and the state to which the step leads."""

    found: Evaluation
    state: State
    by: Actor
    at: datetime
    key: str

    @property
    def clock(self) -> Clock:
        """Return the limits in force where the unit is."""
        return Clock(self.found.unit.division.code, self.at)

    def done(self, verb: str, words: Mapping[str, str], **facts: object) -> Entry:
        """Set the columns that the facts name, and record."""
        columns = [name for name in facts if name in deeds.COLUMNS]
        for name in columns:
            setattr(self.found, name, facts[name])
        self.found.changed = columns
        by, at, key = self.by, self.at, self.key
        return ledger.record(verb, about=self.found, by=by, at=at, key=key, words=words, **facts)


def begin(
    step: Step, evaluation_id: int, *, by: Actor, at: datetime, key: str, seen: int | None
) -> Turn:
    """Lock an evaluation and return it with the state that a step leads to, or refuse."""
    found = ledger.locked(queries.visible_to(by), evaluation_id, seen=seen)
    state = moves.take(step, queries.standing(found, by, at), by)
    return Turn(found=found, state=state, by=by, at=at, key=key)


def reason(words: str, name: str = "reason") -> dict[str, str]:
    """Return why, in words that name nobody, or refuse silence."""
    return text(name, words)
