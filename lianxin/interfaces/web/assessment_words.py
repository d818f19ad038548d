"""Why a request does not count in the assessment of a unit, in words for staff and for everybody."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets.rules import Exclusion
from lianxin.interfaces.web.labels import Words

EXCLUSION: Mapping[Exclusion, Words] = {
    Exclusion.NOT_FOUND: _("exclusion", "Checked on site: it is not as described"),
    Exclusion.NOT_ITS_DUTY: _("exclusion", "Dispatched wrongly: not the duty of the unit"),
    Exclusion.NO_BASIS: _("exclusion", "Law and policy in force do not allow it"),
    Exclusion.CONDITIONS: _(
        "exclusion", "What it needs is not there yet: a project, funds, a season"
    ),
    Exclusion.LEGAL_CHANNEL: _("exclusion", "A dispute among citizens, or for a statutory channel"),
    Exclusion.FORCE_MAJEURE: _("exclusion", "Force majeure"),
    Exclusion.SAME_EVENT: _("exclusion", "One of many on the same event, which counts once"),
}


def exclusion(code: object) -> Words:
    """Return the words for a reason; "" for none."""
    return EXCLUSION[Exclusion(str(code))] if code else ""
