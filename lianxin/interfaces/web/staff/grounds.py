"""Why a ticket is with its unit, and why its promise is another than the first one, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.casework.tickets.rules import deeds
from lianxin.foundation.ledger.chapters import Chapter
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import telling, verbs
from lianxin.interfaces.web.staff.telling import Names
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.duties import queries as duties
from lianxin.registers.duties.rules import Why

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket


def moved(chapters: Sequence[Chapter]) -> str:
    """Return in words why the current promise is another than the first one; "" where it is not."""
    last: object = None
    said = ""
    for chapter in chapters:
        promise = chapter.facts.get("current_promise_at")
        if promise is None or promise == last:
            continue
        if last is not None:
            reason = chapter.words.get("reason") if chapter.verb == deeds.EXTENDED else None
            said = reason or str(MOVED.get(chapter.verb, verbs.VERB.get(chapter.verb, "")))
        last = promise
    return said


MOVED: Mapping[str, labels.Words] = {
    deeds.ACCEPTED: verbs.NEARER,
    **dict.fromkeys(telling.HANDED, verbs.NEARER),
}


def why(ticket: "Ticket", chapters: Sequence[Chapter], named: Names, on: date) -> list[str]:
    """Return in words why the ticket is with its lead unit."""
    if ticket.lead_unit_id is None:
        return []
    handed = [chapter for chapter in chapters if chapter.verb in telling.HANDED or _moved(chapter)]
    said = []
    if handed and _moved(handed[-1]):
        before = {"unit": named.unit(handed[-1].facts.get("from_unit_id"))}
        said = [_("It took this work over from %(unit)s.") % before]
    elif ticket.catalogue_row_id:
        said = explained(duties.why(ticket.catalogue_row_id, ticket.division_code, on))
    elif handed:
        said = [_("%(who)s chose this unit.") % {"who": named.by(handed[-1])}]
    if handed and (reason := handed[-1].words.get("reason")):
        said.append(_("Reason given: %(reason)s") % {"reason": reason})
    if ticket.designated:
        said.append(_("It asked to return the ticket; the hotline designated it."))
    return said


def _moved(chapter: Chapter) -> bool:
    """Return whether a deed gave the lead to whoever took the work over."""
    return chapter.verb == deeds.MOVED and chapter.facts.get("led") is True


def explained(found: Why) -> list[str]:
    """Return the facts of the dispatch catalogue as sentences."""
    facts = {
        "version": found.version,
        "since": govuk_day(found.valid_from),
        "category": found.category_name,
        "place": found.row_place or _("everywhere"),
        "unit": found.lead_name or found.lead,
        "duty": labels.beside(found.duty_title, found.duty_code),
        "basis": found.legal_basis,
    }
    said = [
        _("The dispatch catalogue, version %(version)s, in force since %(since)s.") % facts,
        _("It gives “%(category)s” (%(place)s) to %(unit)s.") % facts,
    ]
    if found.duty_title:
        said.append(_("Duty: %(duty)s") % facts)
    if found.legal_basis:
        said.append(_("Legal basis: %(basis)s") % facts)
    return said
