"""Whether what somebody gives with a step makes sense."""

from collections.abc import Mapping
from datetime import date, datetime

from lianxin.casework.tickets.rules import refusals
from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.casework.tickets.rules.words import HAS_ITS_STEP, Attempt, Outcome, Privacy, Reach, Way
from lianxin.foundation.actor import FOR_A_RESIDENT, Actor
from lianxin.foundation.text import says_anything
from lianxin.registers.residents.rules import consents


def said(
    owes: str, notes: str, words: str, beside: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what was said by its names, or refuse silence where words are owed, and floods.

    `words` bear their step's name for them; what else is said `beside` bears its own, and is owed.
    """
    name, beside = owes or notes, beside or {}
    owed = [*([words] if owes else []), *beside.values()]
    if not all(map(says_anything, owed)):
        raise refusals.WordsMissing
    if max(map(len, (words, *beside.values()))) > LONGEST:
        raise refusals.WordsTooLong(most=LONGEST)
    return {**({name: words} if name and says_anything(words) else {}), **beside}


def next_day(day: date, *, today: date, last: date) -> None:
    """Refuse a day on which a hold is looked at again that has come already, or is too far off."""
    if not today < day <= last:
        raise refusals.NotANextDay(until=last)


def consented(by: Actor, column: str, words: str) -> None:
    """Refuse words about health that a requester gave no consent for; staff answer for their own."""
    if by.role in FOR_A_RESIDENT:
        consents.covered(consents.read(column), words)


def extension_length(days: int, *, most: int) -> None:
    """Refuse an extension longer than the profile allows (working days)."""
    if not 1 <= days <= most:
        raise refusals.ExtensionTooLong(most=most)


def reachable(way: Way, reach: str, privacy: str) -> None:
    """Refuse a call or a visit where the requester can be asked only through the platform."""
    if way is not Way.PAGE and (reach != Reach.PHONE or privacy != Privacy.OPEN):
        raise refusals.OnlyThroughThePlatform


def order_due(due_at: datetime, *, at: datetime, last: datetime) -> None:
    """Refuse an order whose answer is due in the past, or later than the profile allows."""
    if not at < due_at <= last:
        raise refusals.OrderTooLate(until=last)


def attempted(result: Attempt, state: str) -> None:
    """Refuse to log as an attempt that somebody was reached, where that is a step of its own."""
    if result is Attempt.REACHED and state in HAS_ITS_STEP:
        raise refusals.ReachedHasItsStep


def confirmable(outcome: Outcome) -> None:
    """Refuse that somebody who answers is called unreachable."""
    if outcome is Outcome.UNREACHABLE:
        raise refusals.NotAnOutcome


def graded(rating: int | None) -> None:
    """Refuse a rating that is not one of the five grades (好差评)."""
    if rating is not None and not 1 <= rating <= 5:
        raise refusals.NotARating
