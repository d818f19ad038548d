"""Years of units at work, made by a seed: clean ones, and ones in which one unit games one thing in one month."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from lianxin.casework.tickets.rules import deeds
from lianxin.followers.insight.actions import writing
from lianxin.followers.insight.manifest import Manifest
from lianxin.followers.insight.rules.folding import Told
from lianxin.followers.insight.rules.patterns import Pattern
from lianxin.foundation.time import SHANGHAI

UNITS = (1, 2, 3, 4, 5)
GAMES = UNITS[2]  # the unit in which something is planted
FIRST, END = date(2026, 11, 1), date(2026, 12, 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def worked(at: datetime, dice: random.Random) -> datetime:
    """Return a moment of a working day at or after one."""
    at += DAY * {5: 2, 6: 1}.get(at.weekday(), 0)
    return at.replace(hour=dice.randint(9, 17), minute=dice.randint(0, 59))


class Year:
    """The entries of one month of some units, request by request."""

    def __init__(self, seed: int, units: Sequence[int] = UNITS) -> None:
        self.dice = random.Random(seed)  # noqa: S311  a test's own dice
        self.units, self.games = units, units[2]
        self.position, self.tickets = 0, list[Sequence[Told]]()

    def ticket(self, unit: int, steps: list[tuple[str, datetime, str, dict[str, Any]]]) -> None:
        """Add a request with what was done to it."""
        number, told = len(self.tickets) + 1, []
        for seq, (verb, at, role, facts) in enumerate(sorted(steps, key=lambda one: one[1]), 1):
            said = {"lead_unit_id": unit, **facts}
            told.append(
                Told(self.position, number, seq, verb, at, role, unit, imported=False, facts=said)
            )
            self.position += 1
        self.tickets.append(told)

    def usual(
        self, unit: int, *more: tuple[str, datetime, str, dict[str, Any]], **given: Any
    ) -> None:
        """Add a request as it goes in a clean month: taken in, signed, contacted, replied."""
        dice = self.dice
        start = given.get("start") or datetime(2026, 11, dice.randint(1, 24), 9, tzinfo=SHANGHAI)
        received = worked(start, dice)
        promise = (received + 7 * DAY).replace(hour=0, minute=0) + DAY
        signed = received + HOUR * dice.uniform(0.2, 2)
        contacted = given.get("contacted") or signed + HOUR * dice.uniform(0.1, 5)
        replied = given.get("replied") or worked(contacted + DAY * dice.randint(1, 6), dice)
        moments = {"received_at": received, "promise_at": promise, "current_promise_at": promise}
        facts = {**moments, "dispatched_at": received, "state": "dispatched", "division_code": ""}
        self.ticket(
            unit,
            [
                (deeds.RECEIVED, received, "public", facts),
                (deeds.SIGNED, signed, "handler", {}),
                (deeds.CONTACTED, max(contacted, signed), "handler", {}),
                (deeds.REPLIED, max(replied, contacted), "handler", {}),
                *more,
            ],
        )

    def clean(self, each: int = 40) -> "Year":
        """Add to every unit what is done in a month without gaming."""
        dice = self.dice
        for unit in self.units:
            for _ in range(each):
                self.usual(
                    unit,
                    *self._rated(satisfied=dice.random() < 0.7, tries=dice.choice((0, 0, 0, 1, 2))),
                )
            for _ in range(each // 4):
                at = worked(datetime(2026, 11, dice.randint(1, 30), 9, tzinfo=SHANGHAI), dice)
                self.usual(unit, (deeds.EXCLUSION_PROPOSED, min(at, _last()), "unit_lead", {}))
            for _ in range(each // 4):
                start = datetime(2026, 11, dice.choice((2, 9, 16)), 9, tzinfo=SHANGHAI)
                at = worked(start + DAY * dice.choice((0, 1, 2, 3, 4, 7)), dice)
                self.usual(unit, (deeds.HOLD_ASKED, at, "unit_lead", {}), start=start)
            for verb in (deeds.HURRIED, deeds.ADDED, deeds.WITHDRAWN):
                for _ in range(each // 4):
                    start = datetime(2026, 11, dice.randint(2, 18), 9, tzinfo=SHANGHAI)
                    at = worked(start + DAY * dice.randint(1, 9), dice)
                    self.usual(unit, (verb, at, "requester", {}), start=start)
        return self

    def _rated(
        self, *, satisfied: bool, tries: int
    ) -> Iterator[tuple[str, datetime, str, dict[str, Any]]]:
        rated = datetime(2026, 11, 28, 16, tzinfo=SHANGHAI)
        for number in range(tries):
            yield deeds.CALL_TRIED, rated - HOUR * (number + 1), "caller", {}
        yield deeds.CONFIRMED, rated, "caller", {"rating": 5 if satisfied else 2}

    def planted(self, pattern: Pattern, many: int = 14) -> "Year":
        """Add to one unit what looks like one kind of gaming."""
        {
            Pattern.LATE_EXCLUSIONS: self._late_exclusions,
            Pattern.REPEATED_CALLS: self._repeated_calls,
            Pattern.JUST_BEFORE_DUE: self._just_before_due,
            Pattern.CONTACTED_AT_ONCE: self._contacted_at_once,
            Pattern.HOLDS_BEFORE_DUE: self._holds_before_due,
            Pattern.WITHDRAWN_AFTER_CALLS: self._withdrawn_after_calls,
        }[pattern](many)
        return self

    def _late_exclusions(self, many: int) -> None:
        for number in range(many):
            at = _last() - HOUR * number * 2
            self.usual(self.games, (deeds.EXCLUSION_PROPOSED, at, "unit_lead", {}))

    def _repeated_calls(self, many: int) -> None:
        for _ in range(many * 3):
            self.usual(self.games, *self._rated(satisfied=True, tries=3))

    def _just_before_due(self, many: int) -> None:
        for _ in range(many):
            start = datetime(2026, 11, self.dice.choice((2, 3, 4, 5, 9, 10)), 9, tzinfo=SHANGHAI)
            due = (start + 8 * DAY).replace(hour=0)
            self.usual(self.games, start=start, replied=due - HOUR * self.dice.uniform(0.1, 1.5))

    def _contacted_at_once(self, many: int) -> None:
        for _ in range(many * 2):
            start = datetime(2026, 11, self.dice.randint(2, 20), 9, tzinfo=SHANGHAI)
            self.usual(self.games, start=start, contacted=start)  # not before it is signed

    def _holds_before_due(self, many: int) -> None:
        for _ in range(many):
            start = datetime(2026, 11, self.dice.choice((2, 3, 4, 5, 6)), 9, tzinfo=SHANGHAI)
            at = (start + 7 * DAY).replace(hour=16)
            self.usual(self.games, (deeds.HOLD_ASKED, at, "unit_lead", {}), start=start)

    def _withdrawn_after_calls(self, many: int) -> None:
        for _ in range(many * 2):
            start = datetime(2026, 11, self.dice.choice((2, 3, 9, 10, 16)), 9, tzinfo=SHANGHAI)
            called = start + 8 * DAY
            self.usual(
                self.games,
                (deeds.CALL_TRIED, called, "handler", {}),
                (deeds.WITHDRAWN, called + HOUR * 2, "requester", {}),
                start=start,
            )

    def written(self, folder: Path) -> Path:
        """Write the record as the worker would, and return its folder."""
        rows = writing.rows(self.tickets, since=0)
        known = writing.added(folder, Manifest(), rows, name="year")
        known = replace(known, position=self.position)
        writing.commit(folder, known, at=datetime(2026, 12, 1, tzinfo=SHANGHAI))
        return folder


def _last() -> datetime:
    return datetime(2026, 11, 30, 17, tzinfo=SHANGHAI)
