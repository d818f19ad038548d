"""What an installation needs before its first ticket: a calendar, and limits that somebody adopted."""

from datetime import datetime

from lianxin.foundation.actor import Actor
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs.background import load_calendar
from lianxin.registers.policies import actions as policies
from lianxin.registers.policies import queries

BY = Actor.system("first-day")
PROFILE = "beijing-like"


def is_over() -> bool:
    """Return whether limits are in force somewhere: then people have decided, and nothing is done."""
    return bool(queries.policies().adoptions)


def prepare(at: datetime) -> str:
    """Load the calendar, put the default limits in force from today on, and return their name.

    Other limits can be adopted from any later day on.
    """
    load_calendar(at)
    policies.load_profiles(by=BY, at=at, key="first-day:profiles")
    policies.adopt_profile(
        profile=PROFILE,
        division="",
        valid_from=day_of(at),
        by=BY,
        at=at,
        key="first-day:adoption",
        seen=queries.seq(),
    )
    return queries.policies().profiles[PROFILE].profile.name
