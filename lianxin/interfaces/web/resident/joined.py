"""The matter that a request has joined, as its requester reads of it: the problem, the plan, the day."""

from typing import TYPE_CHECKING

from lianxin.casework.matters import queries as matters
from lianxin.casework.matters.rules import State
from lianxin.casework.tickets import queries as tickets
from lianxin.interfaces.web.resident.story import by_when

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

COUNTED_FROM = 5  # fewer reports are not counted out: a neighbour could tell whose they are


def problem(ticket: "Ticket") -> dict[str, object] | None:
    """Return what is said of the matter that a ticket has joined, or None where it goes its own way."""
    matter = ticket.matter
    if matter is None:
        return None
    told, count = matters.texts([matter])[matter.pk], tickets.counts([matter.pk])[matter.pk]
    over = matter.state != State.OPEN
    return {
        "title": told.get("title", ""),
        "plan": "" if over else told.get("plan", ""),
        "next_on": None if over else matter.next_on,
        "ends": "" if over or not matter.expected_end_at else by_when(matter.expected_end_at),
        "count": count if count >= COUNTED_FROM else 0,
    }
