"""Which tickets are counted under topics, what of them is read, and what a town and a week are."""

from datetime import date, timedelta

from lianxin.casework.tickets.rules import Kind, Privacy
from lianxin.registers.orgs.rules import padded

# A complaint of a unit and a tip-off are about persons; who asked for confidence is not compared.
ABOUT_PERSONS = frozenset({Kind.TIP_OFF.value})
TITLE = 60  # characters of a request that stand for its title
FEWEST = 30  # tickets from which topics are looked for at all
GROWN = 2  # times as many tickets as were learnt from, then it is learnt anew
OLD = timedelta(days=90)  # and then, too
WORDY = 5  # tickets that use a word, else it is nobody's but theirs and names no topic
TOWN = 9  # digits of a division's code


def files(*, kind: str, privacy: str, about_unit: bool) -> bool:
    """Tell whether a ticket is filed under a topic: not where it is about somebody or in confidence."""
    return privacy == Privacy.OPEN and kind not in ABOUT_PERSONS and not about_unit


def town(division_code: str) -> str:
    """Return the town in which a place lies, or what wider place is known; never what is in a town."""
    return padded(division_code[:TOWN]) if division_code else ""


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def outgrown(*, learnt_from: int, now: int, age: timedelta) -> bool:
    """Tell whether there is so much more to learn from, or so much newer, that topics are found anew."""
    return now >= GROWN * learnt_from or (age >= OLD and now > learnt_from)
