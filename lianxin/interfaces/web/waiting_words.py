"""Why something has to wait, in the words of staff."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets.rules import Hold

HOLD: Mapping[Hold, str | Promise] = {
    Hold.PROJECT: _("hold", "It needs a project or building work"),
    Hold.PROCEDURE: _("hold", "A procedure that the law asks for comes first"),
    Hold.DISPUTE: _("hold", "Who owns it, or a dispute about it, is not settled"),
    Hold.CONSENT: _("hold", "Owners or others have to agree first"),
    Hold.SEASON: _("hold", "Season or weather do not allow it now"),
    Hold.RULES: _("hold", "The rules for it are not settled yet"),
    Hold.OTHER: _("hold", "Another reason outside the unit's power"),
}
