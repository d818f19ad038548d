"""Which pairs of messages are worth a closer look: those that share what few others say."""

import numpy as np
from scipy import sparse

from lianxin.followers.triage.similar import grams
from lianxin.followers.triage.similar.evidence import Messages
from lianxin.followers.triage.similar.grams import Floats, Ints

NEAREST = 20  # messages beside each, by shared words and again by theme
TELLING = 40  # runs of each message that it is looked for by
FOUND_IN = 300  # messages at most: a run that stands in more leads nowhere
CELLS = 20_000_000  # comparisons that are held at a time


def pairs(messages: Messages) -> tuple[Ints, Ints]:
    """Return the places of both messages of each pair, the lower first, each pair once."""
    vectors = _telling(messages)
    found = [np.empty(0, np.int64)]
    step = 1 + CELLS // (1 + len(messages))
    for start in range(0, len(messages), step):
        rows = slice(start, start + step)
        found.append(_nearest((vectors[rows] @ vectors.T).toarray(), start))
        found.append(_nearest(messages.theme[rows] @ messages.theme.T, start))
    both = np.unique(np.concatenate(found))
    return both >> 32, both & 0xFFFFFFFF


def _telling(messages: Messages) -> sparse.csr_matrix:
    """Return each message's most telling runs as a unit vector."""
    weights = np.where((messages.held > 1) & (messages.held <= FOUND_IN), messages.weight, 0)
    matrix = grams.scaled(messages.whole, weights.astype(np.float32))
    matrix.eliminate_zeros()
    return grams.unit(_first(matrix))


def _first(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((-matrix.data, rows))
    rank = np.arange(len(order)) - matrix.indptr[rows]
    chosen = order[rank < TELLING]
    shape = matrix.shape
    return sparse.csr_matrix((matrix.data[chosen], (rows[chosen], matrix.indices[chosen])), shape)


def _nearest(likeness: Floats, start: int) -> Ints:
    """Return the pairs of each row with what it is most like, as one number each."""
    count, width = likeness.shape
    own = np.arange(count)
    likeness[own, start + own] = -1
    best = np.argpartition(-likeness, min(NEAREST, width - 1), axis=1)[:, :NEAREST]
    rows = np.repeat(own, best.shape[1])
    others = best.ravel()
    kept = likeness[rows, others] > 0
    ones, others = rows[kept] + start, others[kept]
    lower, upper = np.minimum(ones, others), np.maximum(ones, others)
    return (lower.astype(np.int64) << 32) | upper
