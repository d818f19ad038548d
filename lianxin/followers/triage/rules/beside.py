"""How near a request lies to another in words, place and time; who asked is no part of it."""

import re
from enum import IntEnum
from math import exp, log, log1p

READ = 300  # characters of a request by which it is found
IN_PLACE, IN_TOWN = 1_000, 500  # newest requests that are looked at: some months of either
RANKED = 300  # of them, those that share most words, are asked for whether one may know of them
WEIGHED = 20  # and so many of these are compared in full
SHOWN = 5
LEAST = 0.1  # nearness from which a request is worth a look
TOWN = 9  # digits of the code of a subdistrict or town


HEADING = 40  # characters at most of what stands for a title
_SENTENCE = re.compile(r"[。！？!?；;\n]")


class Place(IntEnum):
    """How near two requests lie to each other."""

    ELSEWHERE = 0
    TOWN = 1
    COMMUNITY = 2
    GRID = 3


# What a place that both chose says of the names that titles would tell.
TOLD = {Place.ELSEWHERE: 0.0, Place.TOWN: 0.3, Place.COMMUNITY: 0.6, Place.GRID: 0.9}
# In steps of the likeness's own scale, where 1 makes it about three times as likely: what requests of
# one grid say alike is mostly one problem, and what was reported a year ago is mostly another.
_PLACE = {Place.ELSEWHERE: -1.0, Place.TOWN: -0.5, Place.COMMUNITY: 0.0, Place.GRID: 0.7}
_TIME = 0.3  # against it, for each time that a month doubles
_MONTH = 30


def heading(text: str) -> str:
    """Return the first sentence of a text, or as much of it as a title holds."""
    first = next((part for part in _SENTENCE.split(text) if part.strip()), "")
    return first.strip()[:HEADING]


def town(division_code: str) -> str:
    """Return the code of the town that a place lies in, or "" where it is not known so exactly."""
    code = division_code[:TOWN]
    return code if code[TOWN - 3 :].strip("0") else ""


def place(
    one: tuple[int | None, str],
    other: tuple[int | None, str],
) -> Place:
    """Return how near two places lie, each given by its grid and its division."""
    if one[0] is not None and one[0] == other[0]:
        return Place.GRID
    if town(one[1]) and one[1] == other[1]:
        return Place.COMMUNITY
    if town(one[1]) and town(one[1]) == town(other[1]):
        return Place.TOWN
    return Place.ELSEWHERE


def nearness(likeness: float, place: Place, days: float) -> float:
    """Return how near a request is to another, 0 to 1, from its words, its place and the days between."""
    kept = min(max(likeness, 1e-6), 1 - 1e-6)
    weighed = log(kept / (1 - kept)) + _PLACE[place] - _TIME * log1p(abs(days) / _MONTH)
    return 1 / (1 + exp(-weighed))
