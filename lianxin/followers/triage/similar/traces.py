"""A request as the numbers of its pairs of characters, and which of some thousand share most with it."""

from collections.abc import Sequence

import numpy as np

from lianxin.followers.triage.rules import spelling
from lianxin.followers.triage.rules.beside import READ
from lianxin.followers.triage.similar import grams

_BITS = 16  # of a number: two bytes a pair
_NUMBER = np.dtype("<u2")


def trace(text: str) -> bytes:
    """Return the numbers of the pairs in the beginning of a text, however it is spelt."""
    found = grams.buckets(spelling.spelt(text[:READ]), (2,)) >> (grams.BUCKETS - _BITS)
    return np.unique(found).astype(_NUMBER).tobytes()


def nearest(own: bytes, others: Sequence[bytes], limit: int) -> list[int]:
    """Return the places of those that share most with one, best first: what few of them hold counts most."""
    sizes = np.array([len(other) // _NUMBER.itemsize for other in others], np.int64)
    numbers = np.frombuffer(b"".join(others), _NUMBER)
    held = np.bincount(numbers, minlength=1 << _BITS)
    weight = np.log((len(others) + 1) / (held + 0.5)) ** 2
    shared = np.zeros(1 << _BITS)
    asked = np.frombuffer(own, _NUMBER)
    shared[asked] = weight[asked]
    which = np.repeat(np.arange(len(others)), sizes)
    total = np.bincount(which, weights=shared[numbers], minlength=len(others))
    length = np.sqrt(np.bincount(which, weights=weight[numbers], minlength=len(others)))
    score = total / (length + 1e-6)
    order = np.lexsort((np.arange(len(others)), -score))[:limit]
    return [int(place) for place in order if score[place] > 0]
