"""What was said and done on a ticket, as the ledger tells it, to each reader what is theirs to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Privacy, blanking, deeds
from lianxin.foundation.actor import FOR_A_RESIDENT, IN_A_UNIT, Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger import rules as payload
from lianxin.foundation.ledger.chapters import Chapter, chapter
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.search import masking

# What hotline and units say to each other; the requester sees that it happened, not the words.
BETWEEN_STAFF = frozenset(
    {
        deeds.DECLINE_PROPOSED,
        deeds.DECLINE_REFUSED,
        deeds.DISPATCHED,
        deeds.HOLD_ASKED,
        deeds.HOLD_REFUSED,
        deeds.RETURN_ASKED,
        deeds.RETURN_GRANTED,
        deeds.RETURN_REFUSED,
        deeds.TERMINATION_ASKED,
        deeds.TERMINATION_REFUSED,
        deeds.AUDIT_FAILED,
        deeds.SENT_BACK,
        deeds.MEETING_CALLED,
        deeds.CO_HANDLING_BEGUN,
        deeds.STAGE_REPORTED,
        deeds.CO_HANDLING_ENDED,
        deeds.WHISTLED,
        deeds.WHISTLE_ANSWERED,
        deeds.LEFT,
        deeds.EXCLUSION_PROPOSED,
        deeds.EXCLUSION_APPROVED,
        deeds.EXCLUSION_REFUSED,
        deeds.ORDERED,
        deeds.ORDER_ANSWERED,
        deeds.NOTED,
        deeds.NOTE_READ,
    }
)
# What a requester and the hotline say to each other of the requester, not of the problem: not for a helper.
ABOUT_THEMSELVES = BETWEEN_STAFF | {deeds.CONTACT_OPENED, deeds.RIGHT_ASKED, deeds.RIGHT_ANSWERED}


# Which member of staff did what is for staff to know; the requester reads unit and role.
OF_STAFF = frozenset(
    {"pending_by", "approved_by", "asked_staff_ids", "asked_unit_ids", "named_staff_ids"}
)


def story(ticket: Ticket, by: Actor) -> list[Chapter]:
    """Return every deed on a ticket, oldest first, as this actor may read it."""
    entries = list(ledger.about(ticket))
    anew = blanking.anew(ledger.words(entry) for entry in entries)
    return [
        _chapter(entry, ticket, by, _said(entry, anew) if _read(entries, place, by) else {})
        for place, entry in enumerate(entries)
    ]


def _said(entry: Entry, anew: Mapping[tuple[int, str], str]) -> dict[str, str | None]:
    """Return the words of an entry as they are read now: what was taken out stands anew in its place."""
    return {
        name: anew.get((entry.pk, name)) if text is None else text
        for name, text in ledger.words(entry).items()
        if not blanking.placed(name)
    }


def _read(entries: Sequence[Entry], place: int, by: Actor) -> bool:
    """Return whether the words of an entry are for this reader."""
    entry = entries[place]
    if by.role not in FOR_A_RESIDENT:
        return True
    if entry.verb == deeds.REPLIED:  # a reply is given once it has passed the audit
        later = [one.verb for one in entries[place + 1 :]]
        verdicts = [verb for verb in later if verb in (deeds.AUDIT_PASSED, deeds.AUDIT_FAILED)]
        return entry.imported or verdicts[:1] == [deeds.AUDIT_PASSED]
    return entry.verb not in (ABOUT_THEMSELVES if by.role is Role.HELPER else BETWEEN_STAFF)


def _chapter(entry: Entry, ticket: Ticket, by: Actor, said: Mapping[str, str | None]) -> Chapter:
    if masks(ticket, by):
        said = {name: text and masking.mask(text) for name, text in said.items()}
    told = chapter(entry, said)
    if by.role not in FOR_A_RESIDENT:
        return told
    facts = {name: fact for name, fact in told.facts.items() if name not in OF_STAFF}
    return replace(told, staff_id=None, for_id=None, facts=facts)


def masks(ticket: Ticket, by: Actor) -> bool:
    """Return whether what looks like a name's number is hidden from this reader."""
    confidential = ticket.privacy != Privacy.OPEN and by.role in IN_A_UNIT
    return by.role is Role.AUDITOR or confidential


def texts(tickets: Iterable[Ticket], by: Actor) -> dict[int, dict[str, str]]:
    """Return what was asked and where, by ticket, for a list; one query for all of them."""
    rows = {ticket.pk: ticket for ticket in tickets}
    found: dict[int, dict[str, str]] = {}
    told_in = {pk: ticket.told_seq for pk, ticket in rows.items()}
    for pk, words in ledger.words_in("ticket", told_in).items():
        hide = masking.mask if masks(rows[pk], by) else str
        asked = {name: words.get(name) for name in blanking.TOLD}
        found[pk] = {name: hide(text) for name, text in asked.items() if text}
    return found


def told(chapters: Sequence[Chapter]) -> Mapping[str, str | None]:
    """Return what is asked and where, as it was told last."""
    telling = [
        chapter.words
        for chapter in chapters
        if chapter.verb in deeds.TELLING
        and ("what" in chapter.words or chapter.verb == deeds.RECEIVED)  # or it was said
    ]
    return telling[-1] if telling else {}


def tries(ticket: Ticket) -> list[datetime]:
    """Return when somebody tried in vain to reach the requester since the last reply was passed on."""
    made: list[datetime] = []
    for verb, at, facts in ledger.about(ticket).values_list("verb", "at", "facts"):
        if verb in deeds.ANSWERING:
            made = []
        elif verb == deeds.CALL_TRIED and deeds.unanswered(facts):
            made.append(at)
    return made


def whistled(ticket: Ticket) -> bool:
    """Return whether what brought an escalated ticket there was its own unit's call for help."""
    ways = ledger.about(ticket).filter(verb__in=(deeds.WHISTLED, deeds.DISPUTED))
    last = ways.values_list("verb", flat=True).last()
    return last == deeds.WHISTLED


def receipt(ticket: Ticket) -> dict[str, object]:
    """Return the signed receipt of a ticket's intake: number, moment and promise."""
    entry = ledger.about(ticket).filter(seq=1).first()
    if entry is None:
        raise NotFound(pk=ticket.pk)
    promise = payload.moment(ticket.promise_at)
    return ledger.receipt(entry, number=ticket.number, promise_at=promise)


def decline_proposed(ticket: Ticket) -> tuple[str, str]:
    """Return the reason and the words of the pending proposal not to accept."""
    entry = _last(ticket, deeds.DECLINE_PROPOSED)
    return str(entry.facts["reason"]), ledger.words(entry).get("channel") or ""


def extension_asked(ticket: Ticket) -> tuple[int, str]:
    """Return the working days and the reason of the pending extension."""
    entry = _last(ticket, deeds.EXTENSION_ASKED)
    return int(entry.facts["days"]), ledger.words(entry).get("reason") or ""


def exclusion_proposed(ticket: Ticket) -> str:
    """Return the reason of the pending exclusion."""
    return str(_last(ticket, deeds.EXCLUSION_PROPOSED).facts["exclusion"])


@dataclass(frozen=True, kw_only=True)
class HoldAsked:
    """What a unit proposes: why it has to wait, what is planned, when it is looked at again."""

    reason: str
    words: str
    plan: str
    next_on: date


def hold_asked(ticket: Ticket) -> HoldAsked:
    """Return what is proposed by the pending hold."""
    entry = _last(ticket, deeds.HOLD_ASKED)
    facts, said = payload.decode(entry.verb, entry.facts), ledger.words(entry)
    next_on = facts["next_on"]
    assert isinstance(next_on, date)  # noqa: S101  for mypy
    words, plan = said.get("reason") or "", said.get("plan") or ""
    return HoldAsked(reason=str(facts["reason"]), words=words, plan=plan, next_on=next_on)


def _last(ticket: Ticket, verb: str) -> Entry:
    entry = ledger.about(ticket).filter(verb=verb).last()
    if entry is None:
        raise NotFound(pk=ticket.pk)
    return entry
