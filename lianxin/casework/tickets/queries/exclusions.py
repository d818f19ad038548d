"""What units are not assessed by, for everybody to see: how many requests, for which reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from lianxin.casework.tickets.models import EXCLUDED, Ticket
from lianxin.casework.tickets.rules import Exclusion


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """The requests that units are not assessed by for one reason."""

    reason: Exclusion
    count: int


def exclusions(*, since: datetime) -> list[Excluded]:
    """Return how many requests that ended since a moment were excluded, by reason; none is left out."""
    ended = Ticket.objects.filter(EXCLUDED, ended_at__gte=since)
    counted = ended.values("excluded_for").annotate(count=Count("pk"))
    return [
        Excluded(reason=Exclusion(row["excluded_for"]), count=row["count"])
        for row in counted.order_by("-count", "excluded_for")
    ]
