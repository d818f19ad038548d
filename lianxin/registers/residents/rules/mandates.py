"""Mandates (代办委托): somebody lets a neighbour, a child or a grid worker act for them, as far as they say and no further.

A mandate says nothing about either of them: who gives it keeps one code, who helps types in another. It
is found by a code and in no other way, so that nobody lists who needs help.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import last_day

GIVEN = declare("mandate.given", ticket_id=int, helper=str, acts=str, until=datetime)
OPENED = declare("mandate.opened")  # somebody typed the code in
REPORTED = declare("mandate.reported", ticket_id=int)  # a request of whoever gave it came in
REVOKED = declare("mandate.revoked")

LENGTH = 10  # signs of a code: 50 bits, and who types many is slowed
USUAL = timedelta(days=30)
LONGEST = timedelta(days=366)


class Act(StrEnum):
    """What somebody may do for another."""

    REPORT = "report"  # tell us something in their name
    FOLLOW = "follow"  # see how far it is
    ANSWER = "answer"  # add facts, answer questions, say whether it is solved


class Helper(StrEnum):
    """In which role somebody helps; never who they are."""

    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    GRID_WORKER = "grid_worker"
    COMMUNITY = "community"  # who works there
    VOLUNTEER = "volunteer"


FOR_A_TICKET = frozenset({Act.FOLLOW, Act.ANSWER})


class NothingMandated(Refusal):
    """A mandate is for something."""


class MandateDay(Refusal):
    """A mandate ends on a day that is still to come, and not too far off."""


class MandateOver(Refusal):
    """The day until which the mandate was given has passed."""


class MandateRevoked(Refusal):
    """Whoever gave the mandate took it back."""


class NotMandated(Refusal):
    """The mandate does not reach so far: another act, or another request."""


class NotAMandate(Refusal):
    """No mandate has this code."""


@dataclass(frozen=True, kw_only=True)
class Mandated:
    """A mandate as a step sees it; `covers` says whether the ticket at hand is one of its own."""

    acts: frozenset[Act]
    until: datetime
    revoked_at: datetime | None
    covers: bool = True


def written(acts: Iterable[Act]) -> str:
    """Return acts as a column and a fact hold them: "answer+follow"."""
    return "+".join(sorted(set(acts)))


def read(column: str) -> frozenset[Act]:
    """Return the acts that a column holds."""
    return frozenset(Act(one) for one in column.split("+") if one)


def giving(acts: frozenset[Act], *, ticket_id: int | None, until: datetime, at: datetime) -> None:
    """Refuse a mandate for nothing, for what it cannot be for, or until a day that does not fit."""
    if not acts or (ticket_id is not None and not acts <= FOR_A_TICKET):
        raise NothingMandated
    if ticket_id is None and Act.REPORT not in acts:
        raise NothingMandated
    if not at < until <= at + LONGEST:
        raise MandateDay(days=LONGEST.days)


def standing(mandate: Mandated, at: datetime) -> None:
    """Refuse a mandate that was taken back or is over."""
    if mandate.revoked_at is not None:
        raise MandateRevoked(at=mandate.revoked_at)
    if at >= mandate.until:
        raise MandateOver(until=last_day(mandate.until))


def acting(mandate: Mandated | None, act: Act, at: datetime) -> None:
    """Refuse what a mandate does not allow, or not any more."""
    if mandate is None:
        raise NotMandated(act=act)
    standing(mandate, at)
    if not mandate.covers or act not in mandate.acts:
        raise NotMandated(act=act)
