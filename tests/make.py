"""Test data, made through the same actions that people use; nothing random, nothing frozen."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.once import once

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@once
def time_limits(profile: str = "beijing-like") -> None:
    """Load this year's calendar and the next one's, and put a profile of limits in force everywhere."""
    from lianxin.foundation.actor import Actor
    from lianxin.registers.calendars import actions as calendars
    from lianxin.registers.policies import actions as policies
    from lianxin.registers.policies import queries

    by = Actor.system("tests")
    calendars.load_years(years=[2026, 2027], by=by, at=MONDAY, key="make:calendar")
    policies.load_profiles(by=by, at=MONDAY, key="make:profiles")
    policies.adopt_profile(
        profile=profile,
        division="",
        valid_from=datetime(2015, 1, 1, tzinfo=MONDAY.tzinfo).date(),
        by=by,
        at=MONDAY,
        key="make:adoption",
        seen=queries.seq(),
    )
