"""A month of open data: its name, its rows, and which rates are told of which rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.followers.insight.rules.figures import Period
from lianxin.followers.insight.rules.refusals import MonthUnfinished, NotAMonth
from lianxin.followers.insight.rules.suppression import Frame, Key, Parts, Rates
from lianxin.foundation.time import month_after

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
UNKNOWN = "unknown"
NOWHERE = "000000000"  # nobody knows the place
RATES = (
    "on_time",
    "resolution_rate",
)  # figures of the catalogue that rows have beside their number


@dataclass(frozen=True, kw_only=True)
class Cut:
    """How an earlier version told a month: its rows, and of which of them each rate."""

    rows: Mapping[Key, int]
    rated: Mapping[str, frozenset[Key]]


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month as it is told: every request in one row; rates where they give away nobody's answer."""

    month: str
    frame: Frame
    rows: Mapping[Key, int]
    rates: Mapping[str, Rates]

    @property
    def total(self) -> int:
        """Return how many requests the rows hold; none where fewer than five came in."""
        return sum(self.rows.values())


def period(month: str, *, on: date) -> Period:
    """Return the days of a month such as "2026-10", or refuse: it is none, or is not over yet."""
    if not MONTH.fullmatch(month):
        raise NotAMonth(month=month[:20])
    first = date.fromisoformat(f"{month}-01")
    end = month_after(first)
    if on < end:
        raise MonthUnfinished(month=month)
    return Period(first=first, end=end)


def parts(of_row: Mapping[str, int], code: str) -> Parts:
    """Return how a row's requests divide for a rate."""
    hits, of = of_row[f"{code}__hits"], of_row[f"{code}__of"]
    return Parts(hits=hits, misses=of - hits, rest=of_row["requests"] - of)
