"""Moments as other systems write them: ISO, 2019/4/24 16:03:40, 2019年4月24日, Excel's numbers."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

# Year first, so that day and month cannot be mistaken for each other; other orders need a format.
YEAR_FIRST = re.compile(
    r"(\d{4})(?:\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?)"
    r"(?:(?:(?<=日)|[T\s]+)\s*(\d{1,2})\s?[:时点]\s?(\d{1,2})(?:\s?[:分]\s?(\d{1,2})(?:\.\d+)?)?\s?[分秒]?)?"
)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
EXCEL = re.compile(r"\d{5}(?:\.\d+)?")
EXCEL_BEGINS = datetime(1899, 12, 30)  # noqa: DTZ001  as Excel counts days, with its leap day of 1900
EARLIEST, LATEST = 1970, 2099  # years; beyond them somebody mistyped, or an empty cell became a day
FULL_WIDTH = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")
MIDNIGHT = re.compile(r"[T\s]+24[:：]00([:：]00)?$")


class Read(NamedTuple):
    """A moment, and whether only its day was written."""

    at: datetime
    whole_day: bool

    @property
    def end(self) -> datetime:
        """Return when the time that was written is over: of a day, 24:00."""
        return following(self.at) if self.whole_day else self.at

    def not_before(self, began: datetime) -> datetime:
        """Return the moment, or where only the day of an earlier one was written, that one."""
        same_day = self.whole_day and self.at <= began < following(self.at)
        return began if same_day else self.at


def following(midnight: datetime) -> datetime:
    """Return the next midnight of the same place; a day may have 23 or 25 hours."""
    return datetime.combine(midnight.date() + timedelta(days=1), time.min, midnight.tzinfo)


def read(text: str, zone: ZoneInfo, formats: Sequence[str] = ()) -> Read | None:
    """Return the moment that a text means, or None; without an offset it is one of the zone."""
    found = _formatted(text, formats) or _iso(text) or _loose(text)
    if found is None or not EARLIEST <= found.at.year <= LATEST:
        return None
    return found if found.at.tzinfo else Read(found.at.replace(tzinfo=zone), found.whole_day)


def _formatted(text: str, formats: Sequence[str]) -> Read | None:
    for one in formats:
        try:
            at = datetime.strptime(text, one)  # noqa: DTZ007  `read` gives it the zone
        except ValueError:
            continue
        return Read(at, not re.search(r"%[HIcXsT]", one))
    return None


def _iso(text: str) -> Read | None:
    if "W" in text:  # weeks are ISO too, but nobody means them
        return None
    try:
        return Read(datetime.fromisoformat(text), len(text) <= len("2019-04-24"))
    except ValueError:
        return None


def _loose(text: str) -> Read | None:
    plain = text.translate(FULL_WIDTH).strip()
    if EXCEL.fullmatch(plain):
        at = EXCEL_BEGINS + timedelta(seconds=round(float(plain) * 86400))
        return Read(at, "." not in plain)
    if MIDNIGHT.search(plain):
        return _midnight(MIDNIGHT.sub("", plain))
    found = YEAR_FIRST.fullmatch(plain) or COMPACT.fullmatch(plain)
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    try:
        return Read(datetime(*parts), len(parts) == 3)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def _midnight(day: str) -> Read | None:
    """Return 24:00 of a day: Chinese deadlines end there."""
    found = _loose(day)
    return Read(following(found.at), whole_day=False) if found else None
