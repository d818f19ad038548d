"""Words for classes of personal data: what is kept, since when, and what becomes of it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext, pgettext
from django.utils.translation import pgettext_lazy as _

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import Unit
from lianxin.interfaces.web.labels import Words
from lianxin.registers.policies.rules import Span, Step, TimeLimits
from lianxin.registers.residents.rules.assessments import Outcome
from lianxin.registers.residents.rules.mandates import Helper
from lianxin.registers.residents.rules.purposes import REGISTER, Ground, Reader
from lianxin.registers.residents.rules.retention import Data, Fate, Since

DATA: Mapping[Data, Words] = {
    Data.CONTACT: _("data", "Contact: name, phone, e-mail"),
    Data.REQUEST: _("data", "What was said, photos, the query code"),
    Data.MANDATE: _("data", "Codes of who may report in your name"),
    Data.MESSAGE: _("data", "That a message was sent"),
    Data.NEWS: _("data", "E-mail address of who follows a known problem"),
    Data.SIGN_IN: _("data", "Sign-ins of staff"),
    Data.SESSION: _("data", "Which requests a browser has open"),
    Data.DRAFT: _("data", "A report that is being written"),
    Data.UNSENT_FILE: _("data", "Photos and recordings of a report that was never sent"),
    Data.SOUND: _("data", "Recording of a request that was spoken"),
}
WHY: Mapping[Data, Words] = {
    Data.CONTACT: _("purpose", "To reach you about your request, and for nothing else"),
    Data.REQUEST: _(
        "purpose",
        "To deal with your request, to find the same problem again where others report it, and to check how all that was done; "
        "once it has ended, so that the program learns "
        "which category to suggest, without contact and with numbers that name anybody blanked",
    ),
    Data.MANDATE: _("purpose", "So that somebody may act for you, and you see what was done"),
    Data.MESSAGE: _("purpose", "To show that you were told"),
    Data.NEWS: _("purpose", "To send you the news of that problem, and for nothing else"),
    Data.SIGN_IN: _("purpose", "To find out who tried to get in"),
    Data.SESSION: _("purpose", "So that you need not type the code on every page"),
    Data.DRAFT: _("purpose", "So that nothing you typed is lost on the way"),
    Data.UNSENT_FILE: _("purpose", "So that you can still send it"),
    Data.SOUND: _(
        "purpose", "So that the hotline can write down what you said; only the text goes on"
    ),
}
GROUND: Mapping[Ground, Words] = {
    Ground.DUTY: _("ground", "needed for a statutory duty (PIPL 13-3)"),
    Ground.CONSENT: _("ground", "your consent, which you can take back"),
    Ground.SECURITY: _("ground", "needed to keep the data safe (PIPL 51)"),
}
READER: Mapping[Reader, Words] = {
    Reader.REQUESTER: _("reader", "you, with number and code"),
    Reader.HOTLINE: _("reader", "the hotline"),
    Reader.UNIT: _("reader", "the unit in charge, unless you asked to stay unknown to it"),
    Reader.AUDITOR: _("reader", "the auditor, with numbers and names hidden"),
    Reader.NOBODY: _("reader", "nobody; only the program uses it"),
}
OUTCOME: Mapping[Outcome, Words] = {
    Outcome.MAY: _("assessment", "It may begin"),
    Outcome.WITH_MEASURES: _("assessment", "It may begin with the measures named"),
    Outcome.MAY_NOT: _("assessment", "It may not begin"),
}
HELPER: Mapping[Helper, Words] = {
    Helper.FAMILY: _("helper", "For somebody of the family"),
    Helper.NEIGHBOUR: _("helper", "For a neighbour"),
    Helper.GRID_WORKER: _("helper", "As the grid worker"),
    Helper.COMMUNITY: _("helper", "As somebody who works in the community"),
    Helper.VOLUNTEER: _("helper", "As a volunteer"),
}
SINCE: Mapping[Since, Words] = {
    Since.END: _("since", "after the end of the request"),
    Since.LAPSED: _("since", "after it ended"),
    Since.MADE: _("since", "after it was made"),
    Since.WRITTEN_DOWN: _("since", "after it was written down, 30 days at the latest"),
    Since.FOLLOWED: _("since", "until you stop following, or it is over"),
}
FATE: Mapping[Fate, Words] = {
    Fate.ERASED: _("fate", "erased"),
    Fate.DEIDENTIFIED: _("fate", "erased; what is left names nobody"),
}


def kept(limit: Step | Span | None, limits: TimeLimits | None) -> str:
    """Return how long something is kept, in words; "" where no profile in force says a time."""
    if limit is None:
        return pgettext("kept", "only")
    if isinstance(limit, Span):
        return span(limit)
    try:
        return span(limits.span(limit)) if limits else ""
    except Refusal:
        return ""


def span(found: Span) -> str:
    """Return a time for which something is kept: "3 years", "180 days", "12 hours"."""
    if found.unit is not Unit.CALENDAR_DAYS:
        return ngettext("%(count)d hour", "%(count)d hours", found.amount) % {"count": found.amount}
    years, rest = divmod(found.amount, 365)
    if rest or not years:
        return ngettext("%(count)d day", "%(count)d days", found.amount) % {"count": found.amount}
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def register(limits: TimeLimits | None) -> list[dict[str, Any]]:
    """Return the register of purposes in words: what, why, on what ground, how long, who sees it."""
    return [
        {
            "data": DATA[one.rule.data],
            "why": WHY[one.rule.data],
            "ground": GROUND[one.ground],
            "kept": kept(one.rule.kept, limits),
            "since": SINCE[one.rule.since],
            "fate": FATE[one.rule.fate],
            "readers": [READER[reader] for reader in one.readers],
        }
        for one in REGISTER
    ]
