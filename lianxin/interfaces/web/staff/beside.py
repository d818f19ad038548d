"""What two desks show beside each row: the proposal that waits, and the calls made so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets import rules
from lianxin.casework.tickets.queries.story import masks
from lianxin.casework.tickets.rules import Step, Tries, deeds
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.rules import decode
from lianxin.foundation.search.masking import mask
from lianxin.foundation.time import day_of
from lianxin.foundation.words import of as words_of
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import telling
from lianxin.interfaces.web.staff.rows import Row, ids
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Figure

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

PROPOSALS = {move.verb for move in rules.moves.TABLE if move.proposes}
CALLING = deeds.ANSWERING | {deeds.CALL_TRIED}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A proposal that waits: who asks for what and why, and where it is decided."""

    by: str
    at: datetime
    what: labels.Words
    why: Sequence[str]
    steps: Sequence[tuple[str, labels.Words]]  # address and words of each decision


def asked(listed: Sequence[Row], by: Actor, at: datetime) -> dict[int, Asked]:
    """Return the proposal that waits on each ticket of a list; four queries for all of them."""
    had_part = tickets.had_part_in(by, ids(listed))
    found = ledger.of("ticket", ids(listed)).filter(verb__in=PROPOSALS)
    newest = {entry.about_id: entry for entry in found}
    units = orgs.unit_names({entry.unit_id for entry in newest.values() if entry.unit_id})
    named = telling.Names(units=units, staff={}, articles={}, at=at)
    return {
        row.ticket.pk: _asked(
            row,
            newest[row.ticket.pk],
            named,
            tickets.steps(row.ticket, by, at, had_part=had_part, named=()),
            by,
        )
        for row in listed
        if row.ticket.pending and row.ticket.pk in newest
    }


def _asked(
    row: Row, entry: "Entry", named: telling.Names, steps: Sequence[Step], by: Actor
) -> Asked:
    deciding = [step for step in steps if step in rules.moves.DECIDING]
    hide = mask if masks(row.ticket, by) else str
    said = telling.spoken(ledger.words(entry).items(), hide=hide)
    return Asked(
        by=f"{named.unit(entry.unit_id)} {labels.of(Role, entry.role)}".strip(),
        at=entry.at,
        what=row.pending,
        why=[
            *telling.facts_of(entry.verb, decode(entry.verb, entry.facts), named),
            *([_("One supervisor has agreed already.")] if row.ticket.approved_by else []),
            *said,
        ],
        steps=[(step_url(row, step), labels.STEP[step]) for step in deciding],
    )


def step_url(row: Row, step: Step) -> str:
    """Return where a step on a row's ticket is taken."""
    return reverse("staff-step", args=[row.ticket.number, step.value])


@dataclass(frozen=True, kw_only=True)
class Calls:
    """The follow-up of one ticket: calls since the reply was passed on, and what is still asked."""

    made: Sequence[datetime]
    needed: Tries
    lacking: str  # in words; "" is enough
    by_phone: bool


def calls(listed: Sequence[Row], at: datetime) -> dict[int, Calls]:
    """Return how far the follow-up of each ticket of a list has come; three queries for all."""
    made: dict[int, list[datetime]] = {pk: [] for pk in ids(listed)}
    found = ledger.of("ticket", made).filter(verb__in=CALLING)
    for about_id, verb, moment, facts in found.values_list("about_id", "verb", "at", "facts"):
        if verb in deeds.ANSWERING:
            made[about_id] = []
        elif deeds.unanswered(facts):
            made[about_id].append(moment)
    limits = policies.policies()
    return {
        row.ticket.pk: _calls(row, made[row.ticket.pk], _needed(limits, row, at)) for row in listed
    }


def _needed(found: policies.Policies, row: Row, at: datetime) -> Tries:
    limits = found.limits(row.ticket.division_code, day_of(at))
    count, days = limits.count(Figure.FOLLOW_UP_TRIES), limits.count(Figure.FOLLOW_UP_DAYS)
    return Tries(count=count, days=days)


def _calls(row: Row, made: Sequence[datetime], needed: Tries) -> Calls:
    lacking = ""
    try:
        rules.needs.enough(made, needed)
    except rules.refusals.TriesNotEnough as refusal:
        lacking = words_of(refusal)
    by_phone = row.ticket.reach == rules.Reach.PHONE
    return Calls(made=made, needed=needed, lacking=lacking, by_phone=by_phone)
