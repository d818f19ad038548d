"""Hours as people write them, read into spans of a week: 周一至周五 8:30-12:00 13:30-17:30; 周六 9:00-12:00."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from lianxin.registers.places.rules.refusals import (
    HoursMissing,
    HoursOverlap,
    NotHours,
    WeekdayTwice,
)

MIDNIGHT = 24 * 60  # minutes of a day
DAYS = "一二三四五六日"
WEEKDAY = "(?:周|星期|礼拜)?[一二三四五六日天]"
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s?(?:-|至|到)\s?(\d{1,2}):(\d{2})")
GROUP = re.compile(rf"({WEEKDAY})(?:(?:至|到|-)({WEEKDAY}))?")
NAMED = {"每天": range(7), "每日": range(7), "工作日": range(5), "周末": range(5, 7)}
PLAIN = str.maketrans("０１２３４５６７８９：；　–—−~～〜－", "0123456789:; -------")


class Span(NamedTuple):
    """When a place opens and when it closes on a day, in minutes from its midnight."""

    opens: int
    closes: int


Spans = tuple[Span, ...]
Week = tuple[Spans, ...]  # seven, from Monday on


def week(text: str) -> Week:
    """Return what written hours say of each weekday, or refuse; what is not named is closed."""
    found: dict[int, Spans] = {}
    for part in parts(text):
        named, times = _split(part)
        for day in _weekdays(named, part):
            if day in found:
                raise WeekdayTwice(text=text)
            found[day] = spans(times)
    if not found:
        raise HoursMissing
    return tuple(found.get(day, ()) for day in range(7))


def parts(text: str) -> list[str]:
    """Return the parts of a text that semicolons or line ends divide, in plain signs."""
    plain = text.translate(PLAIN)
    return [part.strip() for part in re.split(r"[;\n]", plain) if part.strip()]


def spans(text: str) -> Spans:
    """Return the times of one day, or refuse; the noon break is what lies between two."""
    found = []
    for written in re.split(r"(?<=\d)[\s,，、和]+(?=\d)", text.strip()):
        match = SPAN.fullmatch(written)
        if match is None:
            raise NotHours(text=text)
        begins, begin_minute, ends, end_minute = (int(part) for part in match.groups())
        if max(begin_minute, end_minute) > 59:
            raise NotHours(text=text)
        found.append(Span(begins * 60 + begin_minute, ends * 60 + end_minute))
    check(found, text)
    return tuple(found)


def check(found: Sequence[Span], text: str = "") -> None:
    """Refuse times that end before they begin, go past midnight, overlap, or stand in another order."""
    if any(one.opens >= one.closes or one.closes > MIDNIGHT for one in found):
        raise NotHours(text=text)
    if any(second.opens <= first.closes for first, second in pairwise(found)):
        raise HoursOverlap(text=text)


def kept(given: Week) -> list[list[list[int]]]:
    """Return a week as it is kept in a table."""
    return [day(one) for one in given]


def day(given: Spans) -> list[list[int]]:
    """Return the times of a day as they are kept in a table."""
    return [list(span) for span in given]


def read(given: Iterable[Iterable[Sequence[int]]]) -> Week:
    """Return the week that a table keeps."""
    return tuple(read_day(one) for one in given)


def read_day(given: Iterable[Sequence[int]]) -> Spans:
    """Return the times of a day that a table keeps."""
    return tuple(Span(*one) for one in given)


def _split(part: str) -> tuple[str, str]:
    """Return the weekdays and the times of a part; hours without weekdays are of no day."""
    match = re.search(r"\d", part)
    if match is None or match.start() == 0:
        raise NotHours(text=part)
    return part[: match.start()].strip(" :"), part[match.start() :]


def _weekdays(named: str, part: str) -> list[int]:
    found: list[int] = []
    for written in re.split(r"[\s,，、和]+", named):
        if written in NAMED:
            found += NAMED[written]
            continue
        match = GROUP.fullmatch(written)
        if match is None:
            raise NotHours(text=part)
        first = _weekday(match[1])
        last = _weekday(match[2]) if match[2] else first
        if last < first:
            raise NotHours(text=part)
        found += range(first, last + 1)
    return found


def _weekday(written: str) -> int:
    return DAYS.index(written[-1].replace("天", "日"))
