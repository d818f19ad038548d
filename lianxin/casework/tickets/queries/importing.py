"""What a bulk import must know: which tickets are there already, and which terms the others get."""

from collections.abc import Collection
from datetime import date, datetime

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.importing import ImportedTicket, Terms
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.calendars import rules as days
from lianxin.registers.duties import queries as duties
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import NoProfileInForce, Span, Tier, TimeLimits
from lianxin.registers.policies.rules import Step as Limit


def imported(source: str, refs: Collection[str]) -> set[str]:
    """Return those ids of a source whose tickets are here already."""
    found = Ticket.objects.filter(source=source, source_ref__in=refs)
    return set(found.values_list("source_ref", flat=True))


class Conditions:
    """The policies and the calendar as they stand at an import, read once for many tickets."""

    def __init__(self, at: datetime) -> None:
        self.today = days.day_of(at)
        self.policies = policies.policies()
        self.calendar = calendars.calendar()

    def check(self, division: str) -> None:
        """Refuse where no limits are in force today, for a division ("" for none in particular)."""
        self.policies.limits(division, self.today)

    def terms(self, ticket: ImportedTicket) -> Terms:
        """Return a ticket's terms: what its source promised, else what a ticket of today gets."""
        limits = self._limits(ticket.division_code, days.day_of(ticket.received_at))
        if not ticket.is_open:
            promise_at = ticket.deadline or ticket.ended_at or ticket.received_at
            return Terms(tier=limits.default_tier.value, promise_at=promise_at)
        tier = self._tier(ticket) or limits.default_tier
        if ticket.unit_id:
            step, since = Limit.SIGN_IN, ticket.dispatched_at or ticket.received_at
        else:
            step, since = Limit.DISPATCH, ticket.received_at
        due_at = self._due(limits.span(step, tier), since).at
        if ticket.deadline:
            return Terms(tier=tier.value, promise_at=ticket.deadline, due_at=due_at)
        promise = self._due(limits.promise(tier), ticket.received_at)
        return Terms(
            tier=tier.value,
            promise_at=promise.at,
            provisional=promise.provisional,
            due_at=due_at,
        )

    def _tier(self, ticket: ImportedTicket) -> Tier | None:
        if ticket.category_id is None:
            return None
        owner = duties.owner_of(ticket.category_id, ticket.division_code, on=self.today)
        return owner.tier if owner else None

    def _limits(self, division: str, on: date) -> TimeLimits:
        try:
            return self.policies.limits(division, on)
        except NoProfileInForce:  # history older than the first profile
            return self.policies.limits(division, self.today)

    def _due(self, span: Span, since: datetime) -> days.Due:
        return days.due(self.calendar, since, amount=span.amount, unit=span.unit)
