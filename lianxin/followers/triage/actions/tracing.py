"""Keeps by which words and where each ticket is found, as long as its words are kept."""

from datetime import datetime

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import deeds
from lianxin.followers.triage.models import Trace
from lianxin.followers.triage.rules import beside
from lianxin.followers.triage.similar import traces
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry

FOLLOWER = Actor.system("similar")


def trace(entry: Entry, *, at: datetime) -> None:
    """Trace a ticket anew where a deed says what is asked, or where; forget it where that is erased."""
    if entry.about != "ticket":
        return
    if entry.verb not in deeds.TELLING and entry.verb != deeds.ARCHIVED:
        if "division_code" in entry.facts:
            place = entry.facts["division_code"]
            Trace.objects.filter(pk=entry.about_id).update(place=place, town=beside.town(place))
        return
    ticket = tickets.find(FOLLOWER, entry.about_id)
    said = tickets.texts([ticket], FOLLOWER).get(ticket.pk, {})
    text = " ".join(filter(None, (said.get("what"), said.get("where"))))
    if not text:
        Trace.objects.filter(pk=ticket.pk).delete()
        return
    Trace.objects.update_or_create(
        pk=ticket.pk,
        defaults={
            "place": ticket.division_code,
            "town": beside.town(ticket.division_code),
            "pairs": traces.trace(text),
        },
    )
