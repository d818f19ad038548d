"""Suggestions that follow the ledger: made where a request is told, gone where its words are gone."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import State, deeds
from lianxin.followers.triage import queries
from lianxin.followers.triage.actions import automatic
from lianxin.followers.triage.actions.automatic import TRIAGE
from lianxin.followers.triage.actions.filing import forget
from lianxin.followers.triage.models import Suggestion
from lianxin.followers.triage.rules import emergencies, not_accepted
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket


def take(entry: Entry, *, at: datetime) -> None:
    """Suggest anew where a request is told, unless it was imported and closed; forget what rests on erased words."""
    if entry.verb == deeds.ARCHIVED:
        Suggestion.objects.filter(ticket=entry.about_id).delete()
        forget(entry.about_id)
    if entry.verb not in deeds.TELLING:
        return
    ticket = tickets.find(TRIAGE, entry.about_id)
    if entry.verb not in (deeds.RECEIVED, deeds.CORRECTED):  # words were erased
        Suggestion.objects.filter(ticket=ticket, told_seq__lt=ticket.told_seq).delete()
        forget(ticket.pk)
    closed = entry.imported and ticket.ended_at is not None
    if entry.seq == ticket.told_seq and ticket.state != State.ARCHIVED and not closed:
        said = _suggest(ticket, at)
        # only what nobody has read yet: what a person has read stays theirs
        if entry.verb == deeds.RECEIVED and not entry.imported:
            automatic.dispatch(ticket, said, at=at)


def _suggest(ticket: "Ticket", at: datetime) -> Suggestion:
    text = tickets.texts([ticket], TRIAGE)[ticket.pk].get("what", "")
    said = queries.said_of(text)
    first, confidence = said.ranked[0] if said.ranked else (None, 0.0)
    danger = emergencies.possible(text)
    reason = not_accepted.possible(text, here=partial(_ours, at))
    spans = {
        "category": said.spans,
        "emergency": danger.spans if danger else (),
        "not_accepted": reason.spans if reason else (),
    }
    row, _ = Suggestion.objects.update_or_create(
        ticket=ticket,
        told_seq=ticket.told_seq,
        defaults={
            "category_id": first,
            "confidence": confidence,
            "others": said.ranked[1:],
            "tier": _tier(ticket, first, at),
            "emergency": danger.danger if danger else "",
            "emergency_confidence": danger.confidence if danger else 0,
            "not_accepted": reason.reason if reason else "",
            "not_accepted_confidence": reason.confidence if reason else 0,
            "spans": {name: list(found) for name, found in spans.items() if found},
            "model": said.version,
            "at": at,
        },
    )
    return row


def _tier(ticket: "Ticket", category_id: int | None, at: datetime) -> str:
    """Return the tier that follows from a category at the place, or "" where no profile is in force."""
    with suppress(Refusal):
        return Clock(ticket.division_code, at).tier(category_id) if category_id else ""
    return ""


def _ours(at: datetime) -> list[str]:
    """Return the names of what lies here: what names none of them may be elsewhere."""
    return list(orgs.divisions_in_force(day_of(at)).values_list("name", flat=True))
