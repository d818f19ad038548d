"""Of which units more than volumes may be told, so that no figure is that of a few persons, nor to be had by subtraction."""

from collections.abc import Collection, Iterable, Mapping

from lianxin.followers.insight.rules.figures import FEWEST_STAFF


def withheld(people: Mapping[int, int], sums: Iterable[Collection[int]]) -> set[int]:
    """Return the units of which only volumes are told, given how many people work at each.

    They are those with too few people, and more: of units whose sum is told, what is withheld is
    never one alone, nor too few people together. Else it is the sum without all the others.
    """
    hidden = {unit for unit, many in people.items() if many < FEWEST_STAFF}
    listed = [sorted(set(some), key=lambda unit: (people.get(unit, 0), unit)) for some in sums]
    changed = True
    while changed:  # each round hides one more, and what is hidden in one sum stands in others
        changed = False
        for some in listed:
            if (further := _further(some, hidden, people)) is not None:
                hidden.add(further)
                changed = True
    return hidden


def _further(some: Collection[int], hidden: set[int], people: Mapping[int, int]) -> int | None:
    """Return the unit with the fewest people that has to be withheld too, or None where none has."""
    inside = [unit for unit in some if unit in hidden]
    enough = len(inside) > 1 and sum(people.get(unit, 0) for unit in inside) >= FEWEST_STAFF
    if not inside or enough:
        return None
    return next((unit for unit in some if unit not in hidden), None)
