"""Which tickets have been kept long enough: their contact first, their words later."""

from datetime import datetime

from django.db.models import Q, QuerySet

from lianxin.casework.tickets.models import IS_KEPT, Ticket
from lianxin.casework.tickets.rules import State
from lianxin.foundation.time import day_of
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules.retention import over

WINDOW = 2000  # contacts looked at in one go: what a run reads grows with them, its memory does not


def kept_too_long(limit: Limit, at: datetime) -> QuerySet[Ticket]:
    """Return the ended tickets whose time is over, by the profile in force where each lies.

    One whose result is under review is not among them: it is not at its end yet.
    """
    return _over(limit, at).filter(pending="")


def sounds_due(at: datetime) -> QuerySet[Ticket]:
    """Return the tickets whose recording has been kept long enough."""
    return Ticket.objects.filter(sound_until__lte=at)


def promised_erasures(at: datetime) -> QuerySet[Ticket, int]:
    """Return the ids of the tickets whose promised day has come, or that were withdrawn since."""
    over = Q(erase_by__lte=at) | Q(state=State.WITHDRAWN)
    rows = Ticket.objects.filter(over, erase_by__isnull=False).order_by("erase_by")
    return rows.values_list("pk", flat=True)


def kept_back(limit: Limit, at: datetime) -> QuerySet[Ticket]:
    """Return the tickets whose time would be over but for a decision that is still to be taken."""
    return _over(limit, at).exclude(pending="")


def _over(limit: Limit, at: datetime) -> QuerySet[Ticket]:
    profiles = policies.policies().in_force(day_of(at))
    due = Q(pk__in=[])
    for division, limits in profiles.items():
        here = Q(division_code__startswith=division) if division else Q()
        for closer in profiles:
            if closer != division and closer.startswith(division):
                here &= ~Q(division_code__startswith=closer)
        due |= here & Q(ended_at__lt=over(limits.span(limit), at))
    return Ticket.objects.filter(IS_KEPT, due)


def count_due_contacts(at: datetime) -> int:
    """Return how many contacts are to be erased."""
    due, count, last = kept_too_long(Limit.CONTACT_KEPT, at), 0, 0
    while looked_at := residents.contacts_between(last, WINDOW):
        count += due.filter(pk__in=looked_at).count()
        last = looked_at[-1]
    return count
