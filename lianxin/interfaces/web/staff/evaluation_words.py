"""The words of unit evaluation for staff: states, steps, reasons for n/a, deeds."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.casework.oversight.rules.evaluation import Lacking, RoundState, State, Step
from lianxin.casework.oversight.rules.evaluation import deeds as verbs
from lianxin.interfaces.web.labels import Words

ROUND: Mapping[RoundState, Words] = {
    RoundState.OPEN: _("evaluation", "Figures not kept yet"),
    RoundState.FIXED: _("evaluation", "Figures kept"),
}
STATE: Mapping[State, Words] = {
    State.COLLECTING: _("evaluation", "Evidence is collected and reviewed"),
    State.SHOWN: _("evaluation", "Result shown to the unit"),
    State.APPEALED: _("evaluation", "Appealed"),
    State.CONFIRMED: _("evaluation", "Confirmed"),
    State.PLANNED: _("evaluation", "Being improved"),
    State.RECHECKED: _("evaluation", "Checked again"),
}
COLOUR: Mapping[State, str] = {
    State.COLLECTING: "blue",
    State.SHOWN: "purple",
    State.APPEALED: "yellow",
    State.CONFIRMED: "green",
    State.PLANNED: "orange",
    State.RECHECKED: "green",
}
STEP: Mapping[Step, Words] = {
    Step.HAND_IN: _("evaluation", "Hand in evidence"),
    Step.REVIEW: _("evaluation", "Review evidence"),
    Step.JUDGE_VETO: _("evaluation", "Judge a veto"),
    Step.SHOW: _("evaluation", "Show the unit its result"),
    Step.APPEAL: _("evaluation", "Appeal"),
    Step.UPHOLD: _("evaluation", "The appeal is right"),
    Step.DISMISS: _("evaluation", "The appeal is not right"),
    Step.CONFIRM: _("evaluation", "Confirm the result"),
    Step.PLAN: _("evaluation", "Plan how it gets better"),
    Step.RECHECK: _("evaluation", "Check again"),
}
LACKING: Mapping[Lacking, Words] = {
    Lacking.NOT_FIXED: _("evaluation", "The figures are not kept yet."),
    Lacking.NOTHING_COUNTED: _("evaluation", "There is nothing to divide by."),
    Lacking.TOO_FEW: _("evaluation", "Too few cases to say anything."),
    Lacking.FEW_STAFF: _("evaluation", "Too few people work there: it would be theirs."),
    Lacking.NOT_JUDGED: _("evaluation", "Nobody has reviewed it yet."),
}
VERB: Mapping[str, Words] = {
    verbs.OPENED: _("evaluation", "Round opened"),
    verbs.HANDED_IN: _("evaluation", "Evidence handed in"),
    verbs.REVIEWED: _("evaluation", "Evidence reviewed"),
    verbs.VETO_JUDGED: _("evaluation", "Veto judged"),
    verbs.SHOWN: _("evaluation", "Result shown"),
    verbs.APPEALED: _("evaluation", "Appealed"),
    verbs.UPHELD: _("evaluation", "Appeal found right"),
    verbs.DISMISSED: _("evaluation", "Appeal found not right"),
    verbs.CONFIRMED: _("evaluation", "Result confirmed"),
    verbs.PLANNED: _("evaluation", "Plan made"),
    verbs.RECHECKED: _("evaluation", "Checked again"),
}
