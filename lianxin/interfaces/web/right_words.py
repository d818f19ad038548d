"""What a requester asks about personal data, and what stands against it, in the words of staff."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets.rules import Obstacle, Right

RIGHT: Mapping[Right, str | Promise] = {
    Right.ACCESS: _("right", "What is kept"),
    Right.CORRECTION: _("right", "Correction"),
    Right.ERASURE: _("right", "Erasure of a part"),
    Right.EXPLANATION: _("right", "Explanation of a decision"),
    Right.MACHINE: _("right", "A person to explain or decide what a machine suggested"),
}
OBSTACLE: Mapping[Obstacle, str | Promise] = {
    Obstacle.AT_WORK: _("obstacle", "It is being dealt with"),
    Obstacle.ON_HOLD: _("obstacle", "It is on hold"),
    Obstacle.UNDER_REVIEW: _("obstacle", "A decision is pending"),
    Obstacle.OBJECTION: _("obstacle", "The time to object is not over"),
}
