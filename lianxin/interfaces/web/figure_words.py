"""What figures are called, how each is made, and where that comes from."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.followers.insight.rules.figures import By, Scope
from lianxin.interfaces.web.labels import Words

NAME: Mapping[str, Words] = {
    "received": _("figure", "Received"),
    "open": _("figure", "Still open"),
    "excluded": _("figure", "Excluded from assessment"),
    "on_time": _("figure", "Answered on time"),
    "response_rate": _("figure", "Response rate"),
    "resolution_rate": _("figure", "Resolution rate"),
    "satisfaction_rate": _("figure", "Satisfaction rate"),
    "three_rates": _("figure", "Three rates together"),
    "waited": _("figure", "Days until an answer"),
    "returned": _("figure", "Returned by a unit"),
    "extended": _("figure", "Time extended"),
    "held": _("figure", "Put on hold"),
    "hurried": _("figure", "Hurried by the requester"),
    "escalated": _("figure", "Others called to help"),
    "reworked": _("figure", "Done over"),
    "reopened": _("figure", "Opened again"),
    "unreachable": _("figure", "Requester not reached"),
}

MADE: Mapping[str, Words] = {
    "received": _("formula", "All requests received in the period."),
    "open": _("formula", "Those of them that have not ended yet."),
    "excluded": _(
        "formula",
        "Those that two supervisors took out of their unit's assessment, for a listed reason.",
    ),
    "on_time": _(
        "formula",
        "Answered by the day promised now ÷ answered, or promised for a day that is over. One clock from receipt; no return starts it anew.",
    ),
    "response_rate": _(
        "formula",
        "Requester contacted by the unit ÷ effectively followed up: given to a unit, and the requester said how it ended.",
    ),
    "resolution_rate": _("formula", "Resolved, as the requester said ÷ effectively followed up."),
    "satisfaction_rate": _(
        "formula",
        "(Satisfied or very satisfied + 0.9 × basically satisfied) ÷ effectively followed up.",
    ),
    "three_rates": _(
        "formula",
        "100 × (0.10 × response rate + 0.50 × resolution rate + 0.40 × satisfaction rate): the weights that one district has published.",
    ),
    "waited": _(
        "formula",
        "From receipt to the first answer: the middle one, and what nine of ten did not exceed.",
    ),
    "returned": _("formula", "Given back by a unit at least once ÷ given to a unit."),
    "extended": _("formula", "Time extended at least once ÷ given to a unit."),
    "held": _(
        "formula", "On hold at least once ÷ given to a unit. A hold is never counted as solved."
    ),
    "hurried": _("formula", "Hurried at least once ÷ all."),
    "escalated": _("formula", "Others called by whistle at least once ÷ given to a unit."),
    "reworked": _("formula", "Done over at least once ÷ given to a unit and ended."),
    "reopened": _("formula", "Opened again after its end ÷ given to a unit and ended."),
    "unreachable": _(
        "formula", "Ended because the requester could not be reached ÷ given to a unit and ended."
    ),
}

SCOPE: Mapping[Scope, Words] = {
    Scope.ASSESSED: _("scope", "Assessed"),
    Scope.ALL: _("scope", "All, with what is excluded"),
}

BY: Mapping[By, Words] = {
    By.MONTH: _("by", "Month"),
    By.CATEGORY: _("by", "Category"),
    By.UNIT: _("by", "Unit"),
    By.TOWN: _("by", "Subdistrict or town"),
    By.KIND: _("by", "Kind"),
    By.CHANNEL: _("by", "Channel"),
}
