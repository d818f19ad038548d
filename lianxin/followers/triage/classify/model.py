"""A learnt classifier: what each run of signs says for each label, and how sure that makes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from lianxin.followers.triage.classify import grams
from lianxin.followers.triage.classify.grams import Array

TOP = 3  # labels that are offered where nothing is sure


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """The likeliest label with its confidence, and the next ones."""

    label: str
    confidence: float
    next: tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """Weights of runs, and the step from scores to confidences. The last row stands for runs never met."""

    labels: tuple[str, ...]
    known: Array  # the numbers of the runs that say anything
    rarity: Array
    weights: Array
    curve: (
        Array  # how steeply confidence follows what speaks against, what speaks for, and its square
    )

    @cached_property
    def _rows(self) -> Array:
        rows = np.full(grams.FEATURES, len(self.known), np.int32)
        rows[self.known] = np.arange(len(self.known), dtype=np.int32)
        return rows

    def suggest(self, texts: Sequence[str]) -> list[Suggestion]:
        """Return a suggestion for each compact text."""
        if not texts:
            return []
        sure = self.confidences(texts)
        order = np.argsort(-sure, axis=1, kind="stable")[:, : TOP + 1]
        best = np.take_along_axis(sure, order, axis=1).tolist()
        return [
            Suggestion(
                label=self.labels[places[0]],
                confidence=values[0],
                next=tuple(
                    (self.labels[place], value)
                    for place, value in zip(places[1:TOP], values[1:TOP], strict=True)
                ),
            )
            for places, values in zip(order.tolist(), best, strict=True)
        ]

    def confidences(self, texts: Sequence[str]) -> Array:
        """Return for each compact text and label how likely it is."""
        return self.confident(self.scores(grams.count(texts)))

    def scores(self, counts: csr_matrix) -> Array:
        """Return for each row of counted runs and each label what speaks for it."""
        rows = self._rows[counts.indices]
        weighty = csr_matrix(
            (counts.data * self.rarity[rows], rows, counts.indptr),
            shape=(counts.shape[0], len(self.known) + 1),
        )
        return np.asarray(weighty @ self.weights) / lengths(weighty)[:, None]

    def confident(self, scores: Array) -> Array:
        """Return calibrated confidences for scores; the label with the highest score stays first."""
        return softmax(bends(scores) @ self.curve)

    def signs_for(self, text: str, label: str) -> Array:
        """Return for each sign of a compact text how much it speaks for a label rather than the others."""
        place, values = self.labels.index(label), np.zeros(len(text) + 2)
        for length, (begins, number) in enumerate(grams.runs([text]), start=1):
            said = self._ahead(self._rows[number], place) / length
            for shift in range(length):
                np.add.at(values, begins + shift, said)
        return values[1:-1]

    def _ahead(self, rows: Array, place: int) -> Array:
        """Return of some runs how much more they say for a label than for the others on average."""
        found = self.weights[rows]  # few of very many
        own, count = found[:, place], max(len(self.labels) - 1, 1)
        return np.asarray((own - (found.sum(axis=1) - own) / count) * self.rarity[rows])


def lengths(rows: csr_matrix) -> Array:
    """Return the Euclidean length of each row; 1 where there is nothing."""
    squares = np.add.reduceat(
        np.append(rows.data.astype(np.float64) ** 2, 0.0), rows.indptr[:-1]
    ) * (np.diff(rows.indptr) > 0)
    return np.where(squares > 0, np.sqrt(squares), 1.0)


def bends(scores: Array) -> Array:
    """Return of each score what speaks against, what speaks for, and its square with its sign."""
    return np.stack(
        [np.minimum(scores, 0), np.maximum(scores, 0), scores * np.abs(scores)], axis=-1
    )


def softmax(values: Array) -> Array:
    """Return rows that sum to one."""
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
