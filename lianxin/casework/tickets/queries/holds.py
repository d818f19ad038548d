"""What has to wait, for everybody to see: how many requests are on hold, for which reason, since when."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from lianxin.casework.tickets.models import IS_OPEN, Ticket
from lianxin.casework.tickets.rules import Hold, State


@dataclass(frozen=True, kw_only=True)
class Held:
    """The requests that wait for one reason."""

    reason: Hold
    count: int
    since: datetime  # of the one that has waited longest


def holds() -> list[Held]:
    """Return how many requests are on hold by reason, the most frequent first; none is left out."""
    waiting = Ticket.objects.filter(IS_OPEN, state=State.HOLD.value)
    counted = waiting.values("hold_reason").annotate(count=Count("pk"), since=Min("paused_at"))
    return [
        Held(reason=Hold(row["hold_reason"]), count=row["count"], since=row["since"])
        for row in counted.order_by("-count", "hold_reason")
    ]
