"""What has changed on a ticket since somebody opened its form: from what to what, and by which kind of role."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets.rules import Kind, Proposal, State, deeds
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.chapters import Chapter
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import cards, telling
from lianxin.interfaces.web.staff.telling import Names
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

Say = Callable[[object, Names], str]
COLUMNS: Mapping[str, tuple[labels.Words, Say]] = {
    "state": (
        pgettext_lazy("field", "State"),
        lambda value, _n: str(labels.STATE[State(str(value))]),
    ),
    "pending": (
        pgettext_lazy("field", "Waits for a decision on"),
        lambda value, _n: str(labels.of(Proposal, value)),
    ),
    "kind": (pgettext_lazy("field", "Kind"), lambda value, _n: str(labels.of(Kind, value))),
    "category_id": (
        pgettext_lazy("field", "Category"),
        lambda value, _n: _category(value),
    ),
    "grid_id": (pgettext_lazy("field", "Grid"), lambda value, _n: _grid(value)),
    "lead_unit_id": (
        pgettext_lazy("field", "Lead unit"),
        lambda value, named: named.unit(value),
    ),
    "current_promise_at": (
        pgettext_lazy("field", "Promise now"),
        lambda value, named: cards.words(value, named.at) if isinstance(value, datetime) else "",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that is another than it was, in words; "" is nothing."""

    what: labels.Words
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Overtaken:
    """What happened since a form was opened: by whom, what is another than before, and the story of it."""

    roles: str
    changes: Sequence[Change]
    story: Sequence[Mapping[str, object]]


def overtaken(chapters: Sequence[Chapter], seen: int, at: datetime) -> Overtaken:
    """Return what happened to a ticket since a state of it that somebody has seen."""
    since = chapters[seen:]
    told = [chapter.facts for chapter in chapters]
    before, after = deeds.replay(told[:seen]), deeds.replay(told)
    led = [pk for one in (before, after) if isinstance(pk := one.get("lead_unit_id"), int)]
    named = telling.names(since, more=led, at=at)
    roles = dict.fromkeys(str(labels.of(Role, chapter.role)) for chapter in since)
    return Overtaken(
        roles=labels.listed(roles),
        changes=[
            Change(
                what=what,
                before=_said(say, before, name, named),
                after=_said(say, after, name, named),
            )
            for name, (what, say) in COLUMNS.items()
            if (before.get(name) or None) != (after.get(name) or None)  # "" is nothing too
        ],
        story=telling.timeline(since, named),
    )


def _said(say: Say, stood: Mapping[str, object], name: str, named: Names) -> str:
    value = stood.get(name)
    return say(value, named) if value not in (None, "") else _("nothing")


def _category(value: object) -> str:
    found = duties.categories_by_id([value]) if isinstance(value, int) else {}
    return next((one.name for one in found.values()), "")


def _grid(value: object) -> str:
    found = orgs.grids_by_id([value]) if isinstance(value, int) else {}
    return next((one.name for one in found.values()), "")
