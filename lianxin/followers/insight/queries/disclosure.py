"""Which units more than volumes may be told of: by how many people work there, and by which sums are told."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from lianxin.followers.insight.rules import disclosure
from lianxin.followers.insight.rules.figures import FEWEST_STAFF, By
from lianxin.foundation.actor import Actor, Role
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.queries import Staffing


def told(by: By, present: Collection[int], on: date, heirs: Mapping[int, int]) -> set[int]:
    """Return of which of the units that are present in a table rates may be told on a day.

    Whoever reads it, so that nobody learns more by putting two pages together.
    """
    staffed = [one for one in orgs.staffing(on) if one.unit_id in present]
    if by is By.UNIT:
        staffed = [one for one in staffed if not one.is_over]
        heirs = {}
    people = {one.unit_id: one.people for one in staffed}
    return set(people) - disclosure.withheld(people, _sums(staffed, heirs))


def _sums(staffed: Sequence[Staffing], heirs: Mapping[int, int]) -> list[set[int]]:
    """Return of which units together figures are told: those under one parent with it, and a unit with its forerunners."""
    present = {one.unit_id for one in staffed}
    under: dict[int, set[int]] = defaultdict(set)
    for one in staffed:
        if one.parent_id is not None:
            under[one.parent_id] |= {one.unit_id, one.parent_id} & present
    after: dict[int, set[int]] = defaultdict(set)
    for closed, heir in heirs.items():
        after[heir] |= {closed, heir} & present
    return [*under.values(), *after.values()]


def few(by: Actor, on: date) -> bool:
    """Tell whether an actor counts only what few people do, whose rates would be those of persons."""
    if by.role is not Role.UNIT_LEAD:
        return False
    under = set(orgs.unit_ids_under(by.unit_path))
    return all(
        one.people < FEWEST_STAFF
        for one in orgs.staffing(on)
        if one.unit_id in under and not one.is_over
    )
