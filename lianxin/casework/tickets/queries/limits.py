"""By when: the profile in force and the calendar, asked together for one ticket at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from lianxin.casework.tickets.rules.refusals import UnknownPlace
from lianxin.casework.tickets.rules.standing import Tries
from lianxin.casework.tickets.rules.words import State
from lianxin.foundation.memory import for_a_second
from lianxin.foundation.time import INSTANT, Unit, day_of, last_day
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars import rules as days
from lianxin.registers.calendars.rules import Due
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties.rules import Book
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import community_of, in_force
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Figure, Span, Tier, TimeLimits
from lianxin.registers.policies.rules import Step as Limit


@dataclass(frozen=True, slots=True)
class Registers:
    """What a ticket's promise rests on, as it stood at one moment."""

    policies: policies.Policies
    calendar: days.Calendar
    catalogue: Book
    grids: Mapping[int, orgs.Term]
    divisions: Mapping[str, list[orgs.Term]]


def of_now() -> Registers:
    """Return the registers as they stand, for whoever reckons the past by what is known now."""
    return Registers(
        policies=policies.policies(),
        calendar=calendars.calendar(),
        catalogue=duties.book(),
        grids=orgs.grid_terms(),
        divisions=orgs.division_terms(),
    )


registers = for_a_second(of_now)


def division_of(grid_id: int | None, division_code: str, at: datetime) -> str:
    """Return the division of a place: its grid's community, else what is said; or refuse what is not in force."""
    if grid_id is None:
        terms = registers(at).divisions.get(division_code, ())
        if division_code and not in_force(terms, day_of(at)):
            raise UnknownPlace
        return division_code
    grid = registers(at).grids.get(grid_id)
    if grid is None or not in_force([grid], day_of(at)):
        raise UnknownPlace
    return community_of(grid.code)


def chosen(category_id: int | None, at: datetime) -> int | None:
    """Return a category that can be chosen, or None for none; refuse others."""
    return None if category_id is None else registers(at).catalogue.chosen(category_id)


class Clock:
    """The limits of the profile in force for a division, reckoned from a moment."""

    def __init__(self, division_code: str, at: datetime, known: Registers | None = None) -> None:
        self.at = at
        self.division_code = division_code
        self.registers = known or registers(at)

    @property
    def today(self) -> date:
        """Return the day in Shanghai on which the moment lies."""
        return day_of(self.at)

    @cached_property
    def limits(self) -> TimeLimits:
        """Return the profile in force."""
        return self.registers.policies.limits(self.division_code, self.today)

    def tier(self, category_id: int | None) -> str:
        """Return the tier that the catalogue gives a category here, else the profile's default."""
        book = self.registers.catalogue
        found = category_id and book.tier(category_id, self.division_code, self.today)
        return found or self.default_tier

    @property
    def default_tier(self) -> Tier:
        """Return the tier of a promise where no category gives one."""
        return self.limits.default_tier

    def due(self, limit: Limit, *, tier: str = "", since: datetime | None = None) -> datetime:
        """Return when a step's time is over, reckoned from now or from an earlier moment."""
        span = self.limits.span(limit, Tier(tier) if tier else None)
        return self._end(span, since or self.at).at

    def assist_due(self, promise: datetime) -> datetime:
        """Return by when an assisting unit reports: a share of the time left to the lead unit.

        After the promise has run out it is the time in which a call for help is answered.
        """
        if promise <= self.at:
            return self.due(Limit.WHISTLE_ANSWER)
        return self.at + (promise - self.at) * float(self.limits.number(Figure.ASSIST_SHARE))

    def promise(self, tier: str, *, since: datetime) -> Due:
        """Return what the requester is promised under a tier."""
        return self._end(self.limits.promise(Tier(tier)), since)

    def extended(self, promise: datetime, working_days: int) -> Due:
        """Return a promise put off by working days."""
        unit = Unit.WORKING_DAYS
        return days.extended(self.registers.calendar, promise, amount=working_days, unit=unit)

    def promise_unit(self, tier: str) -> Unit:
        """Return what the promise under a tier is counted in."""
        return self.limits.promise(Tier(tier)).unit

    def resumed(
        self, promise: datetime, *, since: datetime, due_at: datetime | None, unit: Unit
    ) -> Due:
        """Return a promise whose clock stood still since a moment, until another at most, and goes on."""
        calendar, over = self.registers.calendar, self._over(since, due_at, unit)
        return days.resumed(calendar, promise, paused_at=since, resumed_at=over, unit=unit)

    def objection_until(self, state: str, ended_at: datetime) -> datetime:
        """Return until when one can object to a result."""
        refused = state == State.NOT_ACCEPTED
        window = Limit.NOT_ACCEPTED_OBJECTION_WINDOW if refused else Limit.OBJECTION_WINDOW
        return self.due(window, since=ended_at)

    @property
    def extension_days(self) -> int:
        """Return how many working days one extension may add."""
        return self.limits.span(Limit.EXTENSION).amount

    @property
    def extensions_allowed(self) -> int:
        """Return how often a promise may be extended."""
        return self.limits.count(Figure.EXTENSIONS)

    @property
    def hold_until(self) -> date:
        """Return the last day on which a hold that begins now is looked at again."""
        return last_day(self.due(Limit.HOLD_REVIEW))

    @property
    def waiting_allowed(self) -> int:
        """Return for how long in all the clock stands still for answers, in the limit's own unit."""
        return self.limits.span(Limit.WAITING_RESIDENT).amount

    def waiting_until(self, waited: int) -> datetime:
        """Return until when an answer is waited for, after some waiting before."""
        span = self.limits.span(Limit.WAITING_RESIDENT)
        return self._end(Span(max(span.amount - waited, 0), span.unit), self.at).at

    def remind_at(self, waited: int) -> datetime:
        """Return when the requester is reminded of a question: at half time, or as the profile says."""
        span = self.limits.span(Limit.WAITING_RESIDENT)
        half = self._end(Span(max(span.amount - waited, 0) // 2, span.unit), self.at).at
        return min(half, self.due(Limit.WAITING_REMINDER))

    def waited(self, *, since: datetime, due_at: datetime | None) -> int:
        """Return for how long an answer was waited for, in the limit's own unit."""
        unit = self.limits.span(Limit.WAITING_RESIDENT).unit
        over = self._over(since, due_at, unit)
        return days.elapsed(self.registers.calendar, since, over, unit=unit)

    def _over(self, since: datetime, due_at: datetime | None, unit: Unit) -> datetime:
        """Return when a pause ended that is over now: a clock that comes late does not lengthen it."""
        if due_at is None or self.at < due_at:
            return self.at
        return due_at if unit in days.CLOCK else max(since, due_at - INSTANT)  # 24:00 is that day

    @property
    def reworks_allowed(self) -> int:
        """Return how often a dispute leads back to the unit before a supervisor decides."""
        return self.limits.count(Figure.AUTOMATIC_REWORKS)

    @property
    def tries(self) -> Tries:
        """Return what must be tried before somebody counts as unreachable."""
        count = self.limits.count(Figure.FOLLOW_UP_TRIES)
        return Tries(count=count, days=self.limits.count(Figure.FOLLOW_UP_DAYS))

    def _end(self, span: Span, since: datetime) -> Due:
        return days.due(self.registers.calendar, since, amount=span.amount, unit=span.unit)
