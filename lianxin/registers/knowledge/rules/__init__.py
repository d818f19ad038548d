"""Decisions on articles: who writes, who approves, from when they hold, and which one is missing."""

from lianxin.registers.knowledge.rules.blanks import check_filled
from lianxin.registers.knowledge.rules.gaps import MANY, WITHIN, often
from lianxin.registers.knowledge.rules.importing import Known, check_rows, check_waiting
from lianxin.registers.knowledge.rules.refusals import ArticleNotInForce
from lianxin.registers.knowledge.rules.states import (
    APPROVERS,
    REVIEWED_WITHIN,
    WHO,
    WRITERS,
    Audience,
    State,
    Step,
    begins,
    check_begin,
    reasoned,
    second_person,
    steps,
    take,
    within,
)
from lianxin.registers.knowledge.rules.verbs import (
    APPROVED,
    IMPORTED,
    PROPOSED,
    RETIRED,
    SENT_BACK,
    WRITTEN,
)
from lianxin.registers.knowledge.rules.wording import (
    LIMITS,
    ArticleRow,
    Cited,
    Wording,
    check,
    complete,
    keywords,
)

__all__ = [
    "APPROVED",
    "APPROVERS",
    "IMPORTED",
    "LIMITS",
    "MANY",
    "PROPOSED",
    "RETIRED",
    "REVIEWED_WITHIN",
    "SENT_BACK",
    "WHO",
    "WITHIN",
    "WRITERS",
    "WRITTEN",
    "ArticleNotInForce",
    "ArticleRow",
    "Audience",
    "Cited",
    "Known",
    "State",
    "Step",
    "Wording",
    "begins",
    "check",
    "check_begin",
    "check_filled",
    "check_rows",
    "check_waiting",
    "complete",
    "keywords",
    "often",
    "reasoned",
    "second_person",
    "steps",
    "take",
    "within",
]
