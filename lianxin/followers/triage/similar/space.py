"""A space of themes: learnt once from a sample, so that a new text finds its place without the others."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import TruncatedSVD

from lianxin.followers.triage.similar import grams
from lianxin.followers.triage.similar.grams import Buckets, Floats

LENGTHS = (2, 3)  # characters of a run
DIMENSIONS = 64
RUNS = 20_000  # that the space knows, the most frequent ones
FEWEST, COMMON = 3, 0.5  # texts, and share of them, between which a run tells a theme
BLOCK = 5_000  # texts that are placed at a time


@dataclass(frozen=True, kw_only=True)
class Space:
    """Which runs tell a theme, and where each of them points."""

    runs: Buckets
    directions: Floats

    @classmethod
    def learnt(cls, texts: Sequence[str]) -> "Space":
        """Return the space of a sample of texts in their one spelling."""
        counted = grams.counted(texts, LENGTHS)
        held = np.bincount(counted.buckets, minlength=1 << grams.BUCKETS)
        held[(held < FEWEST) | (held > COMMON * len(texts))] = 0
        runs = np.sort(np.argsort(-held, kind="stable")[:RUNS])
        runs = runs[held[runs] > 0]
        size = min(DIMENSIONS, len(texts) - 1, len(runs) - 1)
        if size < 2:
            return cls(runs=runs.astype(np.int32), directions=np.zeros((len(runs), 1), np.float32))
        weights = np.log((len(texts) + 1) / (held[runs] + 0.5)).astype(np.float32)
        matrix = counted.matrix(_columns(runs))
        matrix.resize((len(texts), len(runs)))
        found = TruncatedSVD(size, random_state=0).fit(grams.unit(grams.scaled(matrix, weights)))
        directions = weights[:, None] * found.components_.T
        return cls(runs=runs.astype(np.int32), directions=directions.astype(np.float16))

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return where texts lie, as vectors of length one; one that says nothing known is zero."""
        columns = _columns(self.runs)
        directions = self.directions.astype(np.float32)
        parts = [np.zeros((0, directions.shape[1]), np.float32)]
        for at in range(0, len(texts), BLOCK):
            block = texts[at : at + BLOCK]
            matrix = grams.counted(block, LENGTHS).matrix(columns)
            matrix.resize((len(block), len(self.runs)))
            parts.append(unit(np.asarray(matrix @ directions, np.float32)))
        return np.concatenate(parts)

    def packed(self) -> bytes:
        """Return the space as bytes, without pickle."""
        file = io.BytesIO()
        np.savez(file, runs=self.runs, directions=self.directions)
        return file.getvalue()

    @classmethod
    def unpacked(cls, packed: bytes) -> "Space":
        """Return the space that these bytes hold."""
        with np.load(io.BytesIO(packed), allow_pickle=False) as held:
            return cls(runs=held["runs"], directions=held["directions"])


def _columns(runs: grams.Ints | Buckets) -> grams.Ints:
    columns = np.full(1 << grams.BUCKETS, -1, np.int64)
    columns[runs] = np.arange(len(runs))
    return columns


def unit(vectors: Floats) -> Floats:
    """Return vectors brought to length one; those that are zero stay so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), np.float32)


def small(vectors: Floats) -> npt.NDArray[np.int8]:
    """Return vectors of length one in a byte a dimension, precise to a hundredth."""
    return np.round(vectors * 127).astype(np.int8)


def large(packed: bytes) -> Floats:
    """Return the one vector of length one that was made small."""
    return unit(np.frombuffer(packed, np.int8).astype(np.float32)[None, :])
