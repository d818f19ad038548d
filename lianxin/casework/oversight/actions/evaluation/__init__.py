"""Everything that can be done to schemes, rounds and the evaluations of units."""

from lianxin.casework.oversight.actions.evaluation.rounds import Figure, fix_figures, open_round
from lianxin.casework.oversight.actions.evaluation.schemes import import_scheme
from lianxin.casework.oversight.actions.evaluation.steps import (
    appeal,
    confirm,
    dismiss,
    hand_in,
    judge_veto,
    plan,
    recheck,
    review,
    show,
    uphold,
)

__all__ = [
    "Figure",
    "appeal",
    "confirm",
    "dismiss",
    "fix_figures",
    "hand_in",
    "import_scheme",
    "judge_veto",
    "open_round",
    "plan",
    "recheck",
    "review",
    "show",
    "uphold",
]
