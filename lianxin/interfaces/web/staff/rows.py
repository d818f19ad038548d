"""Tickets as the rows of a list: every row of a page from the same few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Kind, Privacy, Proposal, State
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff.cards import Card, Cards

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

FIRST_LINE = 60  # characters of what was asked


@dataclass(frozen=True, kw_only=True)
class Row:
    """One ticket in a list."""

    ticket: "Ticket"
    url: str
    line: str
    kind: labels.Words
    category: str
    place: str
    state: labels.Words
    colour: str
    unit: str
    card: Card | None
    privacy: labels.Words  # only where it is not the usual
    pending: labels.Words
    hurried: bool


def rows(
    found: Iterable["Ticket"], *, by: Actor, at: datetime, moment: str = "due_at"
) -> list[Row]:
    """Return tickets as rows; `moment` names the column whose deadline the list is about."""
    listed = list(found)
    texts, cards = tickets.texts(listed, by), Cards(at)
    return [_row(ticket, texts.get(ticket.pk, {}), cards, moment) for ticket in listed]


def _row(ticket: "Ticket", text: dict[str, str], cards: Cards, moment: str) -> Row:
    usual = ticket.privacy == Privacy.OPEN
    due = getattr(ticket, moment)
    return Row(
        ticket=ticket,
        url=reverse("staff-ticket", args=[ticket.number]),
        line=str(labels.TO_WRITE_DOWN) if ticket.to_write_down else line(text.get("what", "")),
        kind=labels.of(Kind, ticket.kind),
        category=ticket.category.name if ticket.category else "",
        place=ticket.grid.name if ticket.grid else line(text.get("where", "")),
        state=labels.state(ticket),
        colour=labels.STATE_COLOUR.get(State(ticket.state), "grey"),
        unit=ticket.lead_unit.name if ticket.lead_unit else "",
        card=cards.card(due, division=ticket.division_code, tier=ticket.tier),
        privacy="" if usual else labels.of(Privacy, ticket.privacy),
        pending=labels.of(Proposal, ticket.pending),
        hurried=ticket.hurry_by is not None,
    )


def line(text: str) -> str:
    """Return the first line of a text, not longer than a row holds."""
    first = next((part for part in text.splitlines() if part.strip()), "")
    return Truncator(first.strip()).chars(FIRST_LINE)


def ids(listed: Sequence[Row]) -> list[int]:
    """Return the ids of the tickets of some rows."""
    return [row.ticket.pk for row in listed]
