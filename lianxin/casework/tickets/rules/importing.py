"""History from another system: what one of its tickets must hold, and which deeds it becomes.

Only what the source says is written down: its moments, its deadline, its texts. A closing there is
`ticket.closed_at_source`: nobody here asked the requester, so it claims no outcome unless the source
did ask. A deadline is the promise; where a closed ticket had none, the promise is the moment of its
closing, for a promise that nobody gave was neither kept nor broken.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets.rules import deeds
from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.casework.tickets.rules.refusals import WordsTooLong
from lianxin.casework.tickets.rules.words import Channel, Kind, Outcome, Privacy, Reach, State
from lianxin.foundation.ledger.rules import CODE, verbs
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.text import says_anything

SOURCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,31}")
ENDINGS = {State.CLOSED: deeds.CLOSED_AT_SOURCE, State.WITHDRAWN: deeds.WITHDRAWN}
NOTHING_SAID: Mapping[str, object] = {
    "pending": "",
    "pending_by": None,
    "decide_by": None,
    "assist_unit_ids": [],
    "about_unit_id": None,
    "catalogue_row_id": None,
    "by_machine": False,
    "promise_provisional": False,
    "paused_at": None,
    "hold_reason": "",
    "remind_at": None,
    "hurry_by": None,
    "to_write_down": False,
    "sound_until": None,
    "outcome": "",
    "consents": "",
    "mandate_id": None,
    "said_matter_id": None,
    **dict.fromkeys(deeds.CITED),
}


class BadSource(Refusal):
    """A source is named by at most 32 small letters, digits, points and dashes."""


class BadReference(Refusal):
    """An id stands in the ledger for ever, so it is a code: letters, digits, a few signs."""


class NothingTold(Refusal):
    """A ticket without a word of what it is about is none."""


class OutOfOrder(Refusal):
    """A ticket was handed on, answered or closed before it came in."""


class NotYet(Refusal):
    """What is imported has happened."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedTicket:
    """One ticket as another system tells it; `state` is where it ended there, or RECEIVED."""

    ref: str
    what: str
    received_at: datetime
    where: str = ""
    point: str = ""
    note: str = ""
    kind: Kind = Kind.HELP
    privacy: Privacy = Privacy.OPEN
    category_id: int | None = None
    grid_id: int | None = None
    division_code: str = ""
    unit_id: int | None = None
    state: State = State.RECEIVED
    outcome: Outcome | None = None
    deadline: datetime | None = None
    dispatched_at: datetime | None = None
    replied_at: datetime | None = None
    reply: str = ""
    ended_at: datetime | None = None
    ending: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether there is still something to do."""
        return self.ended_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What this installation adds: the tier, the promise, and by when an open ticket moves on."""

    tier: str
    promise_at: datetime
    provisional: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """One entry to be written about an imported ticket."""

    verb: str
    at: datetime
    facts: Mapping[str, object]
    words: Mapping[str, str]


def check(ticket: ImportedTicket, *, now: datetime) -> None:
    """Refuse a ticket that says nothing or too much, has no proper id, or moments out of order."""
    if not ticket.ref or not CODE.fullmatch(ticket.ref):
        raise BadReference(ref=ticket.ref[:96])
    if not says_anything(ticket.what):
        raise NothingTold
    texts = (ticket.what, ticket.where, ticket.reply, ticket.ending, ticket.note)
    if max(map(len, texts)) > LONGEST:
        raise WordsTooLong(most=LONGEST)
    later = [at for at in (ticket.dispatched_at, ticket.replied_at, ticket.ended_at) if at]
    if min(later, default=ticket.received_at) < ticket.received_at:
        raise OutOfOrder(began=ticket.received_at, ended=min(later))
    if (last := max(later, default=ticket.received_at)) > now:
        raise NotYet(at=last)


def history(
    ticket: ImportedTicket, terms: Terms, source: str
) -> tuple[list[Deed], dict[str, object]]:
    """Return the deeds of a ticket in the order of their moments, and the columns they lead to."""
    columns = {**NOTHING_SAID, **_received(ticket, terms, source)}
    done = [_deed(deeds.RECEIVED, ticket.received_at, columns, _asked(ticket))]
    for at, verb, changed, words in sorted(_later(ticket, terms), key=lambda step: step[0]):
        columns |= changed
        done.append(_deed(verb, at, columns, words))
    return done, {name: said for name, said in columns.items() if name in deeds.COLUMNS}


def _deed(verb: str, at: datetime, columns: Mapping[str, object], words: Mapping[str, str]) -> Deed:
    facts = {name: columns[name] for name in verbs()[verb]}
    return Deed(verb=verb, at=at, facts=facts, words={n: text for n, text in words.items() if text})


def _asked(ticket: ImportedTicket) -> dict[str, str]:
    return {
        "what": ticket.what,
        "where": ticket.where,
        "point": ticket.point,
        "note": ticket.note,
    }


def _received(ticket: ImportedTicket, terms: Terms, source: str) -> dict[str, object]:
    return {
        "state": State.RECEIVED.value,
        "due_at": terms.due_at,
        "category_id": ticket.category_id,
        "kind": ticket.kind.value,
        "tier": terms.tier,
        "grid_id": ticket.grid_id,
        "division_code": ticket.division_code,
        "promise_at": terms.promise_at,
        "current_promise_at": terms.promise_at,
        "promise_provisional": terms.provisional,
        "channel": Channel.IMPORT.value,
        "privacy": ticket.privacy.value,
        "reach": Reach.PAGE.value,
        "received_at": ticket.received_at,
        "source": source,
        "source_ref": ticket.ref,
    }


Step = tuple[datetime, str, dict[str, object], dict[str, str]]


def _later(ticket: ImportedTicket, terms: Terms) -> Iterator[Step]:
    if ticket.unit_id:
        handed_at = ticket.dispatched_at or ticket.received_at
        handed = {"lead_unit_id": ticket.unit_id, "dispatched_at": handed_at}
        state = {"state": State.DISPATCHED.value, "accepted_at": handed_at}
        yield handed_at, deeds.DISPATCHED, {**handed, **state}, {}
    if ticket.replied_at:
        # where the source goes on after a reply, the ticket stays open: it waits for no audit of ours
        last = ticket.ended_at is not None and ticket.replied_at <= ticket.ended_at
        waits: dict[str, object] = {"state": State.REPLIED.value, "due_at": None} if last else {}
        yield ticket.replied_at, deeds.REPLIED, waits, {"reply": ticket.reply}
    if ticket.ended_at:
        ended: dict[str, object] = {"state": ticket.state.value, "ended_at": ticket.ended_at}
        ended |= {"due_at": None, "outcome": ticket.outcome.value if ticket.outcome else ""}
        yield ticket.ended_at, ENDINGS[ticket.state], ended, {"reply": ticket.ending}
