"""What came back: a request of the same category at the same place after one before was solved."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lianxin.casework.tickets.rules import Outcome, State

SOON, LATER = timedelta(days=30), timedelta(days=90)
ENDED = frozenset({State.ANSWERED, State.CLOSED, State.ARCHIVED})
UNSOLVED = frozenset({Outcome.EXPLAINED, Outcome.UNREACHABLE})


@dataclass(frozen=True, kw_only=True)
class Case:
    """One request: what and where, since when, and when it was solved, if it was."""

    what: Hashable
    where: Hashable  # None is nowhere known: nothing comes back there
    received_at: datetime
    solved_at: datetime | None


def solved(state: str, outcome: str) -> bool:
    """Tell whether a request that stands so counts as solved: explaining, or reaching nobody, solves nothing."""
    return state in ENDED and outcome not in UNSOLVED


def since(cases: Iterable[Case]) -> list[timedelta | None]:
    """Return for each request how long before it the last of its kind there was solved, if at all."""
    listed = list(cases)
    ends: dict[tuple[Hashable, Hashable], list[datetime]] = defaultdict(list)
    for case in listed:
        if case.solved_at is not None and case.where is not None:
            ends[case.what, case.where].append(case.solved_at)
    for moments in ends.values():
        moments.sort()
    return [_since(case, ends.get((case.what, case.where), [])) for case in listed]


def _since(case: Case, ends: list[datetime]) -> timedelta | None:
    place = bisect_left(ends, case.received_at)
    return case.received_at - ends[place - 1] if place else None


def within(after: timedelta | None, limit: timedelta) -> bool:
    """Tell whether a request came within a time after the last was solved."""
    return after is not None and after <= limit
