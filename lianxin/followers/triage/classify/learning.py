"""Learning a classifier from labelled texts: linear, on rare runs of signs, and calibrated on texts it had not seen."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags

from lianxin.followers.triage.classify import grams
from lianxin.followers.triage.classify.grams import Array
from lianxin.followers.triage.classify.model import Model, bends, lengths, softmax
from lianxin.followers.triage.rules import measures
from lianxin.followers.triage.rules.refusals import NothingToLearn

MOST = (
    60_000  # texts that are learnt from; of more, every n-th: further ones hardly tell anything new
)
SPARE = 10_000  # texts up to which all are held back in turn to calibrate; of more, a fifth
FOLDS = 5
LEAST = 2  # texts that a label needs
SEEN, MANY = 3, 1_000  # texts in which a run stands that is learnt from, where there are many
WEIGHTS = (
    40_000_000  # at most, which every process holds: with many labels, of the most frequent runs
)
ROUNDS, CLOSE = 60, 0.01  # of the solver at most, and how small a part of the fault may be left
STEEPEST = 50.0  # a confidence follows a score; few texts must not make it a certainty
PULL = 0.05  # how strongly weights are held down (ridge)
_SEEDS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A model, how it fares on texts held back from it, and the labels with too few texts."""

    model: Model
    report: measures.Report
    rows: int
    left_out: tuple[str, ...]


def learn(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    described: Sequence[tuple[str, str]] = (),
    progress: Progress,
) -> Learnt:
    """Return what can be learnt from compact texts; calls `progress` FOLDS + 2 times.

    `described` are words that a register tells of a label: they help where few texts are decided, and
    nothing is measured on them. A label with a single text is left out and named. Fewer than two
    labels are refused.
    """
    often = Counter(label for text, label in zip(texts, labels, strict=True) if text and label)
    words = [(text, label) for text, label in described if text]
    all_often = often + Counter(label for _, label in words)
    names = tuple(sorted(label for label, times in all_often.items() if times >= LEAST))
    usable = [at for at, label in enumerate(labels) if texts[at] and label in set(names)]
    if len(names) < LEAST:
        raise NothingToLearn(rows=len(usable))
    kept = usable[:: -(-len(usable) // MOST)]
    number = {name: place for place, name in enumerate(names)}
    read = [(texts[at], labels[at]) for at in kept] + [one for one in words if one[1] in number]
    truth = np.array([number[label] for _, label in read])
    counts = grams.count([text for text, _ in read])
    progress(1)
    spare, scores, tried = _held_back(counts, truth, len(kept), names, progress)
    curve = _calibrate(scores, truth[spare])
    model = replace(tried, curve=curve) if tried else _fit(counts, truth, names, curve)
    progress(1)
    sure = model.confident(scores)
    report = measures.report(
        [names[one] for one in truth[spare]],
        [names[one] for one in sure.argmax(axis=1)],
        sure.max(axis=1).tolist(),
    )
    left = tuple(sorted(set(often) - set(names)))
    return Learnt(model=model, report=report, rows=len(kept), left_out=left)


def _fit(counts: csr_matrix, truth: Array, names: tuple[str, ...], curve: Array) -> Model:
    """Return the weights that ridge regression gives to runs that stand in several texts."""
    seen = np.bincount(counts.indices, minlength=grams.FEATURES)
    known = np.flatnonzero(seen >= (SEEN if len(truth) >= MANY else LEAST))
    if len(known) > (most := WEIGHTS // len(names)):
        known = np.sort(known[np.argsort(-seen[known], kind="stable")[:most]])
    rarity = (np.log((1 + counts.shape[0]) / (1 + seen[known])) + 1).astype(np.float32)
    rows = counts[:, known] @ diags(rarity)
    rows = (diags((1 / lengths(rows)).astype(np.float32)) @ rows).tocsr()
    aims = np.where(truth[:, None] == np.arange(len(names)), 1, -1).astype(np.float32)
    often = np.bincount(truth, minlength=len(names)).clip(1)
    pulls = PULL * np.sqrt(often / often.mean())[truth].astype(np.float32)
    weights = rows.T @ _solve(rows, aims, pulls[:, None])
    weights = np.vstack([weights, np.zeros((1, len(names)))]).astype(np.float32)
    rarity = np.append(rarity, np.float32(0))
    return Model(labels=names, known=known, rarity=rarity, weights=weights, curve=curve)


def _solve(rows: csr_matrix, aims: Array, pulls: Array) -> Array:
    """Return how much each text counts in ridge regression, by conjugate gradients for all labels at once.

    scikit-learn solves one label after the other, which takes several times as long.
    """
    found, left, way = np.zeros_like(aims), aims.copy(), aims.copy()
    fault = enough = (left**2).sum(axis=0)
    for _ in range(ROUNDS):
        moved = rows @ (rows.T @ way) + pulls * way
        step = fault / (way * moved).sum(axis=0).clip(1e-12)
        found += step * way
        left -= step * moved
        before, fault = fault, (left**2).sum(axis=0)
        if (fault <= CLOSE**2 * enough).all():
            break
        way = left + fault / before.clip(1e-12) * way
    return found


def _held_back(
    counts: csr_matrix, truth: Array, decided: int, names: tuple[str, ...], progress: Progress
) -> tuple[Array, Array, Model | None]:
    """Return which rows were held back in turn, and their scores under models that had not seen them.

    The first `decided` rows are decisions; what follows them is never held back. Where there are many,
    one part is held back once, and the model that had not seen it is good enough to keep.
    """
    fold = _folds(counts)
    fold[decided:] = FOLDS
    turns = range(FOLDS) if decided <= SPARE else range(1)
    scores = np.zeros((len(truth), len(names)), np.float32)
    spare, model = np.isin(fold, turns), None
    for turn in turns:
        out = fold == turn
        if out.any() and not out.all():
            model = _fit(counts[~out], truth[~out], names, np.ones(3))
            scores[out] = model.scores(counts[out])
        progress(FOLDS // len(turns))
    return np.flatnonzero(spare), scores[spare], model if len(turns) == 1 else None


def _folds(counts: csr_matrix) -> Array:
    """Return a fold for each row, the same for texts that are nearly the same (three smallest hashes agree)."""
    key = np.zeros(counts.shape[0], np.uint64)
    for seed in _SEEDS:
        hashed = (counts.indices.astype(np.uint64) * np.uint64(seed)) & np.uint64(0xFFFFFFFF)
        smallest = np.minimum.reduceat(hashed, counts.indptr[:-1])
        key = key * np.uint64(0x100000001B3) + smallest
    _, group = np.unique(key, return_inverse=True)
    return np.asarray(group % FOLDS)


def _calibrate(scores: Array, truth: Array) -> Array:
    """Return the curve from scores to confidences under which what people chose is likeliest.

    It has three figures that are never negative, so that it moves no label before another.
    """
    bent = bends(scores.astype(float))

    def surprise(curve: Array) -> float:
        sure = softmax(bent @ curve)[np.arange(len(truth)), truth]
        return float(-np.log(sure.clip(1e-12)).mean())

    found = minimize(surprise, np.ones(3), method="L-BFGS-B", bounds=[(0, STEEPEST)] * 3)
    return np.asarray(found.x)
