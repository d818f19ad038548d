"""Texts as sparse vectors of their short runs of characters: fast, and no segmenter to maintain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Buckets = npt.NDArray[np.int32]

BUCKETS = 21  # bits: so many runs can be told apart, a few share a place
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing
_SPACE = ord(" ")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Which runs each text holds: its buckets between two of the bounds, each once."""

    bounds: Ints
    buckets: Buckets

    def within(self, known: Buckets) -> "Counted":
        """Return the same with the buckets numbered by their place among all known ones."""
        if len(known) == 1 << BUCKETS:
            return self
        return Counted(
            bounds=self.bounds, buckets=np.searchsorted(known, self.buckets).astype(np.int32)
        )

    def matrix(self, columns: Ints) -> sparse.csr_matrix:
        """Return a matrix with a row for each text and a column for each known bucket (-1 is none)."""
        kept = columns[self.buckets]
        known = kept >= 0
        bounds = np.concatenate([[0], np.cumsum(known)])[self.bounds]
        width = int(columns.max(initial=-1)) + 1
        ones = np.ones(int(bounds[-1]), np.float32)
        return sparse.csr_matrix((ones, kept[known], bounds), shape=(len(bounds) - 1, width))


def known(runs: Counted) -> Buckets:
    """Return the buckets of some texts in order; of very many texts all there are, at less cost."""
    if len(runs.buckets) > 1 << BUCKETS:
        return np.arange(1 << BUCKETS, dtype=np.int32)
    return np.unique(runs.buckets)


def counted(texts: Sequence[str], lengths: Sequence[int]) -> Counted:
    """Return the runs of these lengths in each text, within words."""
    parts = [buckets(text, lengths) for text in texts]
    bounds = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    return Counted(bounds=bounds, buckets=np.concatenate([*parts, np.empty(0, np.int32)]))


def buckets(text: str, lengths: Sequence[int]) -> Buckets:
    """Return the buckets of the runs of these lengths in a text, each once, in order."""
    signs = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    runs = [_runs(signs, length) for length in lengths if len(signs) >= length]
    if not runs:
        return np.empty(0, np.int32)
    hashed = (np.concatenate(runs) * _SPREAD) >> np.uint64(64 - BUCKETS)
    return np.unique(hashed.astype(np.int32))


def _runs(signs: npt.NDArray[np.uint64], length: int) -> npt.NDArray[np.uint64]:
    count = len(signs) - length + 1
    runs = np.zeros(count, np.uint64)
    within = np.ones(count, bool)
    for at in range(length):
        part = signs[at : at + count]
        runs = (runs << np.uint64(21)) + part
        within &= part != _SPACE
    kept: npt.NDArray[np.uint64] = runs[within]
    return kept


def scaled(matrix: sparse.csr_matrix, weights: Floats) -> sparse.csr_matrix:
    """Return the matrix with each column multiplied by its weight."""
    copied = matrix.copy()
    copied.data = copied.data * weights[copied.indices]
    return copied


def unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the rows as vectors of length one; empty ones stay empty."""
    lengths = np.sqrt(sums(matrix.multiply(matrix)))
    return _divided(matrix, lengths)


def share(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the rows so that each adds up to one; empty ones stay empty."""
    return _divided(matrix, sums(matrix))


def _divided(matrix: sparse.csr_matrix, by: Floats) -> sparse.csr_matrix:
    return sparse.csr_matrix(sparse.diags(1 / (by + np.float32(1e-6))) @ matrix)


def sums(matrix: sparse.spmatrix) -> Floats:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(axis=1), np.float32).ravel()
