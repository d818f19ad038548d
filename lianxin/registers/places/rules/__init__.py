"""Decisions on service places: what a row of them says, and when a place is open."""

from lianxin.registers.places.rules import hours, rows
from lianxin.registers.places.rules.hours import Span, Spans, Week
from lianxin.registers.places.rules.opening import (
    OFF,
    Hours,
    SpecialDay,
    Standing,
    kind_of,
    of_day,
    standing,
    weekday_of,
)
from lianxin.registers.places.rules.rows import WORLD, PlaceKind, PlaceRow
from lianxin.registers.places.rules.verbs import IMPORTED

__all__ = [
    "IMPORTED",
    "OFF",
    "WORLD",
    "SpecialDay",
    "Hours",
    "PlaceKind",
    "PlaceRow",
    "Span",
    "Spans",
    "Standing",
    "Week",
    "hours",
    "kind_of",
    "of_day",
    "rows",
    "standing",
    "weekday_of",
]
