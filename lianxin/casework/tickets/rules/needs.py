"""The conditions of a move that states and roles cannot show: windows, counts, second persons.

A need refuses; a case tells which of two rows of the same step is meant.
"""

from collections.abc import Sequence
from datetime import datetime

from lianxin.casework.matters.rules import MatterNotOpen
from lianxin.casework.tickets.rules import refusals
from lianxin.casework.tickets.rules.standing import Standing, Tries
from lianxin.casework.tickets.rules.words import OPEN, Obstacle, Privacy, Proposal, Reach, State
from lianxin.foundation.actor import IN_A_UNIT, Actor, Role
from lianxin.foundation.time import local
from lianxin.registers.residents.rules import mandates

PART_OF_DAY = 4  # hours: 8 to 12, 12 to 16, 16 to 20 are different times of day


def nothing_pending(ticket: Standing, by: Actor) -> None:
    """Refuse while a proposal waits for a decision."""
    if ticket.pending:
        raise refusals.ProposalPending(kind=ticket.pending)


def not_accepted_yet(ticket: Standing, by: Actor) -> None:
    """Refuse a second acceptance: the time to dispatch runs from the first, dispatch can correct the rest."""
    if ticket.accepted:
        raise refusals.AlreadyAccepted


def free_to_object(ticket: Standing, by: Actor) -> None:
    """Refuse an objection while a proposal waits, but for an exclusion: an objection comes before it."""
    if ticket.pending != Proposal.EXCLUSION:
        nothing_pending(ticket, by)


def second_person(ticket: Standing, by: Actor) -> None:
    """Refuse that whoever proposed something decides it, or whoever stands in for them."""
    if ticket.pending_by in by.selves:
        raise refusals.SecondPersonNeeded


def no_part(ticket: Standing, by: Actor) -> None:
    """Refuse that somebody who had a part in the ticket decides about it."""
    if ticket.took_part:
        raise refusals.ReviewerTookPart


def not_designated(ticket: Standing, by: Actor) -> None:
    """Refuse a return by a designated unit (潍坊 22)."""
    if ticket.designated:
        raise refusals.Designated


def by_machine(ticket: Standing, by: Actor) -> None:
    """Refuse to take back what a person dispatched."""
    if not ticket.by_machine:
        raise refusals.DispatchedByPerson


def in_return_window(ticket: Standing, by: Actor) -> None:
    """Refuse a return after its time."""
    if ticket.return_until is not None and ticket.at > ticket.return_until:
        raise refusals.ReturnTooLate(until=ticket.return_until)


def extension_left(ticket: Standing, by: Actor) -> None:
    """Refuse more extensions than the profile allows."""
    if ticket.extensions >= ticket.extensions_allowed:
        raise refusals.ExtensionUsed(allowed=ticket.extensions_allowed)


def before_promise(ticket: Standing, by: Actor) -> None:
    """Refuse an extension that is asked after the promise ran out."""
    if ticket.promise_at is not None and ticket.at >= ticket.promise_at:
        raise refusals.ExtensionTooLate(promise=ticket.promise_at)


def can_be_called(ticket: Standing, by: Actor) -> None:
    """Refuse a call or a visit to whom one can ask on the progress page only."""
    if ticket.reach != Reach.PHONE or (by.role in IN_A_UNIT and ticket.privacy != Privacy.OPEN):
        raise refusals.OnlyThroughThePlatform


def tried_enough(ticket: Standing, by: Actor) -> None:
    """Refuse to give up before the calls that the profile asks for."""
    enough(ticket.tried, ticket.tries)


def enough(made: Sequence[datetime], needed: Tries) -> None:
    """Refuse to give up before enough tries at different times of day on enough days."""
    moments = [local(moment) for moment in made]
    days = {moment.date() for moment in moments}
    parts = {moment.hour // PART_OF_DAY for moment in moments}
    if len(moments) < needed.count or len(days) < needed.days or len(parts) < min(2, needed.count):
        raise refusals.TriesNotEnough(made=len(moments), count=needed.count, days=needed.days)


def silent(ticket: Standing, by: Actor) -> None:
    """Refuse to take silence for an answer where somebody could call, or before the time to answer."""
    if ticket.reach != Reach.PAGE or ticket.due_at is None or ticket.at < ticket.due_at:
        raise refusals.NotSilentYet


def whistled(ticket: Standing, by: Actor) -> None:
    """Refuse to end a call for help that nobody made."""
    if not ticket.whistled:
        raise refusals.NoWhistle


def not_hurried_lately(ticket: Standing, by: Actor) -> None:
    """Refuse to hurry what is being hurried, or was a short while ago."""
    if ticket.hurry_by is not None:
        raise refusals.HurryWaits(until=ticket.hurry_by)
    if ticket.hurry_from is not None and ticket.at < ticket.hurry_from:
        raise refusals.HurriedLately(until=ticket.hurry_from)


def hurried(ticket: Standing, by: Actor) -> None:
    """Refuse to answer where nobody asked to hurry."""
    if ticket.hurry_by is None:
        raise refusals.NobodyHurries


def waiting_left(ticket: Standing, by: Actor) -> None:
    """Refuse to stop the clock for another question once the time for waiting is used up."""
    if ticket.waited >= ticket.waiting_allowed:
        raise refusals.WaitingUsed


def half_time(ticket: Standing, by: Actor) -> None:
    """Refuse a reminder before its time, and a second one."""
    if ticket.remind_at is None or ticket.at < ticket.remind_at:
        raise refusals.TimeNotOver


def was_asked(ticket: Standing, by: Actor) -> None:
    """Refuse to end for want of the requester's part where no question is on record (潍坊 21)."""
    if not ticket.questions:
        raise refusals.NeverAsked


def time_over(ticket: Standing, by: Actor) -> None:
    """Refuse what time alone brings about before that time is over."""
    if ticket.due_at is None or ticket.at < ticket.due_at:
        raise refusals.TimeNotOver


def not_rated(ticket: Standing, by: Actor) -> None:
    """Refuse a second rating of the same result."""
    if ticket.rating is not None:
        raise refusals.AlreadyRated


def in_objection_window(ticket: Standing, by: Actor) -> None:
    """Refuse an objection after its time."""
    if ticket.objection_until is not None and ticket.at > ticket.objection_until:
        raise refusals.ObjectionTooLate(until=ticket.objection_until)


def beyond_objection(ticket: Standing, by: Actor) -> None:
    """Refuse to erase what an objection would be judged by, while one can still be raised."""
    if ticket.objection_until is not None and ticket.at <= ticket.objection_until:
        raise refusals.KeptToObject(until=ticket.objection_until)


def obstacle(ticket: Standing) -> tuple[Obstacle, datetime | None] | None:
    """Return what still needs the words of a request, and until when; None where nothing does."""
    if ticket.state is State.HOLD:
        return Obstacle.ON_HOLD, ticket.due_at
    if ticket.state in OPEN:
        return Obstacle.AT_WORK, ticket.promise_at
    if ticket.pending:
        return Obstacle.UNDER_REVIEW, ticket.decide_by
    if ticket.objection_until is not None and ticket.at <= ticket.objection_until:
        return Obstacle.OBJECTION, ticket.objection_until
    return None


def still_needed(ticket: Standing, by: Actor) -> None:
    """Refuse to promise for later what can be erased now."""
    if obstacle(ticket) is None:
        raise refusals.NothingAgainstErasure


def not_promised(ticket: Standing, by: Actor) -> None:
    """Refuse a second promise before the day of the first; the system only renews one."""
    if by.role is Role.SYSTEM and ticket.erase_by is None:
        raise refusals.NothingAsked
    if ticket.erase_by is not None and ticket.at < ticket.erase_by:
        raise refusals.ErasurePromised(until=ticket.erase_by)


def nothing_asked(ticket: Standing, by: Actor) -> None:
    """Refuse a second question while one waits for its answer."""
    if ticket.asked_right:
        raise refusals.RightAsked


def something_asked(ticket: Standing, by: Actor) -> None:
    """Refuse to answer what nobody asked."""
    if not ticket.asked_right:
        raise refusals.NothingAsked


def mandated(ticket: Standing, by: Actor) -> None:
    """Refuse a helper whose mandate does not reach so far, or not any more; anybody else needs none."""
    if by.role is Role.HELPER:
        mandates.acting(ticket.mandate, mandates.Act.ANSWER, ticket.at)


def no_objection_yet(ticket: Standing, by: Actor) -> None:
    """Refuse a second objection to the same result."""
    if ticket.objections:
        raise refusals.ObjectionUsed


def on_its_own(ticket: Standing, by: Actor) -> None:
    """Refuse that a ticket joins a second matter."""
    if ticket.matter_id is not None:
        raise refusals.AlreadyJoined


def with_matter(ticket: Standing, by: Actor) -> None:
    """Refuse for a ticket that does not wait for what its matter is replied."""
    if not ticket.with_matter:
        raise refusals.NotJoined


def joined(ticket: Standing, by: Actor) -> None:
    """Refuse what only a ticket takes that has joined a matter."""
    if ticket.matter_id is None:
        raise refusals.NotJoined


def not_replied(ticket: Standing, by: Actor) -> None:
    """Refuse that a join is taken back once the matter was replied to or closed."""
    if not ticket.matter_open:
        raise MatterNotOpen


def not_excluded(ticket: Standing, by: Actor) -> None:
    """Refuse to exclude a ticket a second time."""
    if ticket.excluded_for:
        raise refusals.ExcludedAlready


def in_exclusion_window(ticket: Standing, by: Actor) -> None:
    """Refuse to propose an exclusion after its time."""
    if ticket.exclusion_until is not None and ticket.at > ticket.exclusion_until:
        raise refusals.ExclusionTooLate(until=ticket.exclusion_until)


def first_approval(ticket: Standing) -> bool:
    """Return whether nobody has agreed to an exclusion yet: then a second one has to."""
    return ticket.approved_by is None


def second_approval(ticket: Standing) -> bool:
    """Return whether somebody has agreed to an exclusion: then this is the decision."""
    return not first_approval(ticket)


def no_order(ticket: Standing, by: Actor) -> None:
    """Refuse a second order while the first one waits for its answer."""
    if ticket.order_due_at is not None:
        raise refusals.OrderStands(until=ticket.order_due_at)


def ordered(ticket: Standing, by: Actor) -> None:
    """Refuse to answer an order that nobody gave, or that was answered."""
    if ticket.order_due_at is None:
        raise refusals.NoOrder


def named(ticket: Standing, by: Actor) -> None:
    """Refuse to have read what names nobody of this desk, or was read."""
    if not ticket.named:
        raise refusals.NothingToRead


def rework_left(ticket: Standing) -> bool:
    """Return whether a dispute still leads back to the unit."""
    return ticket.reworks < ticket.reworks_allowed


def reworks_used(ticket: Standing) -> bool:
    """Return whether a dispute leads to a supervisor, because a rework has failed."""
    return not rework_left(ticket)


def by_phone(ticket: Standing) -> bool:
    """Return whether the requester can be called."""
    return ticket.reach == Reach.PHONE


def by_page(ticket: Standing) -> bool:
    """Return whether the requester can be asked on the progress page only."""
    return not by_phone(ticket)
