"""Beside a ticket: the requests most like it near there, with what was done about them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.matters import queries as matters
from lianxin.casework.matters.rules import State as MatterState
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Outcome, Step
from lianxin.followers.triage import queries as triage
from lianxin.followers.triage.rules.beside import Place
from lianxin.foundation.actor import Actor, Role
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff.cards import words
from lianxin.interfaces.web.staff.rows import Row, rows

if TYPE_CHECKING:
    from datetime import datetime

    from lianxin.casework.matters.models import Matter
    from lianxin.casework.tickets.models import Ticket

SHOWN_TO = frozenset(
    {
        Role.AGENT,
        Role.DISPATCHER,
        Role.SUPERVISOR,
        Role.HANDLER,
        Role.UNIT_LEAD,
        Role.GRID_WORKER,
    }
)
GIST = 120  # characters of a reply
PLACE: Mapping[Place, labels.Words] = {
    Place.GRID: _("beside", "the same grid"),
    Place.COMMUNITY: _("beside", "the same community"),
    Place.TOWN: _("beside", "the same subdistrict"),
    Place.ELSEWHERE: _("beside", "elsewhere"),
}


@dataclass(frozen=True, kw_only=True)
class Alike:
    """One such request as the page shows it."""

    row: Row
    same: bool
    place: labels.Words
    received: str
    outcome: labels.Words
    reply: str
    matter_id: int | None
    title: str  # of its matter
    join: str  # where this ticket joins it, if it may


def alike(ticket: "Ticket", by: Actor, at: "datetime", steps: Collection[Step]) -> list[Alike]:
    """Return the requests most like a ticket; as many queries however many tickets there are."""
    if by.role not in SHOWN_TO:
        return []
    found = triage.beside(ticket, by)
    others = [one.ticket for one in found]
    seen = {one.pk: one for one in matters.of_ids(by, {one.matter_id or 0 for one in others})}
    told, replies = matters.texts(seen.values()), tickets.replies(others, by)
    listed = rows(others, by=by, at=at)
    may_join = Step.JOIN in steps
    return [
        _alike(
            one,
            row,
            reply=replies.get(one.ticket.pk, ""),
            received=words(one.ticket.received_at, at),
            **_matter(ticket, seen.get(one.ticket.matter_id or 0), told, may_join=may_join),
        )
        for one, row in zip(found, listed, strict=True)
    ]


def _alike(one: triage.Beside, row: Row, *, reply: str, **said: Any) -> Alike:
    return Alike(
        row=row,
        same=one.same,
        place=PLACE[one.place],
        outcome=labels.of(Outcome, one.ticket.outcome),
        reply=Truncator(reply).chars(GIST),
        **said,
    )


def _matter(
    ticket: "Ticket",
    matter: "Matter | None",
    told: Mapping[int, Mapping[str, str]],
    *,
    may_join: bool,
) -> dict[str, object]:
    """Return the matter of such a request, and where the ticket joins it, if it may."""
    if matter is None:
        return {"matter_id": None, "title": "", "join": ""}
    joins = may_join and matter.state == MatterState.OPEN and matter.pk != ticket.matter_id
    return {
        "matter_id": matter.pk,
        "title": told[matter.pk].get("title", ""),
        "join": join(ticket, matter.pk) if joins else "",
    }


def join(ticket: "Ticket", matter_id: int) -> str:
    """Return where a ticket joins a matter, with that matter chosen."""
    address = reverse("staff-step", args=[ticket.number, Step.JOIN.value])
    return f"{address}?{urlencode({'matter': matter_id})}"
