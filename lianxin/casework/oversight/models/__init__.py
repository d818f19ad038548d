"""The tables of oversight."""

from lianxin.casework.oversight.models.evaluation import Evaluation, EvaluationRound, Scheme
from lianxin.casework.oversight.models.questions import Question
from lianxin.casework.oversight.models.revisits import Draw, Revisit

__all__ = ["Draw", "Evaluation", "EvaluationRound", "Question", "Revisit", "Scheme"]
