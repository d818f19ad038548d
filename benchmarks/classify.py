"""How well the classifier does on labelled messages that it never saw, beside a plain baseline.

`lianxin bench classify FILE`: a table with title, detail, words, kind, label and group. Outer folds keep groups
together; all that the classifier chooses is chosen inside a fold. The baseline is a linear SVM with default
settings on TF-IDF of character 1–4-grams. Prints both on all texts and on raw ones (kind other than words), and the
difference with its 95 % interval by paired bootstrap over groups.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from rich.progress import track
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from lianxin.followers.triage.classify import learning
from lianxin.followers.triage.classify.grams import Array
from lianxin.followers.triage.rules import measures, texts
from lianxin.interfaces.exchange.tables import read_table

FOLDS, DRAWS = 5, 2000
COLUMNS = ("title", "detail", "words")
Rows = Sequence[Mapping[str, str]]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="lianxin bench classify")
    parser.add_argument("file", type=Path)
    rows = [row for _, row in read_table(parser.parse_args().file, columns=(*COLUMNS, "group"))]
    truth = np.array([row["label"] for row in rows])
    groups = np.array([row["group"] for row in rows])
    raw = np.array([row["kind"] != "words" for row in rows])
    ours, sure, base = (np.empty(len(rows), kind) for kind in (object, float, object))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(rows, truth, groups)
    for known, held in track(list(folds), "folds"):
        ours[held], sure[held] = _ours(rows, truth, known, held)
        base[held] = _baseline(rows, truth, known, held)
    for name, part in (("all texts", np.ones(len(rows), bool)), ("raw texts", raw)):
        _tell(name, truth[part], ours[part], sure[part], base[part])
        _compare(truth[part], ours[part], base[part], groups[part])


def _ours(rows: Rows, truth: Array, known: Array, held: Array) -> tuple[list[str], list[float]]:
    read = [texts.compact(row[column] for column in COLUMNS) for row in rows]
    began = time.process_time()
    learnt = learning.learn(
        [read[one] for one in known], truth[known].tolist(), progress=lambda steps: None
    )
    trained = time.process_time()
    found = learnt.model.suggest([read[one] for one in held])
    took = time.process_time() - trained
    print(f"trained in {trained - began:.0f} s of CPU, {len(held) / took:.0f} texts a second")
    return [one.label for one in found], [one.confidence for one in found]


def _baseline(rows: Rows, truth: Array, known: Array, held: Array) -> Array:
    read = [" ".join(row[column] for column in COLUMNS if row[column]) for row in rows]
    model = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 4)), LinearSVC())
    model.fit([read[one] for one in known], truth[known])
    return np.asarray(model.predict([read[one] for one in held]))


def _tell(name: str, truth: Array, ours: Array, sure: Array, base: Array) -> None:
    report = measures.report(truth.tolist(), ours.tolist(), sure.tolist())
    print(f"{name}: {len(truth)}")
    for label, one in report.labels.items():
        print(f"  {one.precision:.3f} {one.recall:.3f} {one.f1:.3f} {one.count:6d} {label}")
    plain = f1_score(truth, base.astype(str), average="macro")
    print(f"  macro-F1 {report.macro_f1:.4f}, baseline {plain:.4f}")
    print(f"  ECE {report.calibration_error:.4f}, coverage at 98 % {report.coverage:.4f}")
    print(f"  worst confusion {report.worst}")


def _compare(truth: Array, ours: Array, base: Array, groups: Array) -> None:
    """Print by how much the classifier is better, drawing whole groups."""
    labels, truth = np.unique(truth, return_inverse=True)
    guesses = [np.searchsorted(labels, one.astype(str)) for one in (ours, base)]
    _, group = np.unique(groups, return_inverse=True)
    dice, found = np.random.default_rng(0), []
    for _ in range(DRAWS):
        drawn = np.bincount(
            dice.integers(0, group.max() + 1, group.max() + 1), minlength=group.max() + 1
        )
        one, other = (_f1(truth, guess, drawn[group], len(labels)) for guess in guesses)
        found.append(one - other)
    low, middle, high = np.quantile(found, [0.025, 0.5, 0.975])
    worse = np.mean(np.array(found) <= 0)
    print(
        f"  better by {middle:+.4f} (95 %: {low:+.4f} to {high:+.4f}), not better in {worse:.4f} of draws"
    )


def _f1(truth: Array, guess: Array, times: Array, labels: int) -> float:
    """Return the macro-F1 where each text counts so many times."""
    hits = np.bincount(truth[truth == guess], times[truth == guess], labels)
    both = np.bincount(truth, times, labels) + np.bincount(guess, times, labels)
    return float(np.mean(2 * hits / both.clip(1)))
