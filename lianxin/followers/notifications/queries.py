"""Reads of the messages: what was sent to whom about what, and what a person has to look at."""

from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import code
from lianxin.followers.notifications import rules
from lianxin.followers.notifications.models import Message
from lianxin.foundation.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """One message that may or may not have left, or that nobody took: for a person to settle."""

    message_id: int
    number: str
    template: rules.Template
    channel: rules.Channel
    state: rules.Sending
    tries: int
    at: datetime


def uncertain(by: Actor, *, limit: int = 50) -> list[Doubt]:
    """Return the messages on tickets that an actor sees and that a person has to settle, oldest first."""
    waiting = Message.objects.filter(state__in=[one.value for one in rules.WAITING_FOR_A_PERSON])
    rows = waiting.filter(ticket__in=tickets.visible_to(by)).order_by("at", "pk")
    return [
        Doubt(
            message_id=row.pk,
            number=code.number(row.ticket_id or 0),
            template=rules.Template(row.template),
            channel=rules.Channel(row.channel),
            state=rules.Sending(row.state),
            tries=row.tries,
            at=row.at,
        )
        for row in rows[:limit]
    ]


def sent_about(ticket_id: int) -> list[dict[str, str]]:
    """Return which messages were sent about one ticket, for its requester's copy; oldest first."""
    rows = Message.objects.filter(ticket_id=ticket_id).order_by("pk")
    return [
        {"template": row.template, "channel": row.channel, "at": row.at.isoformat()} for row in rows
    ]


def count_before(moment: datetime) -> int:
    """Return how many messages are older than a moment."""
    return Message.objects.filter(at__lt=moment).count()
