"""Runs of one to four signs, counted for many texts at once in numpy: no word is ever cut, none is kept."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Array = NDArray[Any]

BITS = 21
LONGEST = 4  # signs in a run
HEAD = 40  # signs of a title or a first sentence: what they say counts twice
FEATURES = 1 << BITS
AT_ONCE = 1000  # texts, so that the working memory stays small
EDGE = "\x02"  # before and after each text: what it begins with tells something

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_BY_TEXT = np.uint64(32)


def runs(texts: Sequence[str]) -> list[tuple[Array, Array]]:
    """Return for each length of a run where in the joined texts it begins, and its number.

    Each text stands between two edges; runs across two texts are left out, those in a head stand twice.
    """
    joined = "".join(f"{EDGE}{text}{EDGE}" for text in texts)
    signs = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    owner = owners(texts)
    sizes = np.array([len(text) + 2 for text in texts])
    head = np.arange(len(signs)) - np.repeat(np.cumsum(sizes) - sizes, sizes) < HEAD
    rolled, found = np.zeros(len(signs), np.uint64), []
    for length in range(1, LONGEST + 1):
        left = max(len(signs) - length + 1, 0)
        rolled = rolled[:left] * _STEP + signs[length - 1 :] + np.uint64(length)
        mixed = (rolled ^ (rolled >> np.uint64(31))) * _MIX
        number = (mixed ^ (mixed >> np.uint64(29))) >> np.uint64(64 - BITS)
        whole = owner[:left] == owner[length - 1 :]
        begins = np.concatenate([np.flatnonzero(whole), np.flatnonzero(whole & head[:left])])
        found.append((begins, number[begins]))
    return found


def owners(texts: Sequence[str]) -> Array:
    """Return for each sign of the joined texts and their edges which text it belongs to."""
    return np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) + 2 for text in texts])


def count(texts: Sequence[str]) -> csr_matrix:
    """Return how often each run stands in each text."""
    rest, parts = iter(texts), []
    while some := list(islice(rest, AT_ONCE)):
        parts.append(_count(some))
    data, places, ends = (np.concatenate(one) for one in zip(*parts, strict=True))
    starts = np.concatenate([[0], np.cumsum(ends)])
    return csr_matrix((data, places, starts), shape=(len(texts), FEATURES))


def _count(texts: Sequence[str]) -> tuple[Array, Array, Array]:
    owner = owners(texts)
    keys = np.concatenate([(owner[begins] << _BY_TEXT) | number for begins, number in runs(texts)])
    keys.sort()
    new = np.concatenate([[0], np.flatnonzero(keys[1:] != keys[:-1]) + 1])
    often = np.diff(new, append=len(keys)).astype(np.float32)
    once = keys[new]
    sizes = np.bincount((once >> _BY_TEXT).astype(np.int64), minlength=len(texts))
    return often, (once & np.uint64(FEATURES - 1)).astype(np.int32), sizes
