"""Words for mandates: who helps, what they may do, and what was done with one."""

from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import deeds
from lianxin.registers.residents.rules import mandates
from lianxin.registers.residents.rules.mandates import Act, Helper

HELPERS = {
    Helper.FAMILY: _("Somebody of my family"),
    Helper.NEIGHBOUR: _("A neighbour"),
    Helper.GRID_WORKER: _("The grid worker"),
    Helper.COMMUNITY: _("Somebody who works in the community"),
    Helper.VOLUNTEER: _("A volunteer"),
}
# as the one who is helped reads who did something
FOR_YOU = {
    Helper.FAMILY: _("Somebody of your family, for you"),
    Helper.NEIGHBOUR: _("A neighbour, for you"),
    Helper.GRID_WORKER: _("The grid worker, for you"),
    Helper.COMMUNITY: _("Somebody who works in the community, for you"),
    Helper.VOLUNTEER: _("A volunteer, for you"),
}
ACTS = {
    Act.REPORT: _("report something in my name"),
    Act.FOLLOW: _("see how far it is"),
    Act.ANSWER: _("add something, answer questions, and say whether it is solved"),
}
HELPED = {
    deeds.RECEIVED: _("Somebody told us for you"),
    deeds.ADDED: _("Somebody added something for you"),
    deeds.RESIDENT_ANSWERED: _("Somebody answered for you; the new date: %(promise)s"),
    deeds.CONFIRMED: _("Somebody told us the result for you: %(outcome)s"),
    deeds.DISPUTED: _("Somebody said for you that it is not solved"),
}
USES = {
    mandates.GIVEN: _("The mandate was given"),
    mandates.OPENED: _("Somebody typed its code in"),
    mandates.REPORTED: _("A request was reported for you"),
    mandates.REVOKED: _("The mandate was taken back"),
}
