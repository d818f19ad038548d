"""Absence and substitution (请假与代班): who enters one, who stands in, and what cannot be.

Nobody's reason is asked or kept. A substitute is never away in the same days and never somebody for
whom another would have to stand in: so there is no chain and no loop.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.orgs.rules.bodies import check_keeper
from lianxin.registers.orgs.rules.refusals import (
    AbsenceInThePast,
    AbsenceOver,
    AlreadyAway,
    EndsBeforeItBegins,
    NotAColleague,
    StandsInAlready,
    SubstituteAway,
)

LEADS = frozenset({Role.UNIT_LEAD, Role.SUPERVISOR})
APART = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})  # whose absence no lead enters


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """One absence in a unit: who is away, who stands in, from when to (without) when."""

    staff_id: int
    substitute_id: int
    valid_from: date
    valid_to: date

    def meets(self, other: "Away") -> bool:
        """Return whether two absences share a day."""
        return self.valid_from < other.valid_to and other.valid_from < self.valid_to


def may_enter(by: Actor, *, staff_id: int, unit_id: int, division: str, roles: set[Role]) -> None:
    """Refuse who enters for somebody else: but for the lead of the same unit, and who keeps the registers."""
    if by.staff_id == staff_id:
        return
    if by.role in LEADS and by.unit_id == unit_id and not roles & APART:
        return
    if by.role is Role.SYSTEM:
        raise NotAllowed
    check_keeper(by, division)


def check_days(valid_from: date, valid_to: date, today: date) -> None:
    """Refuse an absence that is over before it is entered, or has no day."""
    if valid_to <= valid_from:
        raise EndsBeforeItBegins(valid_from=valid_from, valid_to=valid_to)
    if valid_from < today:
        raise AbsenceInThePast(valid_from=valid_from)


def check_substitute(wanted: Away, colleagues: Collection[int], others: Iterable[Away]) -> None:
    """Refuse a substitute who is none: not in the unit, away, or needed as a substitute by who goes."""
    people = {wanted.staff_id, wanted.substitute_id}
    if len(people) < len(("who goes", "who stands in")) or not people <= set(colleagues):
        raise NotAColleague
    for one in others:
        if not one.meets(wanted):
            continue
        if one.staff_id == wanted.staff_id:
            raise AlreadyAway(valid_from=one.valid_from, valid_to=one.valid_to)
        if one.staff_id == wanted.substitute_id:
            raise SubstituteAway(valid_from=one.valid_from, valid_to=one.valid_to)
        if one.substitute_id == wanted.staff_id:
            raise StandsInAlready(valid_from=one.valid_from, valid_to=one.valid_to)


def check_return(away: Away, back_on: date, today: date) -> None:
    """Refuse to be back from what is over, on a day that is over, or later than was entered."""
    if away.valid_to <= today or not today <= back_on <= away.valid_to:
        raise AbsenceOver(valid_to=away.valid_to)
