"""Groups of things that are alike in pairs: a group grows by what many of its members speak for.

Single links would chain one group into the next. Here two groups are as alike as the best pairs
between them, a few for each member of the smaller one; a pair that nobody compared counts as zero.
"""

from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush, nlargest

FOR_EACH = 3  # pairs that each member of the smaller group brings
FAINT = 0.05  # likeness from which a pair is kept at all


class Groups:
    """Groups of the numbers below `count`, merged until no two are alike enough."""

    def __init__(self, count: int, alike: Iterable[tuple[int, int, float]]) -> None:
        self.members = {one: [one] for one in range(count)}
        self.between: dict[int, dict[int, list[float]]] = defaultdict(dict)
        for one, other, likeness in alike:
            if likeness > FAINT:
                self.between[one][other] = self.between[other][one] = [likeness]

    def merge(self, enough: float) -> list[list[int]]:
        """Merge the most alike two again and again, and return the groups, in order."""
        waiting = [
            self._entry(one, other)
            for one, beside in self.between.items()
            for other in beside
            if one < other
        ]
        heapify(waiting)
        while waiting:
            entry = heappop(waiting)
            if -entry[0] < enough:
                break
            one, other = entry[1:3]
            if one in self.members and other in self.members and self._entry(one, other) == entry:
                for kept, beside in self._joined(one, other):
                    if (new := self._entry(kept, beside))[0] <= -enough:
                        heappush(waiting, new)
        return sorted(sorted(group) for group in self.members.values())

    def _entry(self, one: int, other: int) -> tuple[float, int, int, int, int]:
        """Return how alike two groups are (most alike is least), them, and their sizes."""
        one, other = sorted((one, other))
        sizes = len(self.members[one]), len(self.members[other])
        counted = min(sizes[0] * sizes[1], FOR_EACH * min(sizes))
        return -sum(nlargest(counted, self.between[one][other])) / counted, one, other, *sizes

    def _joined(self, one: int, other: int) -> list[tuple[int, int]]:
        """Make one group of two, and return it beside each group that it is compared with."""
        if len(self.between[one]) < len(self.between[other]):
            one, other = other, one
        for beside, likenesses in self.between.pop(other).items():
            del self.between[beside][other]
            if beside != one:
                merged = self.between[one].get(beside, []) + likenesses
                self.between[one][beside] = self.between[beside][one] = merged
        self.members[one] += self.members.pop(other)
        return [(one, beside) for beside in self.between[one]]


def groups(count: int, alike: Iterable[tuple[int, int, float]], enough: float) -> list[list[int]]:
    """Return the groups of the numbers below `count`, by how alike they are in pairs."""
    return Groups(count, alike).merge(enough)
