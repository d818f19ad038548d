"""A ticket's story in words: its chapters as a timeline, why this unit, why this day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.casework.tickets.rules import (
    Attempt,
    Decline,
    Hold,
    Kind,
    Line,
    Obstacle,
    Outcome,
    Right,
    Way,
    deeds,
)
from lianxin.foundation.actor import Role
from lianxin.foundation.files.rules import BOUND
from lianxin.foundation.ledger.chapters import Chapter
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.assessment_words import exclusion
from lianxin.interfaces.web.staff import cards, verbs
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.knowledge import queries as knowledge
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.residents.rules import Reason

if TYPE_CHECKING:
    pass

HANDED = frozenset({deeds.DISPATCHED, deeds.RETURN_GRANTED, deeds.SENT_BACK})


NAMED = ("lead_unit_id", "from_unit_id")  # facts that name a unit, and those that name several
LISTED = ("assist_unit_ids", "came_unit_ids", "named_unit_ids")
PEOPLE = "named_staff_ids"  # a fact that names members of staff


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names behind the ids of a story, and the moment at which it is told."""

    units: Mapping[int, str]
    staff: Mapping[int, str]
    articles: Mapping[int, str]
    at: datetime

    def unit(self, pk: object) -> str:
        """Return a unit's name."""
        return self.units.get(pk, "") if isinstance(pk, int) else ""

    def by(self, chapter: Chapter) -> str:
        """Return who did a deed: unit, role and, for staff to know whom to ask, the name."""
        unit, staff = self.unit(chapter.unit_id), self.staff.get(chapter.staff_id or 0, "")
        if chapter.for_id:
            staff = labels.standing_in(staff, self.staff.get(chapter.for_id, ""))
        parts = (unit, str(labels.of(Role, chapter.role)), staff)
        return " · ".join(part for part in parts if part)


def names(chapters: Sequence[Chapter], *, more: Iterable[int], at: datetime) -> Names:
    """Return the names that a story needs: one query for units, one for staff, one for articles."""
    units = {chapter.unit_id for chapter in chapters} | set(more)
    for chapter in chapters:
        units |= {pk for name in NAMED if isinstance(pk := chapter.facts.get(name), int)}
        units |= {pk for name in LISTED for pk in _ids(chapter.facts.get(name))}
    return Names(
        units=orgs.unit_names({pk for pk in units if pk}),
        staff=orgs.staff_names(_people(chapters)),
        articles=knowledge.titles(
            pk for chapter in chapters if isinstance(pk := chapter.facts.get("article_id"), int)
        ),
        at=at,
    )


def _people(chapters: Iterable[Chapter]) -> set[int]:
    """Return who did the deeds of a story, and whom they name."""
    found = {pk for chapter in chapters for pk in _ids(chapter.facts.get(PEOPLE))}
    return found | {pk for one in chapters for pk in (one.staff_id, one.for_id) if pk}


def _ids(value: object) -> list[int]:
    return [pk for pk in value if isinstance(pk, int)] if isinstance(value, list) else []


def timeline(chapters: Iterable[Chapter], named: Names) -> list[dict[str, object]]:
    """Return chapters as the timeline shows them; what is asked now stands above it."""
    chapters = list(chapters)
    now = [chapter.entry_id for chapter in chapters if chapter.verb in deeds.TELLING][-1:]
    return [
        {
            "title": verbs.VERB.get(chapter.verb, chapter.verb),
            "by": named.by(chapter),
            "at": chapter.at,
            "text": "\n".join(
                [*facts_of(chapter.verb, chapter.facts, named), *_words(chapter, now)]
            ),
        }
        for chapter in chapters
    ]


def _words(chapter: Chapter, above: Sequence[int]) -> list[str]:
    if chapter.entry_id in above:
        return []
    said = ((name, text) for name, text in chapter.words.items() if not name.startswith(BOUND))
    return spoken(said, hide=str)


def spoken(words: Iterable[tuple[str, str | None]], *, hide: Callable[[str], str]) -> list[str]:
    """Return what was said with a deed: first its reason, and what was said beside it under its name."""
    return [
        f"{verbs.BESIDE.get(name, '')} {hide(text) if text else _erased()}".strip()
        for name, text in sorted(words, key=lambda said: said[0] in verbs.BESIDE)
    ]


def _erased() -> str:
    return pgettext("staff", "(erased)")


Say = Callable[[object, Names], str]
ASKED: Mapping[str, Say] = {
    "assist_unit_ids": lambda value, named: _units(value, named),
    "assist_due_at": lambda value, named: _report_by(value, named),
}
# For each verb the facts that a reader needs, and how each is said; what is empty is left out.
FACTS: Mapping[str, Mapping[str, Say]] = {
    deeds.ACCEPTED: {"kind": lambda value, _n: str(labels.of(Kind, value))},
    deeds.HANDED_OFF: {"line": lambda value, _n: str(labels.of(Line, value))},
    deeds.DECLINE_PROPOSED: {"reason": lambda value, _n: str(labels.of(Decline, value))},
    deeds.DECLINED: {"reason": lambda value, _n: str(labels.of(Decline, value))},
    deeds.CONTACTED: {"way": lambda value, _n: str(labels.of(Way, value))},
    deeds.EXTENSION_ASKED: {
        "days": lambda value, _n: _("%(days)s working days more") % {"days": value}
    },
    deeds.EXTENDED: {"current_promise_at": lambda value, named: _promised(value, named)},
    deeds.HOLD_ASKED: {
        "reason": lambda value, _n: str(labels.of(Hold, value)),
        "next_on": lambda value, _n: _looked_at(value),
    },
    deeds.HELD: {
        "hold_reason": lambda value, _n: str(labels.of(Hold, value)),
        "next_on": lambda value, _n: _looked_at(value),
    },
    **dict.fromkeys(
        (deeds.HOLD_RELEASED, deeds.RESIDENT_ANSWERED, deeds.WAITING_ENDED),
        {"current_promise_at": lambda value, named: _promised(value, named)},
    ),
    deeds.RECOMPUTED: {"current_promise_at": lambda value, named: _promised(value, named)},
    deeds.MEETING_CALLED: {"assist_unit_ids": lambda value, named: _units(value, named)},
    deeds.CO_HANDLING_BEGUN: ASKED,
    deeds.WHISTLED: ASKED,
    deeds.STAGE_REPORTED: {
        "finished": lambda value, _n: _("Its part is done") if value else _("Not done yet")
    },
    deeds.WHISTLE_ANSWERED: {
        "came_unit_ids": lambda value, named: _came(value, named),
        "helped": lambda value, _n: _("Outcome: %(grade)s") % {"grade": _rated(value)},
    },
    deeds.CALL_TRIED: {
        "way": lambda value, _n: str(labels.of(Way, value)),
        "result": lambda value, _n: str(verbs.ATTEMPT[Attempt(str(value))]),
    },
    **dict.fromkeys(
        (deeds.ANSWERED, deeds.REPLIED),
        {
            "article_id": lambda value, named: _article(value, named),
            "article_version": lambda value, _n: _("Version %(number)s") % {"number": value},
        },
    ),
    deeds.CONFIRMED: {
        "outcome": lambda value, _n: str(labels.of(Outcome, value)),
        "rating": lambda value, _n: _rated(value),
    },
    deeds.RATED: {"rating": lambda value, _n: _rated(value)},
    deeds.RIGHT_ASKED: {
        "asked_right": lambda value, _n: str(labels.of(Right, value)),
        "answer_by": lambda value, named: _by(value, named),
    },
    deeds.ERASURE_PROMISED: {
        "obstacle": lambda value, _n: str(labels.of(Obstacle, value)),
        "erase_by": lambda value, named: _by(value, named),
    },
    deeds.EXCLUSION_PROPOSED: {"exclusion": lambda value, _n: str(exclusion(value))},
    deeds.EXCLUSION_APPROVED: {
        "approved_by": lambda value, _n: _("The first of two; a second supervisor decides"),
        "excluded_for": lambda value, _n: str(exclusion(value)),
    },
    deeds.ORDERED: {
        "lead_unit_id": lambda value, named: _("Order to: %(unit)s") % {"unit": named.unit(value)},
        "order_due_at": lambda value, named: _answer_by(value, named),
    },
    deeds.NOTED: {
        "named_staff_ids": lambda value, named: _for(value, named.staff),
        "named_unit_ids": lambda value, named: _for(value, named.units),
    },
    deeds.CONTACT_OPENED: {"reason": lambda value, _n: str(labels.of(Reason, value))},
    **dict.fromkeys(HANDED, {"lead_unit_id": lambda value, named: _to(value, named)}),
    deeds.MOVED: {
        "from_unit_id": lambda value, named: _("From: %(unit)s") % {"unit": named.unit(value)},
        "lead_unit_id": lambda value, named: _to(value, named),
    },
}


def facts_of(verb: str, facts: Mapping[str, object], named: Names) -> list[str]:
    """Return the facts of a deed that a reader needs, in words."""
    values = ((say, facts.get(name)) for name, say in FACTS.get(verb, {}).items())
    said = [say(value, named) for say, value in values if value not in (None, "")]
    return [one for one in said if one]


def _promised(value: object, named: Names) -> str:
    if not isinstance(value, datetime):
        return ""
    return _("Promised by %(moment)s") % {"moment": cards.words(value, named.at)}


def _by(value: object, named: Names) -> str:
    return cards.words(value, named.at) if isinstance(value, datetime) else ""


def _looked_at(value: object) -> str:
    day = govuk_day(value) if isinstance(value, date) else ""
    return _("Looked at again by %(day)s") % {"day": day}


def _rated(value: object) -> str:
    return str(labels.RATING[value]) if isinstance(value, int) else ""


def _units(value: object, named: Names) -> str:
    return labels.listed(named.unit(pk) for pk in value) if isinstance(value, list) else ""


def _answer_by(value: object, named: Names) -> str:
    return _("To be answered by %(moment)s") % {"moment": _by(value, named)}


def _for(value: object, names: Mapping[int, str]) -> str:
    said = labels.listed(names.get(pk, "") for pk in _ids(value))
    return _("For: %(names)s") % {"names": said} if said else ""


def _came(value: object, named: Names) -> str:
    units = _units(value, named)
    return _("Came: %(units)s") % {"units": units} if units else _("No unit came")


def _report_by(value: object, named: Names) -> str:
    if not isinstance(value, datetime):
        return ""
    return _("To report by %(moment)s") % {"moment": cards.words(value, named.at)}


def _article(value: object, named: Names) -> str:
    title = named.articles.get(value, "") if isinstance(value, int) else ""
    return _("From the article: %(title)s") % {"title": title}


def _to(value: object, named: Names) -> str:
    return _("To: %(unit)s") % {"unit": named.unit(value)}
