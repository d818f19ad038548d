"""Everything that oversight writes."""

from lianxin.casework.oversight.actions.questions import answer as answer_question
from lianxin.casework.oversight.actions.questions import ask as ask_unit
from lianxin.casework.oversight.actions.questions import close as close_question
from lianxin.casework.oversight.actions.revisits import due as revisits_due
from lianxin.casework.oversight.actions.revisits import end as end_revisit
from lianxin.casework.oversight.actions.revisits import open_contact as open_to_revisit
from lianxin.casework.oversight.actions.revisits import try_again as try_revisit

__all__ = [
    "answer_question",
    "ask_unit",
    "close_question",
    "end_revisit",
    "open_to_revisit",
    "revisits_due",
    "try_revisit",
]
