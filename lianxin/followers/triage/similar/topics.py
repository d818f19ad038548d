"""Topics that keep their identity: a new text joins the nearest one or starts one; none is cut anew each day."""

from collections.abc import Sequence

import numpy as np
from scipy.cluster import hierarchy
from sklearn.cluster import MiniBatchKMeans

from lianxin.followers.triage.similar.grams import Floats, Ints
from lianxin.followers.triage.similar.space import unit

NEAR = 0.4  # cosine from which a text joins the nearest topic
APART = 0.5  # mean cosine distance from which heaps of texts are topics of their own
HEAPS = 400  # small heaps that topics are put together from
SAME = 0.7  # cosine from which two texts at one place are about one problem
BLOCK = 50_000  # texts that are compared at a time


class Topics:
    """Topics by their keys: where the middle of each lies, and how many texts it has."""

    def __init__(self, keys: Sequence[int], sums: Floats, counts: Sequence[int]) -> None:
        self.keys, self.sums = list(keys), np.array(sums, np.float32)
        self.counts = list(counts)

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def found(cls, vectors: Floats, *, first: int = 1) -> "Topics":
        """Return the topics of many texts at once, with keys from the first one on, the largest first."""
        said = vectors[np.abs(vectors).sum(axis=1) > 0]
        if not len(said):
            return cls([], np.zeros((0, vectors.shape[1]), np.float32), [])
        sums, counts = _heaps(said)
        together = _together(unit(sums))
        sizes = np.bincount(together, weights=counts)
        order = np.argsort(-sizes, kind="stable")
        middles = np.stack([sums[together == one].sum(axis=0) for one in order])
        return cls(range(first, first + len(order)), middles, sizes[order].astype(int).tolist())

    def nearest(self, vectors: Floats) -> tuple[Ints, Floats]:
        """Return for each text the place of its nearest topic, and how near it is; -1 is none."""
        if not self.keys:
            return np.full(len(vectors), -1), np.zeros(len(vectors), np.float32)
        middles = unit(self.sums).T
        places, cosines = [], []
        for at in range(0, max(len(vectors), 1), BLOCK):
            likeness = vectors[at : at + BLOCK] @ middles
            best = likeness.argmax(axis=1)
            places.append(best)
            cosines.append(likeness[np.arange(len(best)), best])
        return np.concatenate(places), np.concatenate(cosines)

    def join(self, vectors: Floats, *, first: int) -> Ints:
        """Let texts join, and return the key of each one's topic; new ones have keys from `first` on.

        A text that says nothing known joins none: its key is 0.
        """
        places, cosines = self.nearest(vectors)
        known = cosines >= NEAR
        self._add(places[known], vectors[known])
        found = np.zeros(len(vectors), np.int64)
        found[known] = np.array(self.keys, np.int64)[places[known]]
        left = np.flatnonzero(~known & (np.abs(vectors).sum(axis=1) > 0))
        if len(left):
            new = Topics.found(vectors[left], first=first)
            place, _ = new.nearest(vectors[left])
            found[left] = np.array(new.keys, np.int64)[place]
            self.keys += new.keys
            self.sums = np.concatenate([self.sums.reshape(-1, vectors.shape[1]), new.sums])
            self.counts += new.counts
        return found

    def _add(self, places: Ints, vectors: Floats) -> None:
        if len(places):
            np.add.at(self.sums, places, vectors)
            added = np.bincount(places, minlength=len(self.keys))
            self.counts = [
                one + more for one, more in zip(self.counts, added.tolist(), strict=True)
            ]


def inherited(old: Ints, new: Ints) -> dict[int, int]:
    """Return which old topic each new one is, by the texts that both hold, the largest share first.

    What was split keeps its key where most of it went; what was merged has that of the larger part.
    """
    both, counts = np.unique(np.stack([old, new]), axis=1, return_counts=True)
    taken: dict[int, int] = {}
    for at in np.argsort(-counts, kind="stable"):
        before, now = int(both[0, at]), int(both[1, at])
        if before and now and now not in taken and before not in taken.values():
            taken[now] = before
    return taken


def problems(places: Ints, vectors: Floats) -> Ints:
    """Return for each text, oldest first, the first one about the same problem at the same place.

    A place is a number; 0 is none, and such a text stands alone.
    """
    first = np.arange(len(places))
    order = np.argsort(places, kind="stable")
    bounds = np.flatnonzero(np.diff(places[order], prepend=-1, append=-1))
    for start, end in zip(bounds[:-1], bounds[1:], strict=True):
        here = order[start:end]
        if places[here[0]] and end - start > 1:
            first[here] = here[leaders(vectors[here])]
    return first


def leaders(vectors: Floats) -> Ints:
    """Return for each text the first one before it that is alike enough and was the first itself."""
    chosen: list[int] = []
    found = np.arange(len(vectors))
    heads = np.empty_like(vectors)
    for at, vector in enumerate(vectors):
        likeness = heads[: len(chosen)] @ vector
        if len(chosen) and likeness.max() >= SAME:
            found[at] = chosen[int(likeness.argmax())]
        else:
            heads[len(chosen)] = vector
            chosen.append(at)
    return found


def _heaps(vectors: Floats) -> tuple[Floats, Ints]:
    """Return the sums and sizes of many small heaps of texts."""
    many = min(HEAPS, len(np.unique(np.round(vectors, 3), axis=0)))
    cut = MiniBatchKMeans(many, random_state=0, n_init=1, batch_size=4096).fit(vectors)
    middles = cut.cluster_centers_
    placed = np.argmax(vectors @ unit(np.asarray(middles, np.float32)).T, axis=1)
    live, placed = np.unique(placed, return_inverse=True)
    sums = np.zeros((len(live), vectors.shape[1]), np.float32)
    np.add.at(sums, placed, vectors)
    return sums, np.bincount(placed)


def _together(middles: Floats) -> Ints:
    """Return the number of each heap's topic, by mean distance."""
    if len(middles) < 2:
        return np.zeros(len(middles), np.int64)
    tree = hierarchy.linkage(middles, "average", metric="cosine")
    return np.asarray(hierarchy.fcluster(tree, APART, "distance"), np.int64) - 1
