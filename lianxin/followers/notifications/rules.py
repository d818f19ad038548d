"""Which deeds the requester is told of, by which door, in which language, and how often it is tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from lianxin.casework.matters.rules import deeds as matter_deeds
from lianxin.casework.tickets.rules import Reach, State, Way, deeds


class Template(StrEnum):
    """What a message says."""

    RECEIVED = "received"
    WRITTEN_DOWN = "written_down"  # what was spoken
    ANSWERED = "answered"
    HANDED_OFF = "handed_off"
    DECLINED = "declined"
    DISPATCHED = "dispatched"
    QUESTION = "question"
    EXTENDED = "extended"
    HURRIED = "hurried"
    WAY_IN = "way_in"
    HELD = "held"
    GOES_ON = "goes_on"
    ASKED = "asked"
    REMINDED = "reminded"
    UNANSWERED = "unanswered"
    TERMINATED = "terminated"
    REPLIED = "replied"
    REWORK = "rework"
    ESCALATED = "escalated"
    CLOSED = "closed"
    UNREACHABLE = "unreachable"
    EXPLAINED = "explained"
    OBJECTED = "objected"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    RECOMPUTED = "recomputed"
    RIGHT_ANSWERED = "right_answered"
    FOLLOW = "follow"  # of a public matter: to be confirmed
    NEWS = "news"
    OVER = "over"
    HELPED = "helped"  # somebody acted under a mandate


NEWS: Mapping[str, Template] = {  # by the verb of a matter, to everybody who follows it
    matter_deeds.PUBLISHED: Template.NEWS,
    matter_deeds.CLOSED: Template.OVER,
}


class Channel(StrEnum):
    """The door through which a message leaves."""

    EMAIL = "email"
    LOG = "log"  # where no mail is configured: the demo, and a first look


class Language(StrEnum):
    """What a message is written in."""

    CHINESE = "zh-hans"
    ENGLISH = "en"


class Sending(StrEnum):
    """Where a message stands. SMTP knows no idempotency: what may have left is never repeated unasked."""

    INTENDED = "intended"
    SENDING = "sending"  # found again after a kill, it is uncertain
    SENT = "sent"
    UNCERTAIN = "uncertain"  # a person decides
    FAILED = "failed"  # a person decides


class Result(StrEnum):
    """What came of one try."""

    TAKEN = "taken"
    NOT_NOW = "not_now"  # surely not sent, and worth another try
    REFUSED = "refused"  # surely not sent, and never will be
    UNKNOWN = "unknown"


WAITING_FOR_A_PERSON = frozenset({Sending.UNCERTAIN, Sending.FAILED})


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A template, the words of the entry that it tells by name, and the facts under which it is told."""

    template: Template
    words: tuple[str, ...] = ()
    where: Mapping[str, object] = field(default_factory=dict)
    helped: bool = False  # only where it was done under a mandate


# What a resident has a right to know: that and by when (北京条例 10), who deals with it, why not, why
# later (条例 15), what came of it, and what became of an objection. A look at the contact stands on
# the page; what hotline and units say to each other is between them.
T = Template
TELLINGS: Mapping[str, tuple[Telling, ...]] = {
    deeds.ADDED: (Telling(template=T.HELPED, helped=True),),
    deeds.RECEIVED: (Telling(template=T.RECEIVED),),
    deeds.WRITTEN_DOWN: (Telling(template=T.WRITTEN_DOWN),),
    deeds.ANSWERED: (Telling(template=T.ANSWERED, words=("answer",)),),
    deeds.HANDED_OFF: (Telling(template=T.HANDED_OFF),),
    deeds.DECLINED: (Telling(template=T.DECLINED, words=("channel",)),),
    deeds.DISPATCHED: (Telling(template=T.DISPATCHED),),
    deeds.RETURN_GRANTED: (Telling(template=T.DISPATCHED),),
    deeds.SENT_BACK: (Telling(template=T.DISPATCHED),),
    deeds.MOVED: (Telling(template=T.DISPATCHED, where={"tells": True}),),
    deeds.CONTACTED: (Telling(template=T.QUESTION, words=("contact",), where={"way": Way.PAGE}),),
    deeds.EXTENDED: (Telling(template=T.EXTENDED, words=("reason",)),),
    deeds.CODE_ASKED: (Telling(template=T.WAY_IN),),
    deeds.HURRY_ANSWERED: (Telling(template=T.HURRIED, words=("answer",)),),
    deeds.HELD: (Telling(template=T.HELD, words=("reason", "plan")),),
    deeds.HOLD_RELEASED: (Telling(template=T.GOES_ON, words=("note",)),),
    deeds.RESIDENT_ASKED: (Telling(template=T.ASKED, words=("question",)),),
    deeds.REMINDED: (Telling(template=T.REMINDED),),
    deeds.RESIDENT_ANSWERED: (Telling(template=T.GOES_ON),),
    deeds.WAITING_ENDED: (Telling(template=T.UNANSWERED),),
    deeds.TERMINATED: (Telling(template=T.TERMINATED, words=("explanation",)),),
    deeds.AUDIT_PASSED: (Telling(template=T.REPLIED),),
    deeds.REPLIED_BY_MATTER: (Telling(template=T.REPLIED),),
    deeds.DISPUTED: (
        Telling(template=T.REWORK, where={"state": State.REWORK}),
        Telling(template=T.ESCALATED, where={"state": State.ESCALATED}),
    ),
    deeds.CONFIRMED: (Telling(template=T.CLOSED),),
    deeds.GIVEN_UP: (Telling(template=T.UNREACHABLE),),
    deeds.EXPLAINED: (Telling(template=T.EXPLAINED, words=("explanation",)),),
    deeds.OBJECTED: (Telling(template=T.OBJECTED),),
    deeds.UPHELD: (Telling(template=T.UPHELD, words=("reason",)),),
    deeds.DISMISSED: (Telling(template=T.DISMISSED, words=("reason",)),),
    deeds.WITHDRAWN: (Telling(template=T.WITHDRAWN),),
    deeds.RECOMPUTED: (Telling(template=T.RECOMPUTED),),
    deeds.RIGHT_ANSWERED: (Telling(template=T.RIGHT_ANSWERED, words=("answer",)),),
}


def telling(verb: str, facts: Mapping[str, object]) -> Telling | None:
    """Return what the requester is told of a deed, or None where nothing is."""
    for one in TELLINGS.get(verb, ()):
        if one.helped and facts.get("mandate_id") is None:
            continue
        if all(facts.get(name) == value for name, value in one.where.items()):
            return one
    return None


def channel(*, address: str, reach: str, mail: bool) -> Channel | None:
    """Return the door to a requester, or None where there is none but the progress page."""
    if mail:
        return Channel.EMAIL if address else None
    return Channel.LOG if address or reach == Reach.PHONE else None


def language(written: str) -> Language:
    """Return the language to answer in: that of the request, which is Chinese unless nothing in it is."""
    chinese = any("\u3400" <= sign <= "\u9fff" for sign in written)
    return Language.CHINESE if chinese or not written.strip() else Language.ENGLISH


MOST_TRIES = 12
LONGEST_PAUSE = timedelta(hours=4)


def after(result: Result, tries: int) -> Sending:
    """Return where a message stands after so many tries, the last with this result."""
    if result is Result.TAKEN:
        return Sending.SENT
    if result is Result.UNKNOWN:
        return Sending.UNCERTAIN
    again = result is Result.NOT_NOW and tries < MOST_TRIES
    return Sending.INTENDED if again else Sending.FAILED


def next_try(tries: int, at: datetime) -> datetime:
    """Return when to try again after so many tries: 1, 2, 4, 8 minutes and so on, at most 4 hours."""
    return at + min(timedelta(minutes=2 ** max(tries - 1, 0)), LONGEST_PAUSE)
