"""How long each class of data is kept, since when, and what then becomes of it: one table.

Personal data is kept no longer than its purpose needs (PIPL 19, 47). A period that a city may set is
a limit of its profile; the others are fixed by how the platform works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.time import Unit, begin_of, day_of
from lianxin.registers.policies.rules import Span, Step

READERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})  # of what runs have erased


class Data(StrEnum):
    """A class of personal data."""

    CONTACT = "contact"  # name, phone, e-mail
    REQUEST = "request"  # what was told, photos, answers; their salts; the query code
    MANDATE = "mandate"  # the codes of a mandate that was given for no ticket
    MESSAGE = "message"  # that a message was sent about a deed; its text is never kept
    NEWS = "news"  # the e-mail address of who follows a public matter without a request
    SIGN_IN = "sign_in"  # who of the staff signed in or failed to, from which address
    SESSION = "session"  # which tickets a browser has opened
    DRAFT = "draft"  # a report that is being written, sealed in its session
    UNSENT_FILE = "unsent_file"  # photos and recordings of a report that was never sent
    SOUND = "sound"  # what somebody said instead of writing


class Since(StrEnum):
    """The moment from which a period counts."""

    END = "end"  # of the request
    LAPSED = "lapsed"  # the day until which it was given is over, or it was taken back
    MADE = "made"  # of the row itself
    WRITTEN_DOWN = "written_down"  # by the hotline
    FOLLOWED = "followed"  # as long as somebody follows what is still going on


class Fate(StrEnum):
    """What becomes of data when its time is over."""

    ERASED = "erased"
    DEIDENTIFIED = "deidentified"  # what is left names nobody and cannot be traced back


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One class: how long it is kept (a limit of the profile, or a fixed time), and its fate.

    Without either it is kept just as long as `since` says.
    """

    data: Data
    kept: Step | Span | None
    since: Since
    fate: Fate = Fate.ERASED
    at_latest: Span | None = None  # after it came, where what its period counts from never happens


TABLE = (  # in the order in which a run takes them: contacts before texts
    Rule(data=Data.CONTACT, kept=Step.CONTACT_KEPT, since=Since.END),
    Rule(data=Data.REQUEST, kept=Step.TICKET_KEPT, since=Since.END, fate=Fate.DEIDENTIFIED),
    Rule(data=Data.MANDATE, kept=Step.CONTACT_KEPT, since=Since.LAPSED, fate=Fate.DEIDENTIFIED),
    Rule(data=Data.MESSAGE, kept=Step.MESSAGE_KEPT, since=Since.MADE),
    Rule(data=Data.SIGN_IN, kept=Step.SIGN_IN_KEPT, since=Since.MADE),
    Rule(  # the action that writes it down sets the moment, a run keeps it
        data=Data.SOUND,
        kept=Span(3, Unit.CALENDAR_DAYS),
        since=Since.WRITTEN_DOWN,
        at_latest=Span(30, Unit.CALENDAR_DAYS),
    ),
    Rule(data=Data.NEWS, kept=None, since=Since.FOLLOWED),
    Rule(data=Data.SESSION, kept=Span(12, Unit.HOURS), since=Since.MADE),
    Rule(data=Data.DRAFT, kept=Span(12, Unit.HOURS), since=Since.MADE),
    Rule(data=Data.UNSENT_FILE, kept=Span(48, Unit.HOURS), since=Since.MADE),
)
RUN = tuple(  # what a run erases
    rule for rule in TABLE if isinstance(rule.kept, Step) or rule.data is Data.SOUND
)

# A run is one deed at its beginning and one at its end, with the counts of each class; what it does
# to a ticket is an entry of that ticket.
COUNTS: dict[str, type] = {rule.data.value: int for rule in RUN}
BEGUN = declare("retention.begun", on=date, **COUNTS)
ENDED = declare("retention.ended", **COUNTS)


def counted(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the count of every class; one that a run does not know, begun before there was such a class, is none."""
    return {**dict.fromkeys(COUNTS, 0), **counts}


def over(span: Span, at: datetime) -> datetime:
    """Return the moment before which something must have happened for its time to be over now.

    Days are whole: what ended in the course of a day is kept until the last of its days is over.
    """
    if span.unit is Unit.CALENDAR_DAYS:
        return begin_of(day_of(at) - timedelta(days=span.amount))
    if span.unit is Unit.HOURS:
        return at - timedelta(hours=span.amount)
    raise ValueError("data is kept for days or hours", span)
