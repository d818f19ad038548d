"""The desk: a list and one of its tickets side by side, and from a step on to the next ticket that waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules.narrowing import Narrowing
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.interfaces.web.staff import desks, inbox, keys, narrowing, shell, suggesting
from lianxin.interfaces.web.staff import ticket as tickets_page
from lianxin.interfaces.web.staff.deed import Deed
from lianxin.interfaces.web.staff.rows import rows
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lianxin.casework.tickets.models import Ticket


@dataclass(frozen=True, kw_only=True)
class Around:
    """The page of a list on which a ticket stands: its rows, and the neighbours of the ticket."""

    listed: Sequence["Ticket"]
    later: bool  # it begins at the ticket, and not with what is due first
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """A desk, and what it is narrowed down to in one moment."""

    chosen: tickets.Desk
    to: Narrowing
    at: datetime

    @property
    def query(self) -> str:
        """Return what stands behind the addresses of its pages."""
        return narrowing.query(self.to)

    def rows(
        self, by: Actor, *, limit: int, after: tuple[datetime, int] | None = None
    ) -> "QuerySet[Ticket]":
        """Return what comes first on it, or first behind a row."""
        fitting = narrowing.narrowed(self.to, self.at)
        return tickets.desk(by, self.chosen.name, after=after, limit=limit, narrowed=fitting)

    def holds(self, by: Actor, ticket: "Ticket") -> bool:
        """Return whether a ticket stands on it now."""
        fitting = narrowing.narrowed(self.to, self.at)
        return bool(tickets.on_desk(by, self.chosen.name, [ticket.pk], fitting))

    def url(self, number: str) -> str:
        """Return the address of a ticket beside it."""
        return reverse("staff-desk-ticket", args=[self.chosen.name, number]) + self.query


@shell.page(*shell.READERS)
@require_safe
@vary_on_headers(keys.PART)
def ticket(request: StaffRequest, name: str, number: str) -> HttpResponseBase:
    """Show a ticket beside the list on which it stands; a script asks for the ticket alone."""
    by, at = request.actor, timezone.now()
    chosen, to = desks.desk_of(by, name), narrowing.read(request.GET.dict())
    found = shell.found(request, number)
    around = _around(by, Part(chosen, to, at), found)
    query = narrowing.query(to)
    context = {
        **tickets_page.told(found, by, at, onward=chosen.name + query),
        "desk_title": desks.NAMES[chosen.name],
        "desk_url": narrowing.url(chosen.name, to),
        "narrowed": narrowing.told(to, at),
        "query": query,
        "begins_later": around.later,
        "before_url": around.before,
        "after_url": around.after,
    }
    if keys.PART in request.headers:
        return shell.show(request, "staff/desk_ticket.html", context)
    context |= {
        "rows": rows(around.listed, by=by, at=at, moment=chosen.shown),
        "desk_name": chosen.name,
        "since": ledger.size(),
        "in_danger": suggesting.in_danger(by) if chosen.name in inbox.SUGGESTED else [],
    }
    return shell.show(request, "staff/desk.html", context)


def ticket_url(ticket: "Ticket", name: str) -> str:
    """Return the page of a ticket: beside a list where one is named, else by itself."""
    if name:
        desk, to = narrowing.split(name)
        return reverse("staff-desk-ticket", args=[desk, ticket.number]) + narrowing.query(to)
    return reverse("staff-ticket", args=[ticket.number])


def onward(request: StaffRequest, ticket: "Ticket", deed: Deed, said: str) -> HttpResponseBase:
    """Lead on after a step: to what waits next on the desk, or back to a ticket that still stands there."""
    by = request.actor
    messages.success(
        request, _("%(number)s: %(done)s") % {"number": ticket.number, "done": deed.label}
    )
    name, to = narrowing.split(said)
    part = Part(desks.desk_of(by, name), to, timezone.now())
    if part.holds(by, ticket):
        return shell.see_other("staff-desk-ticket", name, ticket.number, query=part.query)
    following = part.rows(by, after=_place(part.chosen, ticket), limit=1).first()
    following = following or part.rows(by, limit=1).first()
    if following is None:
        return shell.see_other("staff-desk", name, query=part.query)
    return shell.see_other("staff-desk-ticket", name, following.number, query=part.query)


def _around(by: Actor, part: Part, found: "Ticket") -> Around:
    """Return the first page of a desk where the ticket stands on it, or else what follows the ticket."""
    listed = list(part.rows(by, limit=inbox.PAGE + 1))
    place, later = _place(part.chosen, found), False
    if found not in listed and place is not None and part.holds(by, found):
        behind = part.rows(by, after=place, limit=inbox.PAGE)
        listed, later = [found, *behind], True
    if found not in listed:  # it went elsewhere: the list begins anew behind it
        after = part.url(listed[0].number) if listed else ""
        return Around(listed=listed[: inbox.PAGE], later=False, before="", after=after)
    at = listed.index(found)
    return Around(
        listed=listed[: inbox.PAGE],
        later=later,
        before=part.url(listed[at - 1].number) if at else "",
        after=part.url(listed[at + 1].number) if at + 1 < len(listed) else "",
    )


def _place(chosen: tickets.Desk, ticket: "Ticket") -> tuple[datetime, int] | None:
    """Return where a ticket stands in the order of a desk; None where that is not the ticket's own."""
    if chosen.named or chosen.called:
        return None
    moment = getattr(ticket, chosen.order)
    return (moment, ticket.pk) if moment else None
