"""The views of desks that members of staff keep for themselves."""

from lianxin.casework.tickets.models import SavedView
from lianxin.casework.tickets.rules.narrowing import Due, Narrowing
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound


def saved_views(by: Actor, desk: str) -> list[SavedView]:
    """Return the own views of a desk, in the order in which they were kept."""
    return list(SavedView.objects.filter(staff_id=by.staff_id or 0, desk=desk).order_by("pk"))


def saved_view(by: Actor, desk: str, view_id: int) -> SavedView:
    """Return one of the own views of a desk, or refuse."""
    found = SavedView.objects.filter(staff_id=by.staff_id or 0, desk=desk, pk=view_id).first()
    if found is None:
        raise NotFound(pk=view_id)
    return found


def narrowing(view: SavedView) -> Narrowing:
    """Return what a view narrows its desk down to."""
    return Narrowing(
        category_id=view.category_id,
        division_code=view.division_code,
        grid_id=view.grid_id,
        lead_unit_id=view.lead_unit_id,
        due=Due(view.due) if view.due else None,
    )
