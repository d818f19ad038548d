"""A unit's place in the tree of units."""

from collections.abc import Mapping

from lianxin.registers.orgs.rules.bodies import DEPTH
from lianxin.registers.orgs.rules.refusals import TooDeep, UnitLoop, UnknownParent


def check_place(code: str, parents: Mapping[str, str]) -> None:
    """Refuse a unit whose parent is unknown, that stands under itself, or that stands too deep."""
    passed = {code}
    above = parents[code]
    while above:
        if above not in parents:
            raise UnknownParent(parent=above)
        if above in passed:
            raise UnitLoop(code=code)
        if len(passed) >= DEPTH:
            raise TooDeep(limit=DEPTH)
        passed.add(above)
        above = parents[above]


def depth(code: str, parents: Mapping[str, str]) -> int:
    """Return how many of the given units stand above one; the tree has been checked for loops."""
    above = parents.get(code, "")
    return 1 + depth(above, parents) if above in parents else 0


def heirs(took: Mapping[int, int]) -> dict[int, int]:
    """Return who stands for each closed unit in the end, where who took over was closed later too."""
    found = {}
    for closed in took:
        heir, passed = took[closed], {closed}
        while heir in took and heir not in passed:
            passed.add(heir)
            heir = took[heir]
        found[closed] = heir
    return found
