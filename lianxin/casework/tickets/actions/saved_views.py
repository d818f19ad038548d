"""Keeping views of a desk. Not deeds: nothing is done to a ticket, and how somebody arranges the own work is in no log."""

from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import SavedView
from lianxin.casework.tickets.rules.narrowing import (
    MOST,
    Narrowing,
    TooManyViews,
    ViewNameTaken,
)
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger


def keep_view(*, desk: str, name: str, to: Narrowing, by: Actor) -> SavedView:
    """Keep a view of a desk under a name; the view that had the name is replaced."""
    with ledger.writing():
        own = queries.saved_views(by, desk)
        if name not in {one.name for one in own} and len(own) >= MOST:
            raise TooManyViews(most=MOST)
        said = {
            "category_id": to.category_id,
            "division_code": to.division_code,
            "grid_id": to.grid_id,
            "lead_unit_id": to.lead_unit_id,
            "due": to.due or "",
        }
        view, _new = SavedView.objects.update_or_create(
            staff_id=by.staff_id or 0, desk=desk, name=name, defaults=said
        )
    return view


def rename_view(*, desk: str, view_id: int, name: str, by: Actor) -> None:
    """Call a view by another name."""
    with ledger.writing():
        own = queries.saved_views(by, desk)
        view = queries.saved_view(by, desk, view_id)
        if name in {one.name for one in own if one.pk != view.pk}:
            raise ViewNameTaken
        view.name = name
        view.save(update_fields=["name"])


def drop_view(*, desk: str, view_id: int, by: Actor) -> None:
    """Keep a view no longer; one that is gone already is gone."""
    with ledger.writing():
        SavedView.objects.filter(staff_id=by.staff_id or 0, desk=desk, pk=view_id).delete()
