"""How alike two messages are, from the evidence of names, words and themes, as one number."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

TOGETHER = 0.5  # likeness from which two groups of messages become one
SAME = 0.5  # score from which two messages are taken for the same problem at the same place


@dataclass(frozen=True, kw_only=True)
class Model:
    """A logistic regression: what each piece of evidence weighs, and where the middle lies."""

    weights: Mapping[str, float]
    bias: float

    def likeness(self, evidence: Mapping[str, npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
        """Return how alike the two messages of each pair are, 0 to 1."""
        total = np.float32(self.bias) + sum(
            evidence[name] * np.float32(weight) for name, weight in self.weights.items()
        )
        return (1 / (1 + np.exp(-np.asarray(total)))).astype(np.float32)


# Fitted on pairs that people judged: `lianxin bench likeness FOLDER` prints this table anew.
# What each piece of evidence is, says `similar/evidence.py`.
FITTED = Model(
    weights={
        "names": 2.02,
        "body": 1.06,
        "rare": 0.79,
        "divisions": -0.95,
        "numbers": -4.45,
        "theme": 0.78,
        "copied": -5.78,
        "both": 2.87,
    },
    bias=-6.14,
)
