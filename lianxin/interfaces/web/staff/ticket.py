"""The ticket's page: what was asked, what is known, what happened, and what may be done next."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from lianxin.casework.matters import queries as matters
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Channel, Kind, Outcome, Privacy, State, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as stored
from lianxin.foundation.ledger.chapters import Chapter
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import files, labels
from lianxin.interfaces.web.assessment_words import exclusion
from lianxin.interfaces.web.staff import (
    alike,
    asking,
    beside,
    contact,
    deeds,
    grounds,
    hearing,
    keys,
    shell,
    suggesting,
    telling,
)
from lianxin.interfaces.web.staff.cards import Cards, words
from lianxin.interfaces.web.staff.rows import rows
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.staff.telling import Names
from lianxin.interfaces.web.templatetags.lianxin import govuk_moment
from lianxin.registers.policies.rules import Tier

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

LINKING = frozenset({Step.JOIN, Step.LEAVE})
NOTING = frozenset(
    {Step.BLANK, Step.NOTE, Step.READ_NOTE, Step.TRY_CALL}
)  # beside the story, not steps of the work
APART = {"linking": LINKING, "noting": NOTING}
Facts = list[dict[str, object]]


@shell.page(*shell.READERS)
@require_safe
def ticket(request: StaffRequest, number: str) -> HttpResponseBase:
    """Show one ticket."""
    found = shell.found(request, number)
    return shell.show(request, "staff/ticket.html", told(found, request.actor, timezone.now()))


def told(found: "Ticket", by: Actor, at: datetime, *, onward: str = "") -> dict[str, object]:
    """Return what a page tells of a ticket; its steps lead `onward` on a desk, where one is named."""
    chapters = tickets.story(found, by)
    assists = list(found.assists.values_list("unit_id", flat=True))
    more = [*assists, *([found.lead_unit_id] if found.lead_unit_id else [])]
    named = telling.names(chapters, more=more, at=at)
    listed = rows([found], by=by, at=at, moment="decide_by")
    steps = tickets.steps(found, by, at)
    asked = tickets.told(chapters)
    heard = [] if found.to_write_down else [found]  # of no words a machine makes nothing
    suggestion = suggesting.shown(heard, by, at).get(found.pk)
    return {
        "ticket": found,
        "onward": onward,
        "state": labels.state(found),
        "colour": labels.STATE_COLOUR.get(State(found.state), "grey"),
        "due": Cards(at).card(found.due_at, division=found.division_code, tier=found.tier),
        "asked": asked,
        "suggestion": suggestion,
        "taking_back": suggesting.taking_back(found, steps),
        "pieces": suggestion.marked(asked.get("what") or "") if suggestion else [],
        "files": stored.of("ticket", [found.pk]) if files.shown_to(by) else [],
        **hearing.shown(found, by, at),
        "proposal": beside.asked(listed, by, at).get(found.pk),
        "decide_by": listed[0].card,
        "order": asking.orders(listed, by).get(found.pk) if found.order_due_at else None,
        "order_due": Cards(at).card(
            found.order_due_at, division=found.division_code, tier=found.tier
        ),
        **_steps(found, steps, onward),
        "alike": alike.alike(found, by, at, steps),
        "joined": _joined(found),
        "said_same": _said_same(found, chapters, by, steps),
        "split": tickets.split_with(by, found),
        "matter": _matter(found),
        "promise": _promise(found, chapters, at),
        "responsible": _responsible(found, named, assists),
        "why": grounds.why(found, chapters, named, day_of(at)),
        **(contact.masked(found) if contact.may_open(found, by) else {}),
        "may_open": contact.may_open(found, by),
        "timeline": telling.timeline(chapters, named),
    }


def _steps(found: "Ticket", steps: list[Step], onward: str) -> dict[str, list[dict[str, object]]]:
    """Return what can be done with the ticket now; joining a matter and writing notes stand apart."""
    said: dict[str, list[dict[str, object]]] = {"steps": [], "linking": [], "noting": []}
    for name, deed in deeds.pages(steps).items():
        url = reverse("staff-step", args=[found.number, name])
        url += f"?{urlencode({'onward': onward})}" if onward else ""
        place = next(
            (name for name, apart in APART.items() if apart.issuperset(deed.steps)), "steps"
        )
        key = keys.STEPS.get(name, "")
        said[place].append({"url": url, "text": deed.label, "grave": deed.grave, "key": key})
    return said


def _joined(found: "Ticket") -> dict[str, object]:
    """Return the matter that the ticket has joined, in a few words."""
    if found.matter is None:
        return {}
    told = matters.texts([found.matter])[found.matter.pk]
    return {"matter": found.matter, "title": told.get("title", ""), "plan": told.get("plan", "")}


def _said_same(
    found: "Ticket", chapters: Sequence[Chapter], by: Actor, steps: list[Step]
) -> dict[str, object]:
    """Return the matter that the requester takes it for, until it has joined one."""
    said = chapters[0].facts.get("said_matter_id")
    if not isinstance(said, int) or found.matter is not None:
        return {}
    for matter in matters.of_ids(by, [said]):
        told = matters.texts([matter])[matter.pk]
        join = alike.join(found, matter.pk) if Step.JOIN in steps else ""
        return {"matter": matter, "title": told.get("title", ""), "join": join}
    return {}


def _matter(found: "Ticket") -> Facts:
    category = found.category.name if found.category else _("Not chosen yet")
    said = [
        (pgettext("field", "Kind"), labels.of(Kind, found.kind)),
        (pgettext("field", "Category"), category),
        (_("The unit complained of"), found.about_unit.name if found.about_unit else ""),
        (pgettext("field", "Time limit"), labels.of(Tier, found.tier)),
        (pgettext("field", "Came in by"), labels.of(Channel, found.channel)),
        (pgettext("field", "Privacy"), labels.of(Privacy, found.privacy)),
        (pgettext("field", "Outcome"), labels.of(Outcome, found.outcome)),
        (pgettext("field", "Not assessed"), exclusion(found.excluded_for)),
        (pgettext("field", "Rating"), labels.RATING.get(found.rating or 0, "")),
    ]
    return _filled(said)


def _promise(found: "Ticket", chapters: Sequence[Chapter], at: datetime) -> Facts:
    current = found.current_promise_at != found.promise_at
    provisional = _("(until the calendar of that year is announced)")
    now = words(found.current_promise_at, at)
    said: list[tuple[str, labels.Words]] = [
        (pgettext("field", "Received"), words(found.received_at, at)),
        (pgettext("field", "Promised at intake"), words(found.promise_at, at)),
        (
            pgettext("field", "Promise now"),
            f"{now} {provisional}" if found.promise_provisional else now if current else "",
        ),
        (pgettext("field", "Why it changed"), grounds.moved(chapters) if current else ""),
        (
            pgettext("field", "The clock stands still since"),
            govuk_moment(found.paused_at) if found.paused_at else "",
        ),
    ]
    if found.hurry_by is not None:
        said.append((pgettext("field", "Hurried: answer by"), words(found.hurry_by, at)))
    return _filled(said)


def _responsible(found: "Ticket", named: Names, assists: Sequence[int]) -> Facts:
    grid = found.grid
    said: list[tuple[str, labels.Words]] = [
        (pgettext("field", "Lead unit"), named.unit(found.lead_unit_id)),
        (pgettext("field", "Assisting"), "\n".join(named.unit(pk) for pk in assists)),
        (pgettext("field", "Grid"), f"{grid.name}\n{grid.code}" if grid else ""),
        (
            pgettext("field", "Grid worker"),
            f"{grid.worker_name} {grid.worker_phone}".strip() if grid else "",
        ),
        (pgettext("field", "Supervision phone"), grid.supervision_phone if grid else ""),
    ]
    return _filled(said)


def _filled(said: Sequence[tuple[str, labels.Words]]) -> Facts:
    return [{"key": key, "value": value} for key, value in said if value]
