"""The notes that wait for somebody, beside the rows of the desk on which they stand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.casework.tickets.queries.story import masks
from lianxin.casework.tickets.rules import Step, deeds
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.search.masking import mask
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff.beside import Asked, step_url
from lianxin.interfaces.web.staff.rows import Row, ids
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

ANSWERS = (Step.NOTE, Step.READ_NOTE)


def asking(listed: Sequence[Row], by: Actor) -> dict[int, Asked]:
    """Return the newest note that asks an actor on each ticket of a list; four queries for all of them."""
    noted = ledger.of("ticket", ids(listed)).filter(verb=deeds.NOTED)
    newest = {entry.about_id: entry for entry in noted if _asks(entry, by)}
    units = orgs.unit_names({entry.unit_id for entry in newest.values() if entry.unit_id})
    staff = orgs.staff_names({entry.staff_id for entry in newest.values() if entry.staff_id})
    return {
        row.ticket.pk: _asked(row, newest[row.ticket.pk], units, staff, by)
        for row in listed
        if row.ticket.pk in newest
    }


def _asks(entry: "Entry", by: Actor) -> bool:
    named = entry.facts["named_staff_ids"], entry.facts["named_unit_ids"]
    return by.staff_id in named[0] or by.unit_id in named[1]


def _asked(
    row: Row, entry: "Entry", units: Mapping[int, str], staff: Mapping[int, str], by: Actor
) -> Asked:
    hide = mask if masks(row.ticket, by) else str
    who = (
        units.get(entry.unit_id or 0),
        labels.of(Role, entry.role),
        staff.get(entry.staff_id or 0),
    )
    return Asked(
        by=" · ".join(str(part) for part in who if part),
        at=entry.at,
        what=_("A note for you"),
        why=[
            hide(text) if text else pgettext("staff", "(erased)")
            for text in ledger.words(entry).values()
        ],
        steps=[(step_url(row, step), labels.STEP[step]) for step in ANSWERS],
    )
