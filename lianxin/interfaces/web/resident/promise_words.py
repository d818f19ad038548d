"""Why an answer is promised by its day, in a sentence."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.casework.tickets import queries as tickets
from lianxin.foundation.time import Unit
from lianxin.interfaces.web.labels import Words
from lianxin.registers.policies.rules import Span, Tier

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

BECAUSE: Mapping[Tier, Words] = {
    Tier.URGENT: gettext_lazy(
        "Because somebody may be in danger: such a thing comes first, within %(time)s."
    ),
    Tier.ESSENTIAL: gettext_lazy(
        "Because water, power, gas and heat cannot wait: within %(time)s."
    ),
    Tier.GENERAL: gettext_lazy(
        "Because most requests can be dealt with in %(time)s, counted from when we had it."
    ),
    Tier.COMPLEX: gettext_lazy(
        "Because this needs several to work together, it may take %(time)s, counted from when we had it."
    ),
}


def because(ticket: "Ticket") -> str:
    """Return why the promise at intake is what it is; "" where no tier explains it."""
    found = tickets.why_promised(ticket)
    if found is None:
        return ""
    tier, span = found
    said = str(BECAUSE[tier]) % {"time": _span(span)}
    if span.unit is Unit.WORKING_DAYS:
        return " ".join([said, _("Weekends and public holidays do not count.")])
    return said


def _span(span: Span) -> str:
    count = {"count": span.amount}
    if span.unit is Unit.MINUTES:
        return ngettext("%(count)d minute", "%(count)d minutes", span.amount) % count
    if span.unit is Unit.HOURS:
        return ngettext("%(count)d hour", "%(count)d hours", span.amount) % count
    if span.unit is Unit.WORKING_DAYS:
        return ngettext("%(count)d working day", "%(count)d working days", span.amount) % count
    return ngettext("%(count)d day", "%(count)d days", span.amount) % count
