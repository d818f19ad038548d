"""Yellow and red cards: how a moment by which something is due stands to now, in words and colour."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.foundation.time import day_of, deadline
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars import rules as days
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Step, Tier


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a row says of a deadline: the moment in words, and a tag where it presses."""

    at: datetime
    by: str
    text: str = ""
    colour: str = ""


class Cards:
    """The limits and the calendar, read once for all rows of a page."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.calendar = calendars.calendar()
        self.policies = policies.policies()

    def card(self, due: datetime | None, *, division: str, tier: str) -> Card | None:
        """Return the card of a deadline: red once it has passed, yellow when it is near."""
        if due is None:
            return None
        if due <= self.at:
            return Card(at=due, by=words(due, self.at), text=_("Overdue"), colour="red")
        limits = self.policies.limits(division, day_of(self.at))
        span = limits.span(Step.DUE_SOON, Tier(tier))
        near = days.ahead_of(self.calendar, due, amount=span.amount, unit=span.unit)
        if near <= self.at:
            return Card(at=due, by=words(due, self.at), text=_("Due soon"), colour="yellow")
        return Card(at=due, by=words(due, self.at))


def words(due: datetime, at: datetime) -> str:
    """Return a deadline in few words: the year only where it is another, 24:00 and never 00:00."""
    day, clock = deadline(due)
    with_year, without = pgettext("short date", "j M Y"), pgettext("short date", "j M")
    pattern = without if day.year == day_of(at).year else with_year
    return f"{date_format(day, pattern)} {clock}"
