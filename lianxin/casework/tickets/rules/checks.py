"""The conditions of a step that a table of states cannot show: windows, counts, second persons."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets.rules import refusals
from lianxin.casework.tickets.rules.words import Outcome, Privacy, Proposal, Reach, Way
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import local

PART_OF_DAY = 4  # hours: 8 to 12, 12 to 16, 16 to 20 are different times of day


def proposed(pending: str, kind: Proposal) -> None:
    """Refuse to decide what nobody proposed."""
    if pending != kind:
        raise refusals.NothingProposed(kind=kind)


def nothing_pending(pending: str) -> None:
    """Refuse a second proposal while one waits."""
    if pending:
        raise refusals.ProposalPending(kind=pending)


def second_person(proposer: int | None, by: Actor) -> None:
    """Refuse that whoever proposed something decides it."""
    if by.staff_id is not None and by.staff_id == proposer:
        raise refusals.SecondPersonNeeded


def no_part_in(participants: Collection[int | None], by: Actor) -> None:
    """Refuse a reviewer of an objection who had a part in the ticket."""
    if by.staff_id in participants:
        raise refusals.ReviewerTookPart


def may_return(*, designated: bool, until: datetime, at: datetime) -> None:
    """Refuse a return by a designated unit (潍坊 22) or after the window."""
    if designated:
        raise refusals.Designated
    if at > until:
        raise refusals.ReturnTooLate(until=until)


def may_extend(*, used: int, allowed: int, promise: datetime, at: datetime) -> None:
    """Refuse a further extension, and one that is asked after the promise ran out."""
    if used >= allowed:
        raise refusals.ExtensionUsed(allowed=allowed)
    if at >= promise:
        raise refusals.ExtensionTooLate(promise=promise)


def extension_length(days: int, *, most: int) -> None:
    """Refuse an extension longer than the profile allows (working days)."""
    if not 1 <= days <= most:
        raise refusals.ExtensionTooLong(most=most)


@dataclass(frozen=True, kw_only=True)
class Tries:
    """What the profile asks before somebody counts as unreachable."""

    count: int = 3
    days: int = 2


def enough_tries(made: Sequence[datetime], needed: Tries) -> None:
    """Refuse to give up before enough tries at different times of day on enough days."""
    moments = [local(moment) for moment in made]
    days = {moment.date() for moment in moments}
    parts = {moment.hour // PART_OF_DAY for moment in moments}
    if len(moments) < needed.count or len(days) < needed.days or len(parts) < min(2, needed.count):
        raise refusals.TriesNotEnough(made=len(moments), count=needed.count, days=needed.days)


def may_object(*, until: datetime, used: int, at: datetime) -> None:
    """Refuse an objection after its time, and a second one to the same result."""
    if at > until:
        raise refusals.ObjectionTooLate(until=until)
    if used:
        raise refusals.ObjectionUsed


def explained(words: str) -> None:
    """Refuse a step that owes an explanation and has none."""
    if not words.strip():
        raise refusals.WordsMissing


def reachable(way: Way, reach: str, privacy: str) -> None:
    """Refuse a call or a visit where the requester can be asked only through the platform."""
    if way is not Way.PAGE and (reach != Reach.PHONE or privacy != Privacy.OPEN):
        raise refusals.OnlyThroughThePlatform


def silent(reach: str, due_at: datetime | None, at: datetime) -> None:
    """Refuse to take silence for an answer where somebody could call, or before the time to answer."""
    if reach != Reach.PAGE or due_at is None or at < due_at:
        raise refusals.NotSilentYet


def confirmable(outcome: Outcome) -> None:
    """Refuse that somebody who answers is called unreachable."""
    if outcome is Outcome.UNREACHABLE:
        raise refusals.NotAnOutcome


def rateable(rating: int, before: int | None) -> None:
    """Refuse a second rating of the same result, and one that is not 1 to 5."""
    graded(rating)
    if before is not None:
        raise refusals.AlreadyRated


def graded(rating: int | None) -> None:
    """Refuse a rating that is not one of the five grades (好差评)."""
    if rating is not None and not 1 <= rating <= 5:
        raise refusals.NotARating
