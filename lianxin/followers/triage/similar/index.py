"""Finds the messages most like a text among a million, by the runs of characters that tell most."""

from collections.abc import Iterable, Sequence

import numpy as np

from lianxin.followers.triage.similar import grams
from lianxin.followers.triage.similar.grams import Buckets, Floats

LENGTHS = (2, 3)  # characters of a run
TELLING = 64  # runs of each text by which it is found
READ = 150_000  # entries that one search reads at most, of the most telling runs; one run's in any case
BLOCK = 20_000  # texts that are taken in at a time


class Index:
    """Texts in their one spelling, each by its place; search costs the same however many they are.

    An inverted index of sparse vectors: it is built in one pass over the texts and holds none of
    them, some 260 bytes for each.
    """

    def __init__(self, texts: Iterable[str], *, like: Sequence[str]) -> None:
        """Take texts in; how telling a run is, a sample `like` them decides."""
        held = np.bincount(grams.counted(like, LENGTHS).buckets, minlength=1 << grams.BUCKETS)
        self.weight = np.log((len(like) + 1) / (held + 0.5)).astype(np.float32)
        blocks, block = list[Buckets](), list[Buckets]()
        lengths, counts = list[float](), list[int]()
        for text in texts:
            told = self.telling(text)
            block.append(told)
            counts.append(len(told))
            lengths.append(float(np.linalg.norm(self.weight[told])))
            if len(block) == BLOCK:
                blocks.append(np.concatenate(block))
                block = []
        self.length = np.array(lengths, np.float32) + np.float32(1e-6)
        blocks.append(np.concatenate([*block, np.empty(0, np.int32)]))
        self._invert(blocks, np.array(counts, np.int64))

    def __len__(self) -> int:
        return len(self.length)

    def telling(self, text: str) -> Buckets:
        """Return the runs of a text that tell most."""
        buckets = grams.buckets(text, LENGTHS)
        if len(buckets) <= TELLING:
            return buckets
        return buckets[np.argpartition(-self.weight[buckets], TELLING)[:TELLING]]

    def _invert(self, blocks: list[Buckets], counts: grams.Ints) -> None:
        """List for each run the places of the texts that it tells, block by block to save memory."""
        runs = 1 << grams.BUCKETS
        sizes = np.zeros(runs, np.int64)
        for block in blocks:
            sizes += np.bincount(block, minlength=runs)
        self.bounds = np.concatenate([[0], np.cumsum(sizes)])
        self.places = np.empty(self.bounds[-1], np.int32)
        free, first = self.bounds[:-1].copy(), 0
        for block in blocks:
            upto = first + int(np.searchsorted(np.cumsum(counts[first:]), len(block), "right"))
            places = np.repeat(np.arange(first, upto, dtype=np.int32), counts[first:upto])
            order = np.argsort(block, kind="stable")
            held = np.bincount(block, minlength=runs)
            within = np.arange(len(block)) - np.repeat(np.cumsum(held) - held, held)
            self.places[free[block[order]] + within] = places[order]
            free += held
            first = upto

    def nearest(self, text: str, limit: int) -> list[tuple[int, float]]:
        """Return the places of the texts most like this one, with the cosine, best first."""
        told = self.telling(text)
        told = told[np.argsort(-self.weight[told], kind="stable")]
        sizes = self.bounds[told + 1] - self.bounds[told]
        read = told[: max(1, int(np.searchsorted(np.cumsum(sizes), READ, "right")))]
        parts = [self.places[self.bounds[one] : self.bounds[one + 1]] for one in read]
        if not parts:
            return []
        found = np.concatenate(parts)
        weights = np.repeat(np.square(self.weight[read]), [len(part) for part in parts])
        total = np.bincount(found, weights=weights).astype(np.float32)
        best = self._best(np.flatnonzero(total), total, limit)
        likeness = total[best] / self.length[best] / np.linalg.norm(self.weight[told])
        return list(zip(best.tolist(), likeness.tolist(), strict=True))

    def _best(self, found: grams.Ints, total: Floats, limit: int) -> grams.Ints:
        """Return the places with the highest cosine, best first, the earlier of equals."""
        score = total[found] / self.length[found]
        if len(found) > limit:
            kept = np.argpartition(-score, limit)[:limit]
            found, score = found[kept], score[kept]
        return found[np.lexsort((found, -score))]
