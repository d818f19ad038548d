"""What happened to registers in words: each difference column by column, each deed with its people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from lianxin.foundation import words as refusals
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.staff.registers.columns import Ask, Sheet
from lianxin.interfaces.web.staff.registers.reading import Names, names, said, title
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.changes.queries import Past
from lianxin.registers.changes.rules import Difference, Kind, State, verbs
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

KIND: Mapping[Kind, Words] = {
    Kind.ADDED: pgettext_lazy("difference", "New"),
    Kind.CHANGED: pgettext_lazy("difference", "Changed"),
    Kind.ENDED: pgettext_lazy("difference", "Ends"),
    Kind.REFUSED: pgettext_lazy("difference", "Refused"),
}
COLOUR = {Kind.ADDED: "green", Kind.CHANGED: "blue", Kind.ENDED: "grey", Kind.REFUSED: "red"}
STATE: Mapping[State, Words] = {
    State.PREPARED: pgettext_lazy("change", "Prepared, not sent"),
    State.WAITING: pgettext_lazy("change", "Waits for a second person"),
    State.SCHEDULED: pgettext_lazy("change", "Agreed, waits for its day"),
    State.APPLIED: pgettext_lazy("change", "In force"),
    State.UNDONE: pgettext_lazy("change", "Taken back"),
    State.REFUSED: pgettext_lazy("change", "Turned down"),
    State.DISCARDED: pgettext_lazy("change", "Given up"),
    State.FAILED: pgettext_lazy("change", "Could not be done on its day"),
}
STATE_COLOUR = {
    State.WAITING: "yellow",
    State.SCHEDULED: "blue",
    State.APPLIED: "green",
    State.FAILED: "red",
}
DEED: Mapping[str, Words] = {
    verbs.PREPARED: pgettext_lazy("deed", "Prepared"),
    verbs.SENT: pgettext_lazy("deed", "Sent"),
    verbs.APPROVED: pgettext_lazy("deed", "Agreed"),
    verbs.APPLIED: pgettext_lazy("deed", "Done on its day"),
    verbs.UNDONE: pgettext_lazy("deed", "Taken back"),
    verbs.REFUSED: pgettext_lazy("deed", "Turned down"),
    verbs.DISCARDED: pgettext_lazy("deed", "Given up"),
    verbs.HANDED_OVER: pgettext_lazy("deed", "Handed over"),
    verbs.FAILED: pgettext_lazy("deed", "Could not be done on its day"),
}


@dataclass(frozen=True, kw_only=True)
class People:
    """The names behind the ids of some entries."""

    units: Mapping[int, str]
    staff: Mapping[int, str]

    def by(self, entry: "Entry") -> str:
        """Return who did a deed: unit, role and name."""
        unit, staff = self.units.get(entry.unit_id or 0), self.staff.get(entry.staff_id or 0)
        if entry.for_id:
            staff = labels.standing_in(staff or "", self.staff.get(entry.for_id, ""))
        parts = (unit, str(labels.of(Role, entry.role)), staff)
        return " · ".join(part for part in parts if part)


def people(entries: "Iterable[Entry]") -> People:
    """Return the names that some entries need: one query for units, one for staff."""
    found = list(entries)
    return People(
        units=orgs.unit_names({entry.unit_id for entry in found if entry.unit_id}),
        staff=orgs.staff_names(
            {pk for entry in found for pk in (entry.staff_id, entry.for_id) if pk}
        ),
    )


def lines(sheet: Sheet, one: Difference, known: Names) -> list[dict[str, object]]:
    """Return what a difference says, column by column: before and after."""
    found: list[dict[str, object]] = []
    for column in sheet.columns:
        before = (one.before or {}).get(column.name, "")
        after = (one.after or {}).get(column.name, "")
        if before == after or column.ask is Ask.INFO:
            continue
        old, new = (said(column, text, known) if text else "" for text in (before, after))
        found.append({"label": column.label, "before": old, "after": new})
    return found


def shown(sheet: Sheet, found: Sequence[Difference], on: date) -> list[dict[str, object]]:
    """Return differences as a page lists them: what happens to which row, and why it is refused."""
    known = names(sheet, [row for one in found for row in (one.before, one.after)], on)
    return [
        {
            "kind": KIND[one.kind],
            "colour": COLOUR[one.kind],
            "title": title(sheet, one.after or one.before or {}, known) or one.key,
            "line": one.line,
            "reason": refusals.sentence(one.code, one.facts) if one.code else "",
            "lines": [] if one.kind in (Kind.ENDED, Kind.REFUSED) else lines(sheet, one, known),
        }
        for one in found
    ]


def history(sheet: Sheet, found: Sequence[Past], on: date) -> list[dict[str, object]]:
    """Return what happened to one row, the newest first, with the people who brought it about."""
    known = names(sheet, [row for past in found for row in (past.row.before, past.row.after)], on)
    named = people(entry for past in found for entry in past.entries)
    return [
        {
            "title": KIND[past.row.kind],
            "lines": lines(sheet, past.row, known) if past.row.kind is Kind.CHANGED else [],
            "since": _("In force from %(day)s") % {"day": govuk_day(past.change.valid_from)},
            "by": [named.by(entry) for entry in past.entries if entry.verb in SIGNED],
            "at": _done_at(past.entries),
            "url": reverse("staff-change", args=[past.change.pk]),
        }
        for past in found
    ]


SIGNED = frozenset({verbs.PREPARED, verbs.APPROVED})  # who brought it in, and who agreed


def _done_at(entries: "Sequence[Entry]") -> datetime:
    return max(entry.at for entry in entries if entry.verb != verbs.UNDONE)


def story(entries: "Sequence[Entry]") -> list[dict[str, object]]:
    """Return the deeds on one change as a timeline."""
    named = people(entries)
    return [
        {
            "title": DEED[entry.verb],
            "by": named.by(entry),
            "at": entry.at,
            "text": _text(entry),
        }
        for entry in entries
    ]


def _text(entry: "Entry") -> str:
    if entry.verb == verbs.FAILED:
        return _("The register has moved on, or a row cannot be any more (%(code)s).") % {
            "code": entry.facts["code"]
        }
    if entry.verb == verbs.HANDED_OVER:
        heir = entry.facts["author_id"]
        return _("To: %(unit)s") % {"unit": orgs.staff_names([heir]).get(heir, "")}
    text = ledger.words(entry).get("reason", "")
    return pgettext("staff", "(erased)") if text is None else text
