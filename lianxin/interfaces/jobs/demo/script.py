"""The scripts of the demo: for each ending the steps that lead there, and when each is taken."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from lianxin.foundation.time import SHANGHAI, local

HOTLINE = ["accept", "dispatch"]
WORK = [*HOTLINE, "sign", "contact"]
ANSWERED = [*WORK, "reply", "pass_audit"]
RETURNED = [*HOTLINE, "sign", "ask_return"]
EXTENSION = [*WORK, "ask_extension"]
DISPUTED = [*ANSWERED, "dispute"]
# nobody decides on an exclusion who had a part: the reply is read by a dispatcher
EXCLUDING = [*WORK, "reply", "read_reply", "confirm", "propose_exclusion"]
UNHELPED = [*WORK, "ask_resident", "resident_answers", "ask_termination"]

SCRIPTS: dict[str, list[str]] = {
    "received": [],
    "answered": ["answer", "rate"],
    "emergency_handoff": ["hand_off"],
    "not_accepted": ["propose_decline", "grant_decline"],
    "triage_meeting": ["accept", "meet"],
    "dispatched": HOTLINE,
    "return_pending": RETURNED,
    "returned_redispatched": [*RETURNED, "grant_return", "sign"],
    "return_refused": [*RETURNED, "refuse_return"],
    "signed": [*HOTLINE, "sign"],
    "handling": WORK,
    "overdue": WORK,
    "supervised": [*WORK, "attempt", "note", "supervise"],
    "order_answered": [*WORK, "supervise", "answer_order"],
    "co_handling": [*WORK, "co_handle"],
    "whistled": [*WORK, "whistle"],
    "hurried": [*WORK, "hurry"],
    "hurry_answered": [*WORK, "hurry", "answer_hurry"],
    "extension_pending": EXTENSION,
    "extended": [*EXTENSION, "grant_extension"],
    "hold_pending": [*WORK, "ask_hold"],
    "on_hold": [*WORK, "ask_hold", "put_on_hold"],
    "hold_ended": [*WORK, "ask_hold", "put_on_hold", "release_hold"],
    "waiting_resident": [*WORK, "ask_resident"],
    "termination_pending": UNHELPED,
    "terminated": [*UNHELPED, "terminate"],
    "replied": [*WORK, "reply"],
    "follow_up": ANSWERED,
    "unreachable_once": [*ANSWERED, "try_call"],
    "rework": DISPUTED,
    "escalated": [*DISPUTED, "contact_again", "reply_again", "pass_audit_again", "dispute_again"],
    "closed_resolved": [*ANSWERED, "confirm"],
    "exclusion_pending": EXCLUDING,
    "excluded": [*EXCLUDING, "approve_exclusion", "approve_exclusion_again"],
    "closed_explained": [*ANSWERED, "confirm"],
    "closed_unreachable": [*ANSWERED, "try_call", "try_call_later", "try_call_next_day", "give_up"],
    "objected": [*ANSWERED, "confirm", "object"],
    "withdrawn": ["accept", "withdraw"],
}
REWORKED = [*DISPUTED, "contact_again", "reply_again", "pass_audit_again", "confirm"]

# Hours after intake at which a step of an ordinary matter is taken.
AFTER: dict[str, float] = {
    "accept": 0.2,
    "answer": 0.4,
    "hand_off": 0.05,
    "propose_decline": 0.4,
    "grant_decline": 2,
    "meet": 1.5,
    "dispatch": 0.45,
    "sign": 3,
    "withdraw": 5,
    "ask_return": 5,
    "grant_return": 9,
    "refuse_return": 9,
    "contact": 20,
    "co_handle": 26,
    "whistle": 22,
    "ask_extension": 60,
    "grant_extension": 66,
    "attempt": 30,
    "note": 34,
    "supervise": 58,
    "answer_order": 66,
    "read_reply": 80,
    "propose_exclusion": 112,
    "approve_exclusion": 130,
    "approve_exclusion_again": 150,
    "hurry": 48,
    "answer_hurry": 56,
    "ask_hold": 44,
    "put_on_hold": 52,
    "release_hold": 250,
    "ask_resident": 40,
    "resident_answers": 90,
    "ask_termination": 140,
    "terminate": 165,
    "reply": 72,
    "pass_audit": 80,
    "confirm": 100,
    "dispute": 100,
    "contact_again": 110,
    "reply_again": 150,
    "pass_audit_again": 160,
    "dispute_again": 178,
    "rate": 24,
    "object": 172,
}
# Calls are made at other times of day on two days: so many days after the audit, at this time.
CALLED = {
    "try_call": (1, time(10, 5)),
    "try_call_later": (1, time(15, 40)),
    "try_call_next_day": (2, time(9, 20)),
    "give_up": (2, time(9, 25)),
}
PACE = {"urgent": 0.02, "essential": 0.25, "general": 1.0, "complex": 1.8}
AWAKE = time(8, 40), time(18, 0)
MINUTE = timedelta(minutes=1)


def steps(ending: str, *, reworked: bool) -> list[str]:
    """Return the steps that lead to an ending."""
    return REWORKED if reworked and ending.startswith("closed_") else SCRIPTS[ending]


def moments(
    names: Sequence[str], *, start: datetime, now: datetime, tier: str, shift: float
) -> list[datetime]:
    """Return when each step is taken: in order, in waking hours where it may wait, before now.

    `shift` between 0 and 1 makes one story a little slower than another.
    """
    pace = PACE[tier] * (0.75 + shift / 2)
    wanted: list[datetime] = []
    slept = timedelta()  # a night's rest puts off all that comes after it
    for name in names:
        if name in CALLED:
            audited = local(wanted[names.index("pass_audit")])
            days, clock = CALLED[name]
            moment = datetime.combine(audited.date() + timedelta(days=days), clock, SHANGHAI)
        else:
            meant = start + timedelta(hours=AFTER[name] * pace) + slept
            moment = meant if tier == "urgent" else _awake(meant, shift)
            slept += moment - meant
        wanted.append(moment)
    if wanted and wanted[-1] >= now:
        whole = (now - start) / (wanted[-1] - start) * 0.97
        wanted = [start + (moment - start) * whole for moment in wanted]
    taken: list[datetime] = []
    for moment in wanted:
        taken.append(max(moment, taken[-1] + MINUTE / 2) if taken else moment)
    return taken


def _awake(moment: datetime, shift: float) -> datetime:
    here = local(moment)
    first, last = AWAKE
    late = timedelta(minutes=round(shift * 90))
    if here.time() < first:
        return datetime.combine(here.date(), first, SHANGHAI) + late
    if here.time() > last:
        return datetime.combine(here.date() + timedelta(days=1), first, SHANGHAI) + late
    return here
