"""How well the same problem is found, on pairs and groups that people judged.

`lianxin bench likeness FOLDER`: a folder with messages_open.csv(.gz), same_problem_pairs.csv
and same_problem_groups.csv. Prints what the model in use reaches, what one reaches that is fitted in
folds which keep linked messages together, and the table of one fitted on all pairs.
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from lianxin.followers.triage.rules import pairs
from lianxin.followers.triage.similar.evidence import Message, Messages
from lianxin.followers.triage.similar.grams import Floats, Ints
from lianxin.followers.triage.similar.problems import Problems
from lianxin.interfaces.exchange.tables import read_table

FOLDS, SMOOTHING = 6, 0.3
Rows = Sequence[Mapping[str, str]]


class Judged:
    """Messages, and what people said about pairs and groups of them."""

    def __init__(self, messages: Rows, judged: Rows, grouped: Rows) -> None:
        places = {row["id"]: place for place, row in enumerate(messages)}
        told = [Message(title=row["title"], detail=row["detail"]) for row in messages]
        self.messages = Messages(told)
        self.ones, self.others = (
            np.array([places[row[key]] for row in judged]) for key in ("id_a", "id_b")
        )
        self.labels = np.array([int(row["label"]) for row in judged])
        self.hard = np.array([bool(row["neg_kind"]) for row in judged])
        known = [row for row in grouped if row["msg_id"] in places]
        self.groups = {places[row["msg_id"]]: row["group_id"] for row in known}

    def linked(self) -> Ints:
        """Return for each message the number of those that pairs and groups link it to."""
        first: dict[str, int] = {}
        links = [(place, first.setdefault(group, place)) for place, group in self.groups.items()]
        links += zip(self.ones.tolist(), self.others.tolist(), strict=True)
        shape = (len(self.messages.which), len(self.messages.which))
        graph = csr_matrix((np.ones(len(links)), tuple(zip(*links, strict=True))), shape)
        return np.asarray(connected_components(graph)[1], np.int64)

    def evidence(self, chosen: Ints) -> Floats:
        """Return a row of evidence for each chosen pair."""
        which = self.messages.which
        found = self.messages.evidence(which[self.ones[chosen]], which[self.others[chosen]])
        return np.stack([found[name] for name in pairs.FITTED.weights], axis=1)


def fitted(among: Sequence[Judged], chosen: Ints) -> pairs.Model:
    """Return a model from chosen pairs, as they look among many messages and among few."""
    x = np.concatenate([judged.evidence(chosen) for judged in among])
    labels = np.concatenate([judged.labels[chosen] for judged in among])
    scale = StandardScaler().fit(x)
    model = LogisticRegression(C=SMOOTHING, class_weight="balanced")
    weights = model.fit(scale.transform(x), labels).coef_[0] / scale.scale_
    bias = float(model.intercept_[0] - weights @ scale.mean_)
    return pairs.Model(
        weights=dict(zip(pairs.FITTED.weights, weights.tolist(), strict=True)), bias=bias
    )


class Tally:
    """Scores of pairs and purities of messages, gathered fold by fold."""

    def __init__(self, judged: Judged) -> None:
        self.judged, self.scores = judged, np.zeros(len(judged.labels), np.float32)
        self.apart = np.zeros(len(judged.labels), bool)
        self.pure: dict[int, tuple[float, float]] = {}
        self.largest = 0

    def add(self, problems: Problems, chosen: Ints, messages: set[int]) -> None:
        """Take in the chosen pairs and messages."""
        ones, others = self.judged.ones[chosen], self.judged.others[chosen]
        self.scores[chosen] = problems.scores(ones, others)
        self.apart[chosen] = problems.group[ones] != problems.group[others]
        found, gold = defaultdict(set), defaultdict(set)
        for place, group in self.judged.groups.items():
            found[int(problems.group[place])].add(place)
            gold[group].add(place)
        for place in messages & self.judged.groups.keys():
            here, there = found[int(problems.group[place])], gold[self.judged.groups[place]]
            both = len(here & there)
            self.pure[place] = both / len(here), both / len(there)
        self.largest = max(self.largest, *map(len, problems.groups()))

    def print(self, name: str) -> None:
        """Print one line of figures."""
        labels = self.judged.labels
        precision, recall, _ = precision_recall_curve(labels, self.scores)
        best = (2 * precision * recall / (precision + recall + 1e-9)).max()
        said = self.scores >= pairs.SAME
        fixed = 2 * (said & (labels == 1)).sum() / (said.sum() + labels.sum())
        clean, full = np.mean(list(self.pure.values()), axis=0)
        apart, hard = self.apart[labels == 0].mean(), self.apart[self.judged.hard].mean()
        print(
            f"{name:34}{average_precision_score(labels, self.scores):8.3f}{best:8.3f}{fixed:8.3f}"
            f"{2 * clean * full / (clean + full):8.3f}{clean:8.3f}{full:8.3f}"
            f"{apart:8.3f}{hard:8.3f}{self.largest:8d}",
            flush=True,
        )


def main() -> None:
    """Print the figures, and the table of a model fitted on all pairs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    every, few = _among(asked.parse_args().folder)
    columns = ("AP", "F1", "F1@.5", "B3 F1", "B3 P", "B3 R", "apart", "hard", "largest")
    print(f"{'':34}" + "".join(f"{column:>8}" for column in columns))
    places = np.arange(len(every.labels))
    for name, judged in (("in use, all messages", every), ("in use, judged messages only", few)):
        tally = Tally(judged)
        tally.add(Problems(judged.messages), places, set(judged.groups))
        tally.print(name)
    for name, judged in (("in folds, all messages", every), ("in folds, judged only", few)):
        tally, linked = Tally(judged), judged.linked()
        of_pair = linked[judged.ones]
        splits = GroupKFold(FOLDS, shuffle=True, random_state=0).split(places, groups=of_pair)
        for training, held in splits:
            problems = Problems(judged.messages, model=fitted((every, few), training))
            kept = set(np.flatnonzero(np.isin(linked, of_pair[held])).tolist())
            tally.add(problems, held, kept)
        tally.print(name)
    print(fitted((every, few), places))


def _among(folder: Path) -> tuple[Judged, Judged]:
    """Return the judged pairs among all messages, and among those alone that they name."""
    path = next(folder.glob("messages_open.csv*"))
    rows = [row for _, row in read_table(path)]
    judged = [row for _, row in read_table(folder / "same_problem_pairs.csv")]
    grouped = [row for _, row in read_table(folder / "same_problem_groups.csv")]
    named = {row[key] for row in judged for key in ("id_a", "id_b")}
    few = [row for row in rows if row["id"] in named]
    return Judged(rows, judged, grouped), Judged(few, judged, grouped)


if __name__ == "__main__":
    main()
