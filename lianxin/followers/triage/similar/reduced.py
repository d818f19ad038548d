"""Vectors of a few dimensions in which texts about one theme lie close, whatever words they use."""

import numpy as np
from scipy import sparse

from lianxin.followers.triage.similar import grams
from lianxin.followers.triage.similar.grams import Floats


def reduced(matrix: sparse.csr_matrix, weights: Floats, dimensions: int) -> Floats:
    """Return unit vectors of the rows; columns that weigh nothing are left out."""
    columns = np.flatnonzero(weights)
    size = min(dimensions, matrix.shape[0] - 1, len(columns) - 1)
    if size < 2:
        return np.zeros((matrix.shape[0], 1), np.float32)
    kept = grams.unit(grams.scaled(matrix[:, columns], weights[columns]))
    few = matrix.shape[0] <= dimensions  # then they span no more dimensions than that
    found = kept.toarray() if few else _found(kept, size)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / (lengths + 1e-6), np.float32)


def _found(kept: sparse.csr_matrix, size: int) -> Floats:
    # imported here: it takes a second, and a page compares so few texts that it needs none of it
    from sklearn.decomposition import TruncatedSVD

    return np.asarray(TruncatedSVD(size, random_state=0).fit_transform(kept), np.float32)
