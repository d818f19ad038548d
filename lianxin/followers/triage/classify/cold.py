"""A classifier before anything is learnt: it knows categories by their names, keywords and descriptions.

It is a model like a learnt one, so that reasons and confidences come the same way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from lianxin.followers.triage.classify import grams
from lianxin.followers.triage.classify.model import Model, lengths
from lianxin.followers.triage.rules import texts

UNMET = 0.5  # what a run that no category tells adds to the length of a text
# So steep a curve fits best on the requests of the demo city; a real city writes otherwise, so it is flatter.
STEEP = 35.0


@dataclass(frozen=True, kw_only=True)
class Described:
    """A category as its register tells it: its name and keywords first."""

    code: str
    words: tuple[str, ...]


def model(categories: Sequence[Described]) -> Model | None:
    """Return a classifier of some categories, or None where there are not two to choose between."""
    if len(categories) < 2:
        return None
    counted = _counted(categories)
    counted.data = np.sqrt(counted.data)
    known = np.flatnonzero(counted.getnnz(axis=0))
    told = counted[:, known]
    rarity = np.log((1 + len(categories)) / told.getnnz(axis=0))
    weighty = told.multiply(rarity).tocsr()
    weights = (weighty.multiply(1 / lengths(weighty)[:, None])).toarray().T
    return Model(
        labels=tuple(one.code for one in categories),
        known=known,
        rarity=np.append(rarity, UNMET),
        # row by row, as a text reads it: else each text would copy all of it
        weights=np.ascontiguousarray(np.vstack([weights, np.zeros(len(categories))])),
        curve=np.array([0.0, STEEP, 0.0]),
    )


def _counted(categories: Sequence[Described]) -> csr_matrix:
    """Return how often runs stand in what is said of each category, word by word: no mark says anything."""
    said = [re.findall(r"\w+", " ".join(one.words)) for one in categories]
    words = [texts.compact([word]) for one in said for word in one]
    ends = np.cumsum([0, *map(len, said)])
    together = csr_matrix((np.ones(len(words)), np.arange(len(words)), ends))
    return (together @ grams.count(words)).tocsr()
