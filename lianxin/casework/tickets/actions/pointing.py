"""Noting to which unit a decision points, for the dispatch catalogue to learn by."""

from collections.abc import Iterable
from datetime import datetime

from lianxin.casework.tickets.models import Pointing, Ticket


def point(ticket: Ticket, unit_ids: Iterable[int | None], *, leads: bool, at: datetime) -> None:
    """Note the units; belongs into the transaction of the deed that points to them."""
    if ticket.category_id is None:
        return
    Pointing.objects.bulk_create(
        [
            Pointing(
                ticket=ticket,
                unit_id=unit_id,
                category_id=ticket.category_id,
                division_code=ticket.division_code,
                leads=leads,
                at=at,
            )
            for unit_id in unit_ids
            if unit_id is not None
        ],
        ignore_conflicts=True,
    )
