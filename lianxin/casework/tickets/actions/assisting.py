"""Who assists the unit that leads a ticket: rows beside it, written anew by each deed that names them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lianxin.casework.tickets.models import Assist, Ticket


def assist(ticket: Ticket, unit_ids: Sequence[int], *, due_at: datetime | None) -> dict[str, Any]:
    """Write down who assists and by when, and return it as facts."""
    Assist.objects.filter(ticket=ticket).delete()
    Assist.objects.bulk_create(
        Assist(ticket=ticket, unit_id=unit_id, due_at=due_at) for unit_id in unit_ids
    )
    return {"assist_unit_ids": list(unit_ids), "assist_due_at": due_at}
