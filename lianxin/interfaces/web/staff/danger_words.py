"""What may be an emergency, in the words of staff: which danger, whom to call."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _

from lianxin.followers.triage.rules.emergencies import Call, Danger

DANGER: Mapping[Danger, str | Promise] = {
    Danger.GAS: _("danger", "gas"),
    Danger.TRAPPED: _("danger", "somebody trapped"),
    Danger.FIRE: _("danger", "fire"),
    Danger.DROWNING: _("danger", "somebody in the water"),
    Danger.VIOLENCE: _("danger", "violence or a threat to life"),
    Danger.SUICIDE: _("danger", "somebody may take their own life"),
    Danger.WIRE: _("danger", "something under voltage"),
    Danger.STRUCTURE: _("danger", "something collapses or falls"),
    Danger.ILLNESS: _("danger", "somebody ill, poisoned or hurt"),
    Danger.TRAFFIC: _("danger", "a traffic accident"),
}

CALL: Mapping[Call, str | Promise] = {
    Call.POLICE: _("call", "110 (police)"),
    Call.FIRE: _("call", "119 (fire and rescue)"),
    Call.MEDICAL: _("call", "120 (ambulance)"),
    Call.TRAFFIC: _("call", "122 (traffic police)"),
    Call.POWER: _("call", "95598 (power supply)"),
    Call.GAS_COMPANY: _("call", "the repair line of the gas company"),
}
