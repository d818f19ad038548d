"""How well a reply is told from one that was pasted, and from one that only passes the request on.

`lianxin bench replies FILE [LABELLED [JUDGED]]`: a table with id, title, detail and reply; one with title, detail, kind
and label from which the category of each request is learnt, else all are of one; one with id, passed_on (1 or 0) and
half, judged by people. Every reply is compared with one to another request of its category.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from lianxin.followers.triage.rules import replies
from lianxin.followers.triage.rules.replies import echo
from lianxin.interfaces.exchange.tables import read_table

DRAWS = 5  # times that all replies are swapped
Rows = Sequence[Mapping[str, str]]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="lianxin bench replies")
    parser.add_argument("file", type=Path)
    parser.add_argument("labelled", nargs="?", type=Path)
    parser.add_argument("judged", nargs="?", type=Path)
    said = parser.parse_args()
    rows = [row for _, row in read_table(said.file, columns=("id", "title", "detail", "reply"))]
    categories = _categories(said.labelled, rows) if said.labelled else [""] * len(rows)
    _swapped(rows, categories)
    if said.judged:
        _passed_on({row["id"]: row["reply"] for row in rows}, said.judged)
    _speed(rows)


def _categories(path: Path, rows: Rows) -> list[str]:
    known = [
        row
        for _, row in read_table(path, columns=("title", "detail", "kind"))
        if row["kind"] != "words"
    ]
    model = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 2)), LinearSVC())
    model.fit([_asked(row) for row in known], [row["label"] for row in known])
    return [str(label) for label in model.predict([_asked(row) for row in rows])]


def _asked(row: Mapping[str, str]) -> str:
    return f"{row['title']}。{row['detail']}"


def _swapped(rows: Rows, categories: Sequence[str]) -> None:
    """Print how well a request tells its own reply from one of its category."""
    says = [not replies.passed_on(row["reply"]) for row in rows]
    for name, told in (("with a title", False), ("told in one text", True)):
        every, saying = [], []
        for draw in range(DRAWS):
            pairs = _pairs(categories, np.random.default_rng(draw))
            real = {place: _share(rows[place], rows[place], told=told) for place, _ in pairs}
            scores = [
                (real[place], _share(rows[place], rows[other], told=told)) for place, other in pairs
            ]
            every.append(_auc(scores))
            kept = [
                score
                for score, (place, other) in zip(scores, pairs, strict=True)
                if says[place] and says[other]
            ]
            saying.append(_auc(kept))
        print(f"{name}: AUC {_spread(every)}; where both say something {_spread(saying)}")


def _pairs(categories: Sequence[str], draw: np.random.Generator) -> list[tuple[int, int]]:
    by_category = defaultdict[str, list[int]](list)
    for place, category in enumerate(categories):
        by_category[category].append(place)
    pairs = []
    for places in by_category.values():
        mixed = draw.permutation(places).tolist()
        pairs += list(zip(mixed, [*mixed[1:], mixed[0]], strict=True))
    return [(place, other) for place, other in pairs if place != other]


def _share(asked: Mapping[str, str], answered: Mapping[str, str], *, told: bool) -> float:
    request = (
        replies.Request.told(_asked(asked))
        if told
        else replies.Request(title=asked["title"], detail=asked["detail"])
    )
    return echo.share(request.title, request.detail, answered["reply"])


def _auc(scores: Sequence[tuple[float, float]]) -> float:
    flat = [score for pair in scores for score in pair]
    return float(roc_auc_score([1, 0] * len(scores), flat))


def _spread(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.4f} ({min(values):.4f} to {max(values):.4f})"


def _passed_on(said: Mapping[str, str], path: Path) -> None:
    """Print how well replies are marked that people judged."""
    judged = [row for _, row in read_table(path, columns=("id", "passed_on", "half"))]
    for half in ("development", "held out"):
        part = [row for row in judged if row["half"] == half]
        found = [int(replies.passed_on(said[row["id"]])) for row in part]
        truth = [int(row["passed_on"]) for row in part]
        print(f"passed on, {half}: F1 {f1_score(truth, found):.4f}, {sum(truth)} of {len(truth)}")


def _speed(rows: Rows) -> None:
    """Print what a check costs, of a request and a reply of a thousand signs."""
    asked, answered = ("".join(row[key] for row in rows)[:1000] for key in ("detail", "reply"))
    request = replies.Request.told(asked)
    began = time.process_time()
    for _ in range(100):
        replies.check(answered, request, kind=replies.Kind.REPLY, on=date(2026, 1, 1))
    print(f"a check takes {(time.process_time() - began) * 10:.1f} ms")
