"""What a ticket's current promise is, reckoned from all that was decided: tiers, extensions and pauses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from lianxin.casework.tickets.models import IS_OPEN, Ticket
from lianxin.casework.tickets.queries import limits
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import deeds
from lianxin.casework.tickets.rules.words import PAUSED
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import rules as payload
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import Unit
from lianxin.registers.calendars.rules import Due

Lengthening = Callable[["Promise"], Due]


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A promise, and what the limit behind it is counted in."""

    due: Due
    unit: Unit

    def after(self, lengthening: Lengthening) -> "Promise":
        """Return the promise put off; what waits for a calendar goes on waiting for it."""
        later = lengthening(self)
        provisional = later.provisional or self.due.provisional
        return Promise(due=Due(at=later.at, provisional=provisional), unit=self.unit)


@dataclass(kw_only=True)
class Reckoning:
    """The promise as one entry after the other makes it, and everything by which it was put off."""

    ticket: Ticket
    known: limits.Registers  # the past is reckoned by what is known now
    promise: Promise | None = None
    lengthenings: list[Lengthening] = field(default_factory=list)
    days: int = 0  # of the extension that was asked
    paused_at: datetime | None = None
    paused_until: datetime | None = None  # at most

    def read(self, entry: Entry) -> None:
        """Go on by one entry."""
        division = entry.facts.get("division_code", self.ticket.division_code)
        clock = Clock(division, entry.at, self.known)
        if "tier" in entry.facts:  # a later tier may bring it nearer, never put it off
            offered = self.offered(entry.facts["tier"], clock)
            if self.promise is None or offered.due.at < self.promise.due.at:
                self.promise = offered
        if entry.verb == deeds.EXTENSION_ASKED:
            self.days = entry.facts["days"]
        elif entry.verb == deeds.EXTENDED:
            days = self.days
            self._lengthened(lambda promise: clock.extended(promise.due.at, days))
        elif "paused_at" in entry.facts:
            self._paused(entry, clock)

    def offered(self, tier: str, clock: Clock) -> Promise:
        """Return what a tier promises, put off by all that has put the promise off so far."""
        due = clock.promise(tier, since=self.ticket.received_at)
        promise = Promise(due=due, unit=clock.promise_unit(tier))
        for lengthening in self.lengthenings:
            promise = promise.after(lengthening)
        return promise

    def _paused(self, entry: Entry, clock: Clock) -> None:
        if entry.facts["state"] in PAUSED:
            self.paused_at = self.paused_at or entry.at
            due_at = payload.decode(entry.verb, entry.facts)["due_at"]
            self.paused_until = due_at if isinstance(due_at, datetime) else None
        elif (since := self.paused_at) is not None:
            until, self.paused_at = self.paused_until, None
            self._lengthened(
                lambda promise: clock.resumed(
                    promise.due.at, since=since, due_at=until, unit=promise.unit
                )
            )

    def _lengthened(self, lengthening: Lengthening) -> None:
        self.lengthenings.append(lengthening)
        self.promise = self.promise and self.promise.after(lengthening)


def _reckoning(ticket: Ticket, known: limits.Registers | None = None) -> Reckoning:
    found = Reckoning(ticket=ticket, known=known or limits.of_now())
    for entry in ledger.about(ticket):
        found.read(entry)
    return found


def reckoned(ticket: Ticket, known: limits.Registers | None = None) -> Due:
    """Return the current promise as everything decided so far makes it under the calendar of now."""
    promise = _reckoning(ticket, known).promise
    return promise.due if promise else as_it_stands(ticket)


def offered(ticket: Ticket, tier: str, clock: Clock) -> Due:
    """Return what a tier promises now: from intake on, and put off by what has put the promise off."""
    if ticket.extensions or ticket.holds or ticket.questions:
        return _reckoning(ticket).offered(tier, clock).due
    return clock.promise(tier, since=ticket.received_at)


def resumed(ticket: Ticket, at: datetime) -> Due:
    """Return the current promise of a ticket whose clock stands still, if it goes on now."""
    clock, promise = Clock(ticket.division_code, at), _reckoning(ticket).promise
    unit = promise.unit if promise else clock.promise_unit(ticket.tier)
    since = ticket.paused_at or at
    return clock.resumed(ticket.current_promise_at, since=since, due_at=ticket.due_at, unit=unit)


def as_it_stands(ticket: Ticket) -> Due:
    """Return the current promise as the ticket holds it."""
    return Due(at=ticket.current_promise_at, provisional=ticket.promise_provisional)


def outdated() -> list[int]:
    """Return the open tickets whose promise waited for a calendar and reads otherwise under that of now."""
    waiting = Ticket.objects.filter(IS_OPEN, promise_provisional=True).order_by("pk")
    known = limits.of_now()
    return [row.pk for row in waiting.iterator() if reckoned(row, known) != as_it_stands(row)]
