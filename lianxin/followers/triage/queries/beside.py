"""Which requests beside another tell of the same problem, as far as somebody may know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from django.db.models import QuerySet

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.followers.triage.models import Trace
from lianxin.followers.triage.rules import beside as rules
from lianxin.followers.triage.rules import pairs
from lianxin.followers.triage.similar import traces
from lianxin.followers.triage.similar.evidence import Message, Messages
from lianxin.foundation.actor import Actor

DAY = timedelta(days=1)
RELATED = ("category", "grid", "lead_unit", "matter")


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A request near another: how near, whether it is probably the same problem, and how they lie."""

    ticket: Ticket
    nearness: float
    same: bool
    place: rules.Place


def beside(ticket: Ticket, by: Actor, *, limit: int = rules.SHOWN) -> list[Beside]:
    """Return the requests nearest to one in words, place and time, the nearest first.

    As many queries however many there are, and no more rows than a community and a town have in
    some months. Only what the actor may know of is read, as the actor reads it.
    """
    own = Trace.objects.filter(pk=ticket.pk).first()
    if own is None:
        return []
    ids = sharing(own)
    seen = set(tickets.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
    chosen = [pk for pk in ids if pk in seen][: rules.WEIGHED]
    if not chosen:
        return []
    found = [ticket, *tickets.visible_to(by).filter(pk__in=chosen).select_related(*RELATED)]
    places = [rules.place(_where(ticket), _where(one)) for one in found[1:]]
    likeness = _likeness(found, tickets.texts(found, by), places)
    weighed = [
        _beside(ticket, other, place, alike)
        for other, place, alike in zip(found[1:], places, likeness, strict=True)
    ]
    near = [one for one in weighed if one.nearness >= rules.LEAST]
    return sorted(near, key=lambda one: (-one.nearness, -one.ticket.pk))[:limit]


def sharing(own: Trace) -> list[int]:
    """Return the ids of the newest requests around a place, those first that share most with one."""
    rows = {pk: bytes(held) for around in _around(own) for pk, held in around}
    rows.pop(own.pk, None)
    ids, held = list(rows), list(rows.values())
    return [ids[place] for place in traces.nearest(bytes(own.pairs), held, rules.RANKED)]


def _around(own: Trace) -> list[QuerySet[Trace, tuple[int, bytes | memoryview]]]:
    newest = Trace.objects.order_by("-ticket").values_list("pk", "pairs")
    if not own.town:  # nobody knows where it is: the newest of all may be beside it
        return [newest[: rules.IN_PLACE + rules.IN_TOWN]]
    return [
        newest.filter(place=own.place)[: rules.IN_PLACE],
        newest.filter(town=own.town)[: rules.IN_TOWN],
    ]


def _likeness(
    found: Sequence[Ticket], texts: Mapping[int, Mapping[str, str]], places: Sequence[rules.Place]
) -> list[float]:
    """Return how alike the first of some requests and each of the others are, by words and place."""
    messages = Messages([_message(texts.get(one.pk, {})) for one in found])
    ones, others = np.full(len(places), messages.which[0]), messages.which[1:]
    placed = np.array([rules.TOLD[place] for place in places], np.float32)
    likeness = pairs.FITTED.likeness(messages.evidence(ones, others, placed=placed))
    return np.where(ones == others, 1, likeness).tolist()  # type: ignore[no-any-return]


def _message(said: Mapping[str, str]) -> Message:
    """Return a request as a message: its first sentence says what it is about."""
    what = said.get("what", "")[: rules.READ]
    return Message(title=rules.heading(what), detail=f"{what} {said.get('where', '')}")


def _where(ticket: Ticket) -> tuple[int | None, str]:
    return ticket.grid_id, ticket.division_code


def _beside(ticket: Ticket, other: Ticket, place: rules.Place, likeness: float) -> Beside:
    days = (ticket.received_at - other.received_at) / DAY
    nearness = rules.nearness(likeness, place, days)
    return Beside(ticket=other, nearness=nearness, same=nearness >= pairs.SAME, place=place)
