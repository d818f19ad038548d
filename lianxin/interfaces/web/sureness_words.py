"""How sure a machine is of what it suggests, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _

from lianxin.followers.triage.rules.suggesting import Sureness

SURENESS: Mapping[Sureness, str | Promise] = {
    Sureness.VERY_SURE: _("sureness", "very sure"),
    Sureness.FAIRLY_SURE: _("sureness", "fairly sure"),
    Sureness.NOT_SURE: _("sureness", "not sure"),
}
