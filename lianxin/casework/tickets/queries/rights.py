"""What a requester may know about the data of a request: what is kept, what still needs it, and a copy."""

from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.queries.standing import standing
from lianxin.casework.tickets.queries.story import story
from lianxin.casework.tickets.rules import Obstacle, needs
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger.rules import moment
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import queries as residents


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What still needs the words of a request, and by when they can surely be erased."""

    obstacle: Obstacle
    erase_by: datetime


def needed(ticket: Ticket, by: Actor, at: datetime) -> Needed | None:
    """Return what stands against erasing everything now, or None where it can be done at once.

    Whoever still waits for a result can object to it afterwards: that time is reckoned in.
    """
    found = needs.obstacle(standing(ticket, by, at))
    if found is None:
        return None
    obstacle, until = found
    end = max(until or at, at)
    if obstacle is not Obstacle.OBJECTION:
        end = Clock(ticket.division_code, at).due(Limit.OBJECTION_WINDOW, since=end)
    return Needed(obstacle=obstacle, erase_by=end)


def copy(ticket: Ticket, by: Actor) -> dict[str, object]:
    """Return everything that is kept about a request and its requester, as plain values."""
    contact = residents.own_contact(ticket.pk, by=by)
    return {
        "number": ticket.number,
        "state": ticket.state,
        "received_at": moment(ticket.received_at),
        "contact": contact.said() if contact else {},
        "files": [
            {"id": str(file.pk), "media_type": file.media_type, "size": file.size}
            for file in (*files.requested("ticket", [ticket.pk]), files.spoken("ticket", ticket.pk))
            if file is not None
        ],
        "deeds": [
            {
                "verb": chapter.verb,
                "at": moment(chapter.at),
                "role": chapter.role,
                "unit": chapter.unit_id,
                "facts": {
                    name: moment(said) if isinstance(said, datetime) else said
                    for name, said in chapter.facts.items()
                },
                "words": dict(chapter.words),
            }
            for chapter in story(ticket, by)
        ],
    }
