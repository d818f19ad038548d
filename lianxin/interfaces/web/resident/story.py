"""The story of a request as its requester reads it: what was asked, what was answered, every deed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.casework.tickets.rules import Attempt, Decline, Hold, Outcome, State, Way, deeds
from lianxin.followers.notifications.letters import DECLINES, HOLDS
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.chapters import Chapter
from lianxin.foundation.time import deadline, last_day
from lianxin.interfaces.web.resident import words
from lianxin.interfaces.web.resident.mandate_words import FOR_YOU, HELPED
from lianxin.interfaces.web.templatetags.lianxin import govuk_day, govuk_moment
from lianxin.registers.residents.rules.mandates import Helper

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

# The deeds whose words are an answer, and the name under which they stand.
ANSWERS = {
    deeds.REPLIED: "reply",
    deeds.REPLIED_BY_MATTER: "reply",
    deeds.ANSWERED: "answer",
    deeds.EXPLAINED: "explanation",
    deeds.TERMINATED: "explanation",
}
# The deeds after which a question no longer waits.
ANSWERED = frozenset(
    {
        deeds.ADDED,
        deeds.RESIDENT_ANSWERED,
        deeds.WAITING_ENDED,
        deeds.REPLIED,
        deeds.REPLIED_BY_MATTER,
    }
)
UNSAID = ("file:", "point", "what", "where")  # words that are no sentence, or stand above


@dataclass(frozen=True, kw_only=True)
class Item:
    """One deed: its title, by whom, when, and what was said with it."""

    title: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a request stands: headline, meaning, and the stages with the one reached."""

    title: str
    text: str
    stage: int
    stages: Sequence[str]


def units_of(chapters: Sequence[Chapter]) -> set[int]:
    """Return the units that a story names."""
    named = [chapter.facts.get("lead_unit_id") for chapter in chapters]
    acting = [chapter.unit_id for chapter in chapters]
    return {pk for pk in [*named, *acting] if isinstance(pk, int)}


def mandates_of(chapters: Sequence[Chapter]) -> set[int]:
    """Return the mandates under which somebody acted."""
    named = [chapter.facts.get("mandate_id") for chapter in chapters]
    return {pk for pk in named if isinstance(pk, int)}


def standing(ticket: "Ticket") -> Standing:
    """Return where a request stands."""
    state = State(ticket.state)
    accepted = state is State.RECEIVED and ticket.accepted_at is not None
    said = words.ACCEPTED if accepted else words.STANDINGS[state]
    unit = ticket.lead_unit.name if ticket.lead_unit else _("The unit in charge")
    text = str(said.text) % {"unit": unit}
    if ticket.outcome:
        text = _("The result: %(outcome)s.") % {"outcome": words.OUTCOMES[Outcome(ticket.outcome)]}
    stages = [str(stage) for stage in words.STAGES] if said.stage else []
    title = str(said.title) % {"unit": unit}
    return Standing(title=title, text=text, stage=said.stage, stages=stages)


def by_when(at: datetime) -> str:
    """Return a deadline in words: a day where it ends at 24:00, else a moment."""
    due = deadline(at)
    if due.whole_day:
        return _("by %(day)s") % {"day": govuk_day(due.day)}
    return _("by %(moment)s") % {"moment": govuk_moment(at)}


def until(at: datetime) -> date:
    """Return the last day of a time to do something."""
    return last_day(at)


def items(
    chapters: Sequence[Chapter], units: Mapping[int, str], helpers: Mapping[int, Helper]
) -> list[Item]:
    """Return every deed in words, the oldest first."""
    told = [
        chapter for chapter in chapters if chapter.verb in words.TITLES and not _inside(chapter)
    ]
    return [_item(chapter, units, helpers) for chapter in told]


def _inside(chapter: Chapter) -> bool:
    """Return whether a deed changed something between units only: who answers for it is the same."""
    return chapter.verb == deeds.MOVED and not chapter.facts["led"]


def _item(chapter: Chapter, units: Mapping[int, str], helpers: Mapping[int, Helper]) -> Item:
    mandate_id = chapter.facts.get("mandate_id")
    helper = helpers.get(mandate_id) if isinstance(mandate_id, int) else None
    title = str((HELPED if helper else words.TITLES)[chapter.verb])
    said = [(name, text) for name, text in chapter.words.items() if not name.startswith(UNSAID)]
    reasons = _reasons(chapter)
    texts = [
        f"{words.BESIDE.get(name, '')} {_('(erased)') if text is None else text}".strip()
        for name, text in sorted(said, key=lambda one: one[0] in words.BESIDE)
    ]
    return Item(
        title=title % _facts(chapter, units) if "%" in title else title,
        by=str(FOR_YOU[helper]) if helper else _by(chapter, units),
        at=chapter.at,
        text="\n".join([*reasons, *texts]),
    )


def _reasons(chapter: Chapter) -> list[str]:
    """Return the reason that a deed names by its code, as a sentence."""
    if chapter.verb == deeds.DECLINED:
        return [_(DECLINES[Decline(str(chapter.facts["reason"]))])]
    if chapter.verb == deeds.HELD:
        return [_(HOLDS[Hold(str(chapter.facts["hold_reason"]))])]
    return []


def _facts(chapter: Chapter, units: Mapping[int, str]) -> dict[str, str]:
    facts = chapter.facts
    promise, outcome, rating = (
        facts.get(name) for name in ("current_promise_at", "outcome", "rating")
    )
    unit, next_on = facts.get("lead_unit_id"), facts.get("next_on")
    attempt = facts.get("result")
    return {
        "unit": units.get(unit, "") if isinstance(unit, int) else "",
        "line": str(facts.get("line") or ""),
        "promise": by_when(promise) if isinstance(promise, datetime) else "",
        **{
            name: by_when(said) if isinstance(said := facts.get(name), datetime) else ""
            for name in ("erase_by", "answer_by", "order_due_at", "hurry_by")
        },
        "next": govuk_day(next_on) if isinstance(next_on, date) else "",
        "attempt": str(words.ATTEMPTS[Attempt(str(attempt))]) if attempt else "",
        "outcome": str(words.OUTCOMES[Outcome(str(outcome))]) if outcome else "",
        "rating": str(words.RATINGS[rating]) if isinstance(rating, int) else "",
    }


def _by(chapter: Chapter, units: Mapping[int, str]) -> str:
    return units.get(chapter.unit_id or 0) or str(words.ROLES[Role(chapter.role)])


def answer(chapters: Sequence[Chapter]) -> Chapter | None:
    """Return the newest answer that the requester may read."""
    given = [chapter for chapter in chapters if chapter.words.get(ANSWERS.get(chapter.verb, ""))]
    return given[-1] if given else None


def answered(chapter: Chapter) -> str:
    """Return the words of an answer."""
    return chapter.words.get(ANSWERS[chapter.verb]) or ""


def question(chapters: Sequence[Chapter]) -> str:
    """Return what the unit asks on this page and nobody has answered yet ("" is nothing)."""
    asked = ""
    for chapter in chapters:
        if chapter.verb == deeds.CONTACTED and chapter.facts.get("way") == Way.PAGE:
            asked = chapter.words.get("contact") or ""
        elif chapter.verb == deeds.RESIDENT_ASKED:
            asked = chapter.words.get("question") or ""
        elif chapter.verb in ANSWERED:
            asked = ""
    return asked
