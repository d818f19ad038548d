"""The words of articles: states, steps, deeds, and the lists of the register."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.interfaces.web.labels import Words
from lianxin.registers.knowledge import rules
from lianxin.registers.knowledge.rules import State, Step

STATE: Mapping[State, Words] = {
    State.DRAFT: _("article", "Draft"),
    State.PROPOSED: _("article", "Waits for approval"),
    State.IN_FORCE: _("article", "In force"),
    State.RETIRED: _("article", "Retired"),
}
COLOUR: Mapping[State, str] = {State.PROPOSED: "blue", State.IN_FORCE: "green"}
STEP: Mapping[Step, Words] = {
    Step.WRITE: _("article step", "Write"),
    Step.PROPOSE: _("article step", "Propose"),
    Step.APPROVE: _("article step", "Approve"),
    Step.SEND_BACK: _("article step", "Send back"),
    Step.RETIRE: _("article step", "Retire"),
}
DROP = _("article step", "Drop the draft")
HINT: Mapping[Step, Words] = {
    Step.PROPOSE: _("article step", "Somebody else reads it and approves it."),
    Step.APPROVE: _(
        "article step", "From its first day on, everybody finds it, and answers may rest on it."
    ),
    Step.SEND_BACK: _("article step", "It becomes a draft again."),
    Step.RETIRE: _(
        "article step",
        "A draft is dropped, and what is in force stays. Without one, the article is out of force "
        "from today on.",
    ),
}
VERB: Mapping[str, Words] = {
    rules.WRITTEN: _("article deed", "Written"),
    rules.PROPOSED: _("article deed", "Proposed"),
    rules.APPROVED: _("article deed", "Approved"),
    rules.SENT_BACK: _("article deed", "Sent back"),
    rules.RETIRED: _("article deed", "Retired"),
}

SHELF: Mapping[str, Words] = {
    "in-force": _("articles", "In force"),
    "templates": _("articles", "Reply templates"),
    "overdue": _("articles", "Review overdue"),
    "proposed": _("articles", "To be approved"),
    "drafts": _("articles", "Drafts"),
    "retired": _("articles", "Retired"),
}


def step(taken: Step, state: State) -> Words:
    """Return what a step is called where a version stands."""
    return DROP if taken is Step.RETIRE and state is not State.IN_FORCE else STEP[taken]
