"""Problems: which messages are about the same thing at the same place, each group and each pair."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
from scipy import sparse

from lianxin.followers.triage.rules import grouping, pairs
from lianxin.followers.triage.similar import candidates
from lianxin.followers.triage.similar.evidence import Messages
from lianxin.followers.triage.similar.grams import Floats, Ints

CHUNK = 10_000  # pairs that are weighed at a time
THROUGH = 2  # messages beside both that speak for a pair together


class Problems:
    """Messages in groups of the same problem at the same place."""

    def __init__(
        self,
        messages: Messages,
        *,
        model: pairs.Model = pairs.FITTED,
        advance: Callable[[int], object] = bool,
    ) -> None:
        """Compare what is worth comparing; `advance` hears of the messages as they are compared."""
        self.messages, self.model = messages, model
        ones, others = candidates.pairs(messages)
        parts = [
            self._likeness(ones[at : at + CHUNK], others[at : at + CHUNK])
            for at in _steps(len(ones), len(messages), advance)
        ]
        likeness = np.concatenate([*parts, np.empty(0, np.float32)])
        half = sparse.csr_matrix((likeness, (ones, others)), (len(messages), len(messages)))
        self.likeness = sparse.csr_matrix(half + half.T)
        alike = zip(ones.tolist(), others.tolist(), likeness.tolist(), strict=True)
        together = np.zeros(len(messages), np.int64)
        for number, members in enumerate(grouping.groups(len(messages), alike, pairs.TOGETHER)):
            together[members] = number
        self.group: Ints = together[messages.which]

    def _likeness(self, ones: Ints, others: Ints) -> Floats:
        return self.model.likeness(self.messages.evidence(ones, others))

    def groups(self) -> list[list[int]]:
        """Return the places of each group's messages."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, group in enumerate(self.group.tolist()):
            found[group].append(place)
        return list(found.values())

    def scores(self, ones: Ints, others: Ints) -> Floats:
        """Return for pairs of places how sure it is that both are about one problem, 0 to 1.

        Half of it is likeness, that of the two or of both to a third; half is being in one group.
        """
        together = self.group[ones] == self.group[others]
        ones, others = self.messages.which[ones], self.messages.which[others]
        direct = self._likeness(ones, others)
        through = [self._through(one, other) for one, other in zip(ones, others, strict=True)]
        best = np.maximum(direct, np.array(through, np.float32))
        return np.where(ones == others, 1, (best + together) / 2).astype(np.float32)

    def _through(self, one: int, other: int) -> float:
        """Return how well the messages that are most like both connect the two."""
        weaker = self.likeness[one].minimum(self.likeness[other]).toarray().ravel()
        weaker[[one, other]] = 0
        return float(np.sort(weaker)[-THROUGH:].mean())


def _steps(count: int, messages: int, advance: Callable[[int], object]) -> Iterator[int]:
    steps = range(0, count, CHUNK)
    for number, at in enumerate(steps, 1):
        yield at
        advance(messages * number // len(steps) - messages * (number - 1) // len(steps))
