"""What the desks of `queries/desks.py` hold, and the indexes that deliver each of them in order."""

from django.db import models
from django.db.models.functions import Substr

OPEN_STATES = [
    "received",
    "triage_meeting",
    "dispatched",
    "signed",
    "handling",
    "co_handling",
    "waiting_resident",
    "hold",
    "replied",
    "follow_up",
    "rework",
    "escalated",
]
AT_WORK_STATES = [
    "dispatched",
    "signed",
    "handling",
    "co_handling",
    "waiting_resident",
    "hold",
    "rework",
]

IS_KEPT = models.Q(ended_at__isnull=False) & ~models.Q(state="archived")  # ended, with its words
STANDS_STILL = models.Q(state__in=["waiting_resident", "hold"])

IS_OPEN = models.Q(state__in=OPEN_STATES)
# What stands with an open matter waits for its one reply: the desk shows the matter, and not each.
STANDING_STATES = ["received", "triage_meeting", "dispatched", "signed", "handling"]
STANDS = models.Q(with_matter=True, state__in=STANDING_STATES)


def _alone(states: list[str]) -> models.Q:
    own = models.Q(state__in=[state for state in states if state not in STANDING_STATES])
    return models.Q(state__in=states) & (models.Q(with_matter=False) | own)


OPEN_ALONE = _alone(OPEN_STATES)
AT_WORK = _alone(AT_WORK_STATES)
INCOMING = models.Q(state="received", accepted_at__isnull=True, with_matter=False)
TO_DISPATCH = models.Q(state="received", accepted_at__isnull=False, with_matter=False)
AT_HOTLINE = models.Q(state__in=["replied", "follow_up", "escalated", "hold"])
PENDING = ~models.Q(pending="")
ORDERED = IS_OPEN & models.Q(order_due_at__isnull=False)  # by a supervisor, and not answered
COMPLAINS = models.Q(about_unit__isnull=False)  # of a unit
EXCLUDED = ~models.Q(excluded_for="")
HURRIED = models.Q(hurry_by__isnull=False)
ASKED = models.Q(answer_by__isnull=False)  # about the requester's data, by the requester
DISTRICT_DIGITS = 6
DISTRICT = Substr("division_code", 1, DISTRICT_DIGITS)  # what a hotline serves, if not a whole city


def delivering(
    name: str, holds: models.Q, *keys: str, moment: str = "due_at"
) -> tuple[models.Index, models.Index]:
    """Return what delivers a desk of the hotline in order: for the city, and for one district of it."""
    city = models.Index(*keys, moment, "id", condition=holds, name=f"ticket_{name}")
    district = models.Index(
        *keys, DISTRICT, moment, "id", condition=holds, name=f"ticket_{name}_in"
    )
    return city, district
