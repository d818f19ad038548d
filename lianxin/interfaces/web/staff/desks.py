"""The desks by their names: as addresses and as people say them."""

from collections.abc import Mapping

from django.http import Http404
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets import queries as tickets
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels

NAMES: Mapping[str, labels.Words] = {
    "incoming": pgettext_lazy("desk", "To be accepted"),
    "to-dispatch": pgettext_lazy("desk", "To be dispatched"),
    "rights": pgettext_lazy("desk", "Questions about personal data"),
    "decisions": pgettext_lazy("desk", "Decisions"),
    "replies": pgettext_lazy("desk", "Replies to audit"),
    "escalated": pgettext_lazy("desk", "Escalated"),
    "holds": pgettext_lazy("desk", "On hold, to look at"),
    "hurried": pgettext_lazy("desk", "Hurried"),
    "follow-ups": pgettext_lazy("desk", "Follow-ups"),
    "orders": pgettext_lazy("desk", "Under supervision"),
    "mentions": pgettext_lazy("desk", "Notes for me"),
    "open": pgettext_lazy("desk", "All open"),
    "ours": pgettext_lazy("desk", "Our unit"),
    "called": pgettext_lazy("desk", "We are called to help"),
    "subtree": pgettext_lazy("desk", "All that we see"),
}


def desk_of(by: Actor, name: str) -> tickets.Desk:
    """Return the desk of a name, or answer 404 where the role has none of it."""
    chosen = next((one for one in tickets.desks_of(by) if one.name == name), None)
    if chosen is None:
        raise Http404
    return chosen
