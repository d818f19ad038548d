"""By when: the profile in force and the calendar, asked together for one ticket at one moment."""

from datetime import date, datetime
from functools import cached_property

from lianxin.casework.tickets.rules.checks import Tries
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars import rules as days
from lianxin.registers.calendars.rules import Due
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Figure, Span, Tier, TimeLimits
from lianxin.registers.policies.rules import Step as Limit


class Clock:
    """The limits of the profile in force for a division, reckoned from a moment."""

    def __init__(self, division_code: str, at: datetime) -> None:
        self.at = at
        self.division_code = division_code

    @property
    def today(self) -> date:
        """Return the day in Shanghai on which the moment lies."""
        return days.day_of(self.at)

    @cached_property
    def limits(self) -> TimeLimits:
        """Return the profile in force, read once."""
        return policies.limits(self.division_code, self.today)

    @property
    def default_tier(self) -> Tier:
        """Return the tier of a promise where no category gives one."""
        return self.limits.default_tier

    def due(self, limit: Limit, *, tier: str = "", since: datetime | None = None) -> datetime:
        """Return when a step's time is over, reckoned from now or from an earlier moment."""
        span = self.limits.span(limit, Tier(tier) if tier else None)
        return self._end(span, since or self.at).at

    def promise(self, tier: str, *, since: datetime) -> Due:
        """Return what the requester is promised under a tier."""
        return self._end(self.limits.promise(Tier(tier)), since)

    def extended(self, promise: datetime, working_days: int) -> Due:
        """Return a promise put off by working days."""
        unit = days.Unit.WORKING_DAYS
        return days.extended(calendars.calendar(), promise, amount=working_days, unit=unit)

    @property
    def extension_days(self) -> int:
        """Return how many working days one extension may add."""
        return self.limits.span(Limit.EXTENSION).amount

    @property
    def extensions_allowed(self) -> int:
        """Return how often a promise may be extended."""
        return self.limits.count(Figure.EXTENSIONS)

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
        return calendars.due(since, amount=span.amount, unit=span.unit)
