"""Consents of their own, given and taken back; with a consent goes what was kept because of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.actions import frame, hearing
from lianxin.casework.tickets.actions.rights import TOLD, own
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Reach
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents.rules import consents
from lianxin.registers.residents.rules.consents import Consent

IN_A_VOICE = frozenset({Consent.LOCATION, Consent.HEALTH})  # nobody can hide words in a recording


@dataclass
class Gone:
    """What goes with a consent: words by entry, and what stands in their stead."""

    words: dict[int, list[str]] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    reach: str = ""


@ledger.deed
def give_consent(*, ticket_id: int, consent: Consent, by: Actor, at: datetime, key: str) -> Entry:
    """Agree to what needs a consent of its own."""
    ticket = own(ticket_id, by)
    held = consents.written({*consents.read(ticket.consents), consent})
    return frame.finish(rules.deeds.CONSENT_GIVEN, ticket, by=by, at=at, key=key, consents=held)


@ledger.deed
def withdraw_consent(
    *, ticket_id: int, consent: Consent, by: Actor, at: datetime, key: str
) -> Entry:
    """Take a consent back: the exact place, the words about health or the guardian's contact go at once."""
    ticket = own(ticket_id, by)
    held = consents.read(ticket.consents)
    if consent not in held:
        raise consents.ConsentMissing(consent=consent)
    gone = GOING[consent](ticket)
    sound_until = ticket.sound_until
    if consent in IN_A_VOICE and sound_until is not None:
        sound_until = None
        for pk in hearing.forget(ticket):
            gone.words.setdefault(pk, []).append(hearing.BOUND)
    for pk, names in gone.words.items():
        ledger.erase(Entry.objects.filter(pk=pk), names=names)
    retold = "what" in gone.instead
    return frame.finish(
        rules.deeds.CONSENT_WITHDRAWN,
        ticket,
        by=by,
        at=at,
        key=key,
        words=gone.instead,
        consents=consents.written(held - {consent}),
        consent=consent,
        reach=gone.reach or ticket.reach,
        told_seq=ticket.seq + 1 if retold else ticket.told_seq,
        sound_until=sound_until,
        entries=sorted(gone.words),
        names="+".join(sorted({name for names in gone.words.values() for name in names})),
    )


def _location(ticket: Ticket) -> Gone:
    """Return the places in words: what was asked stays, and the community that it lies in."""
    gone = Gone()
    for entry in entries.about(ticket).filter(verb__in=rules.deeds.TELLING):
        said = {name: text for name, text in entries.words(entry).items() if name in TOLD and text}
        if said:
            gone.words[entry.pk] = list(said)
        if entry.seq == ticket.told_seq and "what" in said:
            gone.instead = {"what": said["what"]}
    return gone


def _health(ticket: Ticket) -> Gone:
    """Return every text with words about health, whoever wrote it, and the same with these hidden."""
    gone = Gone()
    for entry in entries.about(ticket):
        said = {name: text for name, text in entries.words(entry).items() if text}
        ill = {name for name, text in said.items() if consents.health_words(text)}
        if not ill:
            continue
        now = entry.seq == ticket.told_seq
        gone.words[entry.pk] = [name for name in said if name in ill or (now and name in TOLD)]
        for name in gone.words[entry.pk]:
            kept = name if now and name in TOLD else f"{name}:{entry.pk}"
            if now or name not in TOLD:  # what was told before it was corrected is just gone
                gone.instead[kept] = consents.without_health(said[name])
    return gone


def _guardian(ticket: Ticket) -> Gone:
    """Erase the guardian's contact, and return that nobody is called any more."""
    residents.erase(ticket_ids=[ticket.pk])
    return Gone(reach=Reach.PAGE.value)


GOING: dict[Consent, Callable[[Ticket], Gone]] = {
    Consent.LOCATION: _location,
    Consent.HEALTH: _health,
    Consent.GUARDIAN: _guardian,
}
