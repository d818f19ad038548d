"""What the table of moves needs to know: a ticket's row, and what time and profile make of it for one actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lianxin.casework.tickets.rules.words import State
from lianxin.registers.residents.rules.mandates import Mandated


@dataclass(frozen=True, kw_only=True)
class Tries:
    """What the profile asks before somebody counts as unreachable."""

    count: int = 3
    days: int = 2


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a ticket stands at a moment, seen by one actor.

    What only some states need (windows, tries, whether the actor took part) is left at its
    default in the others.
    """

    at: datetime
    state: State
    accepted: bool = False
    lead_unit_id: int | None = None
    pending: str = ""
    pending_by: int | None = None
    reach: str = ""
    privacy: str = ""
    due_at: datetime | None = None
    decide_by: datetime | None = None
    promise_at: datetime | None = None  # the current one
    designated: bool = False
    by_machine: bool = False  # no person has dispatched it
    return_until: datetime | None = None
    extensions: int = 0
    extensions_allowed: int = 0
    questions: int = 0
    waited: int = 0
    waiting_allowed: int = 0
    remind_at: datetime | None = None
    hurry_by: datetime | None = None
    hurry_from: datetime | None = None  # when it may be hurried again
    reworks: int = 0
    reworks_allowed: int = 0
    tried: Sequence[datetime] = ()
    tries: Tries = Tries()
    rating: int | None = None
    objections: int = 0
    objection_until: datetime | None = None
    took_part: bool = False
    assists: frozenset[int] = frozenset()
    whistled: bool = False  # the lead unit called others, and has not said what came of it
    matter_id: int | None = None
    with_matter: bool = False
    matter_open: bool = True
    erase_by: datetime | None = None  # promised to the requester
    asked_right: str = ""
    approved_by: int | None = None  # the first of two who agree to what is proposed
    excluded_for: str = ""
    exclusion_until: datetime | None = None
    order_due_at: datetime | None = None  # of a supervisor's order that waits for its answer
    to_write_down: bool = False  # it came as a recording, and nobody has written it down
    sound_until: datetime | None = None  # until when the recording is kept, if it is
    named: bool = False  # a note names the actor, or the desk of the actor's unit, and is unread
    mandate: Mandated | None = None  # under which a helper acts
