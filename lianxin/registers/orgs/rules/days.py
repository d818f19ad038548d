"""Days as people and Excel write them, and what is in force on a day."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol, TypeVar

from lianxin.registers.orgs.rules.refusals import EndsBeforeItBegins, NotADay, TooFarOff

WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?: 00:00(?::00)?)?")
PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"[1-6]\d{4}")  # a day as Excel counts it, from 1927 to 2091
EXCEL_BEGINS = date(1899, 12, 30)
FARTHEST = timedelta(days=3653)  # ten years: nobody says today what ends after that


class Lasting(Protocol):
    """Something in force from a day on, up to and without another."""

    @property
    def valid_from(self) -> date:
        """The first day."""

    @property
    def valid_to(self) -> date | None:
        """The first day on which it is no longer in force, if that is known."""


L = TypeVar("L", bound=Lasting)


def in_force(things: Iterable[L], on: date) -> list[L]:
    """Return what is in force on a day: posts, units, grids, divisions."""
    return [
        thing
        for thing in things
        if thing.valid_from <= on and (thing.valid_to is None or on < thing.valid_to)
    ]


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Return a written day, or None for an empty text: 2026-11-23, 2026/11/23, 2026年11月23日, 46349."""
    if not text:
        return None
    if SERIAL.fullmatch(text):
        return EXCEL_BEGINS + timedelta(days=int(text))
    match = WRITTEN.fullmatch(text) or PLAIN.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else _no_day(text)
    except ValueError:
        return _no_day(text)


def check_order(valid_from: date | None, valid_to: date | None) -> None:
    """Refuse a time that ends before it begins."""
    if valid_from and valid_to and valid_to <= valid_from:
        raise EndsBeforeItBegins(valid_from=valid_from, valid_to=valid_to)


def check_end(valid_from: date, valid_to: date) -> None:
    """Refuse to end something before it began; on its first day it was never in force."""
    if valid_to < valid_from:
        raise EndsBeforeItBegins(valid_from=valid_from, valid_to=valid_to)


def check_near(day: date, *, on: date) -> None:
    """Refuse a day so far off that somebody mistyped it."""
    if day > on + FARTHEST:
        raise TooFarOff(day=day, until=on + FARTHEST)


def _no_day(text: str) -> date:
    raise NotADay(text=text)
