"""Where each figure comes from, and what it leaves out."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.interfaces.web.labels import Words

LEDGER = _("source", "Counted from the ledger of this installation.")
BEIJING_ON_TIME = _(
    "source",
    "Beijing regulations on 12345 requests (2021), articles 13 and 15: the limit stands on the request, and who works on it contacts the requester and answers in time. How long each step may take says the profile of limits in force.",
)
THREE_RATES = _(
    "source",
    "Beijing regulations on 12345 requests (2021), article 32: response, resolution and satisfaction rate as the core of assessment. Formulas, weights and window as one district has published them (source code of a reporting system, 2025, read second-hand); a city's own are a profile.",
)
OPINION_2025 = _(
    "source",
    "General Office of the State Council, letter 66 of 2025, sections 5 and 6: who may return a request, dispatching again, raising it, supervising it.",
)
LOCAL_RULES = _(
    "source",
    "Local regulations of Jinan (2018), Weifang (2021) and Anyang (2021): extensions with a reason, holds with a plan, doing over what the requester does not accept.",
)
PROACTIVE = _(
    "source",
    "General Office of the State Council, letter 66 of 2025, section 7, and Beijing regulations on 12345 requests (2021), articles 24 to 27: what comes back at a place is a topic, and never a person.",
)
QUESTIONS = _(
    "source",
    "The three questions of urban grass-roots work: is it easier to get things done, are there better ways to be heard, is life safer and better. Which figures answer them is this software's choice.",
)

NOTHING = _("leaves out", "Nothing.")
NOT_GIVEN = _("leaves out", "What was never given to a unit.")
NOT_ASKED = _(
    "leaves out",
    "What was not drawn, and where nobody was reached or somebody would rather not say. Anonymous requests are never drawn.",
)
NOT_YET = _("leaves out", "What is not due yet, or never came to this step.")
NOT_SAID = _(
    "leaves out",
    "What was never given to a unit, and where the requester could not be reached or did not say how it ended.",
)
NOT_OVER = _("leaves out", "What was never given to a unit, and what has not ended.")
NOT_ANSWERED = _("leaves out", "What has no answer yet.")
TOO_NEW = _(
    "leaves out",
    "Questions, suggestions and praise; what was never given to a unit; what ended too short a time ago; what has neither a category and a place nor a matter.",
)

SOURCE: Mapping[str, Words] = {
    "on_time": BEIJING_ON_TIME,
    "dispatch_on_time": BEIJING_ON_TIME,
    "sign_on_time": BEIJING_ON_TIME,
    "contact_on_time": BEIJING_ON_TIME,
    "reply_on_time": BEIJING_ON_TIME,
    "review_on_time": BEIJING_ON_TIME,
    "follow_up_on_time": BEIJING_ON_TIME,
    "response_rate": THREE_RATES,
    "resolution_rate": THREE_RATES,
    "satisfaction_rate": THREE_RATES,
    "three_rates": THREE_RATES,
    "returned": OPINION_2025,
    "redispatched": OPINION_2025,
    "escalated": OPINION_2025,
    "raised": OPINION_2025,
    "ordered": OPINION_2025,
    "extended": LOCAL_RULES,
    "held": LOCAL_RULES,
    "reworked": LOCAL_RULES,
    "back_30": PROACTIVE,
    "back_90": PROACTIVE,
    "at_once": QUESTIONS,
    "pressing_on_time": QUESTIONS,
}

LEAVES_OUT: Mapping[str, Words] = {
    "on_time": NOT_YET,
    "pressing_on_time": NOT_YET,
    "dispatch_on_time": NOT_YET,
    "sign_on_time": NOT_YET,
    "contact_on_time": NOT_YET,
    "reply_on_time": NOT_YET,
    "review_on_time": NOT_YET,
    "follow_up_on_time": NOT_YET,
    "response_rate": NOT_SAID,
    "resolution_rate": NOT_SAID,
    "satisfaction_rate": NOT_SAID,
    "three_rates": NOT_SAID,
    "at_once": NOT_SAID,
    "waited": NOT_ANSWERED,
    "returned": NOT_GIVEN,
    "redispatched": NOT_GIVEN,
    "extended": NOT_GIVEN,
    "held": NOT_GIVEN,
    "escalated": NOT_GIVEN,
    "raised": NOT_GIVEN,
    "ordered": NOT_GIVEN,
    "reworked": NOT_OVER,
    "reopened": NOT_OVER,
    "revisit_agreement": NOT_ASKED,
    "unreachable": NOT_OVER,
    "back_30": TOO_NEW,
    "back_90": TOO_NEW,
}


def source(code: str) -> Words:
    """Return where a figure comes from."""
    return SOURCE.get(code, LEDGER)


def leaves_out(code: str) -> Words:
    """Return what a figure leaves out, beside what its scope does."""
    return LEAVES_OUT.get(code, NOTHING)
