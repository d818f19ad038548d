"""A ticket as the device keeps it: what the work outdoors needs of it, and no name or contact of anybody."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.text import Truncator

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Privacy, State, Step, Way, checks, moves
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.search.masking import mask
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff.rows import rows as staff_rows

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

STEPS = (Step.SIGN, Step.CONTACT, Step.REPLY, Step.NOTE)  # what is done outdoors
LONGEST = 500  # characters of a request: what is said beyond them can be read at a desk
Said = dict[str, object]


def rows(found: Iterable["Ticket"], by: Actor, at: datetime) -> list[Said]:
    """Return tickets for the device, all from the same few queries."""
    listed = staff_rows(found, by=by, at=at)
    texts = tickets.texts([row.ticket for row in listed], by)
    return [
        {
            "number": row.ticket.number,
            "seq": row.ticket.seq,
            "category": row.category,
            "state": str(row.state),
            "colour": row.colour,
            "due": row.card.at.isoformat() if row.card else "",
            "due_words": row.card.by if row.card else "",
            "card": row.card.text if row.card else "",
            "card_colour": row.card.colour if row.card else "",
            "hurried": row.hurried,
            "grid": row.ticket.grid.name if row.ticket.grid else "",
            "grid_id": row.ticket.grid_id,
            "steps": _steps(row.ticket, by, at),
            "ways": _ways(row.ticket),
            **_words(row.ticket, texts.get(row.ticket.pk, {})),
        }
        for row in listed
    ]


def _words(ticket: "Ticket", told: Mapping[str, str]) -> Said:
    """Return the request in its words without any number; of a confidential one nothing leaves the line."""
    if ticket.privacy != Privacy.OPEN:
        return {"what": "", "where": "", "hidden": True}
    if ticket.to_write_down:
        what = str(labels.TO_WRITE_DOWN)
    else:
        what = Truncator(mask(told.get("what", ""))).chars(LONGEST)
    return {"what": what, "where": mask(told.get("where", "")), "hidden": False}


def _steps(ticket: "Ticket", by: Actor, at: datetime) -> list[str]:
    """Return what can be done with it outdoors now: where only a note can, nothing more is reckoned."""
    if not any(_from(step, ticket.state, by.role) for step in STEPS if step is not Step.NOTE):
        return [Step.NOTE.value] if _from(Step.NOTE, ticket.state, by.role) else []
    possible = tickets.steps(ticket, by, at, had_part=(), named=())
    return [step.value for step in STEPS if step in possible]


def after(by: Actor) -> dict[str, list[str]]:
    """Return for each step that moves a ticket what can be done next, so that the next one can wait with it."""
    targets = {step: move.target for step in STEPS for move in moves.ROWS[step, by.role]}
    return {
        step.value: [next_.value for next_ in STEPS if _from(next_, target, by.role)]
        for step, target in targets.items()
        if target is not None
    }


def _from(step: Step, state: str | State, role: Role) -> bool:
    return any(state in move.sources for move in moves.ROWS[step, role])


def _ways(ticket: "Ticket") -> list[str]:
    """Return how the requester may be contacted first."""
    return [way.value for way in Way if _reachable(way, ticket)]


def _reachable(way: Way, ticket: "Ticket") -> bool:
    try:
        checks.reachable(way, ticket.reach, ticket.privacy)
    except Refusal:
        return False
    return True
