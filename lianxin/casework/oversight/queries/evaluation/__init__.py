"""Reads of unit evaluation."""

from lianxin.casework.oversight.queries.evaluation.rounds import (
    FEWEST_PUBLIC,
    PAGE,
    bands,
    counted,
    faults,
    find,
    of_round,
    round_,
    rounds,
    standing,
    steps,
    visible_to,
)
from lianxin.casework.oversight.queries.evaluation.schemes import said, scheme, schemes, versions
from lianxin.casework.oversight.queries.evaluation.telling import (
    Evidence,
    evidence,
    now,
    outcome,
    readings,
    story,
)

__all__ = [
    "FEWEST_PUBLIC",
    "PAGE",
    "Evidence",
    "bands",
    "counted",
    "evidence",
    "faults",
    "find",
    "now",
    "of_round",
    "outcome",
    "readings",
    "round_",
    "rounds",
    "said",
    "scheme",
    "schemes",
    "standing",
    "steps",
    "story",
    "versions",
    "visible_to",
]
