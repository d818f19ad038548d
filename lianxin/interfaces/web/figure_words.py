"""What figures are called, how each is made, and in which unit it is told."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.followers.insight.rules.figures import By, Measure, Question, Scope
from lianxin.interfaces.web.labels import Words

NAME: Mapping[str, Words] = {
    "received": _("figure", "Received"),
    "open": _("figure", "Still open"),
    "excluded": _("figure", "Excluded from assessment"),
    "recomputed": _("figure", "Promise reckoned anew"),
    "on_time": _("figure", "Answered on time"),
    "dispatch_on_time": _("figure", "Dispatched on time"),
    "sign_on_time": _("figure", "Signed for on time"),
    "contact_on_time": _("figure", "First contact on time"),
    "reply_on_time": _("figure", "Replied on time"),
    "review_on_time": _("figure", "Reply looked at on time"),
    "follow_up_on_time": _("figure", "Followed up on time"),
    "response_rate": _("figure", "Response rate"),
    "resolution_rate": _("figure", "Resolution rate"),
    "satisfaction_rate": _("figure", "Satisfaction rate"),
    "three_rates": _("figure", "Three rates together"),
    "waited": _("figure", "Days until an answer"),
    "returned": _("figure", "Returned by a unit"),
    "redispatched": _("figure", "Given to another unit or again"),
    "extended": _("figure", "Time extended"),
    "held": _("figure", "Put on hold"),
    "hurried": _("figure", "Hurried by the requester"),
    "escalated": _("figure", "Others called to help"),
    "raised": _("figure", "Raised to a supervisor"),
    "ordered": _("figure", "Put under supervision"),
    "reworked": _("figure", "Done over"),
    "reopened": _("figure", "Opened again"),
    "back_30": _("figure", "Came back within 30 days"),
    "back_90": _("figure", "Came back within 90 days"),
    "revisit_agreement": _("figure", "Re-visits that agree"),
    "unreachable": _("figure", "Requester not reached"),
    "declined": _("figure", "Not accepted"),
    "at_once": _("figure", "Solved the first time"),
    "pressing_on_time": _("figure", "Pressing requests on time"),
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
    "recomputed": _(
        "formula",
        "Those of them whose promise was reckoned anew after the calendar of working days was announced or corrected.",
    ),
    "dispatch_on_time": _(
        "formula", "Dispatched by when that was due ÷ dispatched, or due by now."
    ),
    "sign_on_time": _(
        "formula", "Signed for by when that was due, the first time ÷ signed for, or due by now."
    ),
    "contact_on_time": _(
        "formula",
        "Requester contacted by when that was due, the first time ÷ contacted, or due by now.",
    ),
    "reply_on_time": _(
        "formula",
        "The unit's first reply by when that was due ÷ replied to, or due by now. Where the clock stood still, the day was put off.",
    ),
    "review_on_time": _(
        "formula", "First reply looked at by when that was due ÷ looked at, or due by now."
    ),
    "follow_up_on_time": _(
        "formula", "First follow-up over by when that was due ÷ over, or due by now."
    ),
    "response_rate": _(
        "formula",
        "Requester contacted by the unit ÷ effectively followed up: given to a unit, and the requester said how it ended.",
    ),
    "resolution_rate": _("formula", "Resolved, as the requester said ÷ effectively followed up."),
    "satisfaction_rate": _(
        "formula",
        "(Satisfied or very satisfied + basically satisfied × what the profile in force lets it count) ÷ effectively followed up.",
    ),
    "three_rates": _(
        "formula",
        "100 × the sum of response, resolution and satisfaction rate, each times its weight in the profile in force.",
    ),
    "waited": _(
        "formula",
        "From receipt to the first answer: the middle one, and what nine of ten did not exceed. One clock for the requester: no return, hold or rework starts it anew.",
    ),
    "returned": _("formula", "Given back by a unit at least once ÷ given to a unit."),
    "redispatched": _("formula", "Dispatched more than once ÷ given to a unit."),
    "extended": _("formula", "Time extended at least once ÷ given to a unit."),
    "held": _(
        "formula", "On hold at least once ÷ given to a unit. A hold is never counted as solved."
    ),
    "hurried": _("formula", "Hurried at least once ÷ all."),
    "escalated": _("formula", "Others called by whistle at least once ÷ given to a unit."),
    "raised": _(
        "formula",
        "Raised to a supervisor since doing it over did not help the requester ÷ given to a unit.",
    ),
    "ordered": _("formula", "Put under supervision at least once ÷ given to a unit."),
    "reworked": _("formula", "Done over at least once ÷ given to a unit and ended."),
    "reopened": _("formula", "Opened again after its end ÷ given to a unit and ended."),
    "back_30": _(
        "formula",
        "A problem of the same category in the same grid, or of the same matter, received again within 30 days of the end ÷ given to a unit, and ended at least 30 days before today. Linked by problem and place, never by person or dwelling. In a large city counted once a night.",
    ),
    "back_90": _("formula", "The same with 90 days."),
    "revisit_agreement": _(
        "formula",
        "Drawn by lot, asked about again by another unit, and as good as was noted or better ÷ asked about again and told how it is.",
    ),
    "unreachable": _(
        "formula", "Ended because the requester could not be reached ÷ given to a unit and ended."
    ),
    "declined": _("formula", "Not accepted, with a listed reason and a second check ÷ all."),
    "at_once": _(
        "formula",
        "Resolved, as the requester said, by the first unit that had it and without doing it over ÷ effectively followed up.",
    ),
    "pressing_on_time": _(
        "formula",
        "Answered by the day promised now ÷ answered, or promised for a day that is over; of what touches life, property, water, power, gas or heat.",
    ),
}

UNIT: Mapping[Measure, Words] = {
    Measure.COUNT: _("measure", "requests"),
    Measure.SHARE: _("measure", "per cent of requests, with the 95 per cent interval of Wilson"),
    Measure.DAYS: _(
        "measure", "days of 24 hours: the middle one, and what nine of ten did not exceed"
    ),
    Measure.POINTS: _("measure", "points from 0 to 100"),
}

QUESTION: Mapping[Question, Words] = {
    Question.EASIER: _("question", "Is it easier for residents to get things done?"),
    Question.HEARD: _("question", "Is it easier for residents to be heard?"),
    Question.SAFER: _("question", "Is life safer and better?"),
}

SCOPE: Mapping[Scope, Words] = {
    Scope.ASSESSED: _("scope", "Assessed"),
    Scope.ALL: _("scope", "All, with what is excluded"),
}

BY: Mapping[By, Words] = {
    By.MONTH: _("by", "Month"),
    By.CATEGORY: _("by", "Category"),
    By.UNIT: _("by", "Unit, as functions lie now"),
    By.UNIT_THEN: _("by", "Unit, as functions lay then"),
    By.TOWN: _("by", "Subdistrict or town"),
    By.COMMUNITY: _("by", "Community"),
    By.GRID: _("by", "Grid"),
    By.KIND: _("by", "Kind"),
    By.CHANNEL: _("by", "Channel"),
    By.EXCLUSION: _("by", "Reason for exclusion"),
}
