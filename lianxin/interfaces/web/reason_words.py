"""Why something is not accepted, and why it has to wait, in the words of staff."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets.rules import Decline, Hold

HOLD: Mapping[Hold, str | Promise] = {
    Hold.PROJECT: _("hold", "It needs a project or building work"),
    Hold.PROCEDURE: _("hold", "A procedure that the law asks for comes first"),
    Hold.DISPUTE: _("hold", "Who owns it, or a dispute about it, is not settled"),
    Hold.CONSENT: _("hold", "Owners or others have to agree first"),
    Hold.SEASON: _("hold", "Season or weather do not allow it now"),
    Hold.RULES: _("hold", "The rules for it are not settled yet"),
    Hold.OTHER: _("hold", "Another reason outside the unit's power"),
}

DECLINE: Mapping[Decline, str | Promise] = {
    Decline.EMERGENCY: _("decline", "N1 For an emergency line"),
    Decline.LEGAL_CHANNEL: _(
        "decline", "N2 For litigation, arbitration, discipline, reconsideration or disclosure"
    ),
    Decline.PETITION: _("decline", "N3 Already taken up as a petition"),
    Decline.SAME_MATTER: _("decline", "N4 The same matter without new facts"),
    Decline.SECRETS: _("decline", "N5 Touches secrets or somebody's privacy"),
    Decline.MARKET: _("decline", "N6 Outside public duty: for the market or society"),
    Decline.UNLAWFUL: _("decline", "N7 Unlawful or against public morals"),
    Decline.ELSEWHERE: _("decline", "N8 Outside our area: passed on"),
    Decline.OTHER_LAW: _("decline", "N9 For another reason by law"),
}
