"""What two desks show beside each row: the note, or the order, that waits for somebody."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.casework.tickets import rules
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

NOTING = (Step.NOTE, Step.READ_NOTE)


def notes(listed: Sequence[Row], by: Actor) -> dict[int, Asked]:
    """Return the newest note that asks an actor on each ticket of a list; five queries for all of them.

    One that asked the desk of a closed unit asks whoever answers for its desk now.
    """
    closed: dict[int, set[int]] = {}
    for entry in ledger.of("ticket", ids(listed)).filter(verb=deeds.MOVED):
        closed.setdefault(entry.about_id, set()).add(entry.facts["from_unit_id"])

    def asks(entry: "Entry") -> bool:
        staff, units = entry.facts["named_staff_ids"], entry.facts["named_unit_ids"]
        desks = {by.unit_id, *closed.get(entry.about_id, ())}
        return not by.selves.isdisjoint(staff) or not desks.isdisjoint(units)

    steps = {row.ticket.pk: NOTING for row in listed}
    return _newest(listed, deeds.NOTED, by, what=_("A note for you"), steps=steps, fits=asks)


def orders(listed: Sequence[Row], by: Actor) -> dict[int, Asked]:
    """Return the order that waits on each ticket of a list; four queries for all of them."""
    answers = by.role in rules.moves.who(Step.ANSWER_ORDER)
    steps = {
        row.ticket.pk: [Step.ANSWER_ORDER]
        for row in listed
        if answers and row.ticket.lead_unit_id == by.unit_id
    }
    return _newest(listed, deeds.ORDERED, by, what=_("Supervision order"), steps=steps)


def _newest(
    listed: Sequence[Row],
    verb: str,
    by: Actor,
    *,
    what: str,
    steps: Mapping[int, Sequence[Step]],
    fits: "Callable[[Entry], bool]" = lambda entry: True,
) -> dict[int, Asked]:
    found = ledger.of("ticket", ids(listed)).filter(verb=verb)
    newest = {entry.about_id: entry for entry in found if fits(entry)}
    units = orgs.unit_names({entry.unit_id for entry in newest.values() if entry.unit_id})
    staff = orgs.staff_names({entry.staff_id for entry in newest.values() if entry.staff_id})

    def asked(row: Row, entry: "Entry") -> Asked:
        hide = mask if masks(row.ticket, by) else str
        unit, name = units.get(entry.unit_id or 0, ""), staff.get(entry.staff_id or 0, "")
        who = (unit, str(labels.of(Role, entry.role)), name)
        said = ledger.words(entry).values()
        return Asked(
            by=" · ".join(part for part in who if part),
            at=entry.at,
            what=what,
            why=[hide(text) if text else pgettext("staff", "(erased)") for text in said],
            steps=[(step_url(row, one), labels.STEP[one]) for one in steps.get(row.ticket.pk, ())],
        )

    return {
        row.ticket.pk: asked(row, newest[row.ticket.pk])
        for row in listed
        if row.ticket.pk in newest
    }
