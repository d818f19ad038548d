"""What speaks for and against two messages being about the same problem at the same place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from lianxin.followers.triage.rules import naming, spelling
from lianxin.followers.triage.similar import grams
from lianxin.followers.triage.similar.grams import Floats, Ints
from lianxin.followers.triage.similar.reduced import reduced

RARE = 100  # messages at most, in which a rare run stands
IMAGINED = 200  # messages assumed besides, so that among few ones a shared word still tells
FEWEST, COMMON = 3, 0.2  # messages, and share of them, between which a run tells a theme
THEMES = 100  # dimensions
UNTOLD = 0.3  # share that is assumed where neither title names anything
COPIED = 20  # characters from which two equal texts are copies and no coincidence
CHUNK = 20_000  # pairs that are compared at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody wrote: a title and the text below it; not who wrote it."""

    title: str
    detail: str


class Messages:
    """Messages that are compared with each other: how telling a word is, all of them decide.

    Copies stand for one message: `which` tells for each message given which of the rest it is.
    """

    def __init__(self, messages: Sequence[Message]) -> None:
        told = [(spelling.spelt(one.title), spelling.spelt(one.detail)) for one in messages]
        self.which, first = _copies(told)
        self.titles = [told[place][0] for place in first]
        self.divisions = [naming.divisions(title) for title in self.titles]
        self.numbered = [naming.numbered(title) for title in self.titles]
        bodies = [told[place][1] for place in first]
        whole = [f"{title} {body}" for title, body in zip(self.titles, bodies, strict=True)]
        runs = grams.counted(whole, (2, 3))
        known = grams.known(runs)  # whatever stands in a part stands in the whole
        columns = self._weigh(runs.within(known), len(known))

        def matrix(texts: Sequence[str], lengths: Sequence[int]) -> sparse.csr_matrix:
            return grams.counted(texts, lengths).within(known).matrix(columns)

        self.body = grams.unit(grams.scaled(matrix(bodies, (2, 3)), self.weight))
        title = matrix(self.titles, (2,))
        named = [" ".join(naming.names(one)) for one in self.titles]
        self._part(title, matrix(named, (2,)))
        self.words = sparse.csr_matrix(matrix(whole, (2,)) + title)
        telling = (self.held >= FEWEST) & (self.held < COMMON * len(self))
        self.telling = np.where(telling, self.weight, 0).astype(np.float32)
        self.theme = reduced(self.words, self.telling, THEMES)

    def __len__(self) -> int:
        return len(self.titles)

    def _weigh(self, runs: grams.Counted, known: int) -> Ints:
        """Weigh each run, the more the fewer messages hold it, and return which column it has."""
        held = np.bincount(runs.buckets, minlength=known)
        columns = np.where(held > 0, np.cumsum(held > 0) - 1, -1)
        self.held = held[held > 0]
        among = len(self) + IMAGINED
        self.weight = np.log((among + 1) / (self.held + 0.5)).astype(np.float32)
        self.whole = runs.matrix(columns)
        rare = (self.held > 1) & (self.held <= RARE)
        self.rare = grams.scaled(self.whole, np.where(rare, self.weight, 0).astype(np.float32))
        return columns

    def _part(self, title: sparse.csr_matrix, named: sparse.csr_matrix) -> None:
        """Part what titles name from what they say about it."""
        # what nobody else says must not outweigh all that others do
        most = np.float32(np.log((len(self) + IMAGINED) / 3))
        weight = np.minimum(self.weight, most)
        self.named = named
        self.name = grams.share(grams.scaled(named, weight))
        told = sparse.csr_matrix(title - title.multiply(named))
        self.problem = grams.share(grams.scaled(told, weight))

    def evidence(
        self, ones: Ints, others: Ints, *, placed: Floats | None = None
    ) -> Mapping[str, Floats]:
        """Return each piece of evidence about many pairs, each pair given by two places.

        Where a register knows how near the two lie, `placed` says which share of the names counts as
        told at least: whoever has chosen the place need not name it.

        names: share of the titles' names that the other message holds. body: cosine of the texts.
        rare: what few others say. divisions, numbers: titles that name different ones. theme:
        cosine in few dimensions. copied: one wording, other names. both: names and the rest.
        """
        names = self._covered(self.name, ones, others)
        names = names if placed is None else np.maximum(names, placed)
        body = _products(self.body, self.body, ones, others)
        return {
            "names": names,
            "body": body,
            "rare": np.log1p(_products(self.rare, self.whole, ones, others)),
            "divisions": _contradictions(self.divisions, ones, others),
            "numbers": _contradictions(self.numbered, ones, others),
            "theme": np.einsum("ij,ij->i", self.theme[ones], self.theme[others]),
            "copied": body * (1 - names),
            "both": names * self._covered(self.problem, ones, others),
        }

    def _covered(self, matrix: sparse.csr_matrix, ones: Ints, others: Ints) -> Floats:
        """Return which share of either title's runs stands in the other message, on average."""
        empty = np.diff(matrix.indptr) == 0
        there = _products(matrix, self.whole, ones, others)
        back = _products(matrix, self.whole, others, ones)
        there, back = np.where(empty[ones], back, there), np.where(empty[others], there, back)
        return np.where(empty[ones] & empty[others], UNTOLD, (there + back) / 2).astype(np.float32)


def _copies(told: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
    """Return for each text which of the different ones it is, and where each of these first stands."""
    known: dict[tuple[object, ...], int] = {}
    which: list[int] = []
    first: list[int] = []
    for place, text in enumerate(told):
        key = text if sum(map(len, text)) >= COPIED else (place,)
        if key not in known:
            known[key] = len(first)
            first.append(place)
        which.append(known[key])
    return np.array(which, np.int64), np.array(first, np.int64)


def _products(
    left: sparse.csr_matrix, right: sparse.csr_matrix, ones: Ints, others: Ints
) -> Floats:
    parts = [
        grams.sums(left[ones[at : at + CHUNK]].multiply(right[others[at : at + CHUNK]]))
        for at in range(0, len(ones), CHUNK)
    ]
    return np.concatenate([*parts, np.empty(0, np.float32)])


def _contradictions(told: Sequence[naming.Numbered], ones: Ints, others: Ints) -> Floats:
    places = zip(ones, others, strict=True)
    return np.array(
        [naming.contradict(told[one], told[other]) for one, other in places], np.float32
    )
