"""Words for classes of personal data: what is kept, since when, and what becomes of it."""

from collections.abc import Mapping

from django.utils.translation import ngettext
from django.utils.translation import pgettext_lazy as _

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import Unit
from lianxin.interfaces.web.labels import Words
from lianxin.registers.policies.rules import Span, Step, TimeLimits
from lianxin.registers.residents.rules.retention import Data, Fate, Since

DATA: Mapping[Data, Words] = {
    Data.CONTACT: _("data", "Contact: name, phone, e-mail"),
    Data.REQUEST: _("data", "What was said, photos, the query code"),
    Data.MESSAGE: _("data", "That a message was sent"),
    Data.SIGN_IN: _("data", "Sign-ins of staff"),
    Data.SESSION: _("data", "Which requests a browser has open"),
    Data.DRAFT: _("data", "A report that is being written"),
    Data.UNSENT_FILE: _("data", "Photos of a report that was never sent"),
}
SINCE: Mapping[Since, Words] = {
    Since.END: _("since", "after the end of the request"),
    Since.MADE: _("since", "after it was made"),
}
FATE: Mapping[Fate, Words] = {
    Fate.ERASED: _("fate", "erased"),
    Fate.DEIDENTIFIED: _("fate", "erased; what is left names nobody"),
}


def kept(limit: Step | Span, limits: TimeLimits | None) -> str:
    """Return how long something is kept, in words; "" where the profile in force does not say."""
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
