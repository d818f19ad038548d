"""The way of a request as one line: what has happened, where it is now, what comes next and by which day.

No line of it is guessed: what has happened stands in the ledger as its requester may read it, what
comes next in one table, and a day is there only where it was promised or planned on this page already.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import State, deeds
from lianxin.casework.tickets.rules.words import Proposal
from lianxin.foundation.ledger.chapters import Chapter
from lianxin.interfaces.web.resident import story, words
from lianxin.interfaces.web.templatetags.lianxin import govuk_day

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

SHOWN = (
    4  # the newest of what has happened stand open; the older ones are folded, but for the first
)

TAKE_ON = _("We take it on and hand it over, or tell you why we cannot")
HAND_OVER = _("We hand it to the one who has to deal with it")
CONTACT = _("They get in touch with you")
DEAL = _("They deal with it")
GO_ON = _("They go on with it")
REVIEW = _("Somebody who had no part in it reviews your objection")
DECIDE = _("A supervisor decides how it goes on")
YOURS = _("You answer the question")
LOOK = _("We look at it again")
ANSWER = _("You get our answer")
SAY = _("You tell us whether it is solved")
END = _("If it is solved, we close it. If not, it is dealt with once more")

# What comes next, by where it is now; nothing where it has ended.
NEXT: Mapping[State, Sequence[Promise]] = {
    State.RECEIVED: (TAKE_ON, DEAL, ANSWER, SAY),
    State.TRIAGE_MEETING: (HAND_OVER, DEAL, ANSWER, SAY),
    State.DISPATCHED: (CONTACT, DEAL, ANSWER, SAY),
    State.SIGNED: (CONTACT, DEAL, ANSWER, SAY),
    State.HANDLING: (ANSWER, SAY),
    State.CO_HANDLING: (ANSWER, SAY),
    State.WAITING_RESIDENT: (YOURS, GO_ON, ANSWER, SAY),
    State.HOLD: (LOOK, GO_ON, ANSWER, SAY),
    State.REPLIED: (ANSWER, SAY),
    State.FOLLOW_UP: (SAY, END),
    State.REWORK: (DEAL, ANSWER, SAY),
    State.ESCALATED: (DECIDE, ANSWER, SAY),
    State.ANSWERED: (),
    State.EMERGENCY_HANDOFF: (),
    State.NOT_ACCEPTED: (),
    State.CLOSED: (),
    State.WITHDRAWN: (),
    State.ARCHIVED: (),
}
ON_ACCEPTED = (HAND_OVER, *NEXT[State.RECEIVED][1:])
# What somebody has asked for and another person still decides, beside where it is now.
ASKED = {
    Proposal.DECLINE: deeds.DECLINE_PROPOSED,
    Proposal.RETURN: deeds.RETURN_ASKED,
    Proposal.EXTENSION: deeds.EXTENSION_ASKED,
    Proposal.HOLD: deeds.HOLD_ASKED,
    Proposal.TERMINATION: deeds.TERMINATION_ASKED,
    Proposal.OBJECTION: deeds.OBJECTED,
    Proposal.EXCLUSION: deeds.EXCLUSION_PROPOSED,
}


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """One thing that comes next, by which day, and what is to be said of that day."""

    title: str
    when: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """The whole way: how it began, what is folded away, what happened last, now, and what comes next."""

    begun: Sequence[story.Item]
    folded: Sequence[story.Item]
    past: Sequence[story.Item]
    title: str
    waits: str = ""
    ahead: Sequence[Ahead] = field(default=())


def line(
    ticket: "Ticket",
    chapters: Sequence[Chapter],
    items: Sequence[story.Item],
    promised: Mapping[str, object],
    at: datetime,
) -> Line:
    """Return the way of a request, of its deeds in words (the oldest first) and of what was promised."""
    cut = len(items) - SHOWN if len(items) > SHOWN + 2 else 1  # one alone is not worth folding
    return Line(
        begun=items[:1],
        folded=items[1:cut],
        past=items[cut:],
        title=story.standing(ticket).title,
        waits=_waits(ticket, chapters),
        ahead=[*_ahead(ticket, chapters, promised, at)],
    )


def _waits(ticket: "Ticket", chapters: Sequence[Chapter]) -> str:
    """Return what still waits for somebody's decision, where the requester may read that it was asked."""
    verb = ASKED[Proposal(ticket.pending)] if ticket.pending else ""
    told = any(chapter.verb == verb for chapter in chapters)
    return str(words.TITLES[verb]) if verb and told else ""


def _ahead(
    ticket: "Ticket", chapters: Sequence[Chapter], promised: Mapping[str, object], at: datetime
) -> Iterator[Ahead]:
    if ticket.pending == Proposal.OBJECTION:
        yield Ahead(title=str(REVIEW))
    if ticket.hurry_by:
        yield Ahead(
            title=str(_("They tell you how far it is")), when=story.by_when(ticket.hurry_by)
        )
    state = State(ticket.state)
    steps = NEXT[state]
    if state is State.RECEIVED and ticket.accepted_at is not None:
        steps = ON_ACCEPTED
    for step in steps:
        yield _step(step, ticket, chapters, promised, at)
    if ticket.answer_by:
        yield Ahead(
            title=str(_("We answer your question about your data")),
            when=story.by_when(ticket.answer_by),
        )
    if ticket.erase_by:
        yield Ahead(
            title=str(_("What you asked to have erased is erased")),
            when=story.by_when(ticket.erase_by),
        )


def _step(
    step: Promise,
    ticket: "Ticket",
    chapters: Sequence[Chapter],
    promised: Mapping[str, object],
    at: datetime,
) -> Ahead:
    """Return a step that comes next, with its day where one was named."""
    if step is YOURS:
        return Ahead(title=str(step), when=str(promised["answer_by"]))
    if step is LOOK:
        return Ahead(title=str(step), when=_look_again(chapters))
    if step is ANSWER:
        return _answer(ticket, promised, at)
    return Ahead(title=str(step))


def _look_again(chapters: Sequence[Chapter]) -> str:
    """Return the day on which what has to wait is looked at again, at the latest."""
    held = [chapter for chapter in chapters if chapter.verb == deeds.HELD]
    day = held[-1].facts.get("next_on") if held else None
    return (
        str(_("on %(day)s at the latest") % {"day": govuk_day(day)})
        if isinstance(day, date)
        else ""
    )


def _answer(ticket: "Ticket", promised: Mapping[str, object], at: datetime) -> Ahead:
    """Return the answer that comes, by the day that holds now; while the clock stands still there is none."""
    when = str(promised["current_promise"] or promised["promise"])
    if ticket.paused_at:
        text = _(
            "The day that we promised moves by the time that it waits; we tell you the new one."
        )
        return Ahead(title=str(ANSWER), text=str(text))
    if promised["late"]:
        text = _(
            "That day is over: we are late. It stays open, and those who deal with it see that it is late."
        )
        return Ahead(title=str(ANSWER), when=when, text=str(text))
    if ticket.current_promise_at <= at:  # it was answered by then, and is dealt with once more
        return Ahead(title=str(ANSWER))
    return Ahead(title=str(ANSWER), when=when)
