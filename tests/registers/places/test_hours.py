"""Hours and exceptions as people write them, and what is none."""

from datetime import date

import pytest

from lianxin.foundation.refusal import Refusal
from lianxin.registers.places.rules import hours, rows
from lianxin.registers.places.rules.hours import Span

MORNING, AFTERNOON = Span(510, 720), Span(810, 1050)


@pytest.mark.parametrize(
    "text",
    [
        "周一至周五 8:30-12:00 13:30-17:30; 周六 9:00-12:00",
        "周一至周五：8：30—12：00，13：30—17：30；周六：9：00—12：00",
        "工作日 08:30-12:00、13:30-17:30\n星期六 9:00至12:00",
        "周一到周三 8:30–12:00 13:30–17:30; 周四、周五 8:30~12:00 13:30~17:30; 周六 9:00 - 12:00",
    ],
)
def test_the_same_hours_are_written_in_many_ways(text: str):
    found = hours.week(text)
    assert found[:5] == ((MORNING, AFTERNOON),) * 5
    assert found[5:] == ((Span(540, 720),), ())
    assert hours.read(hours.kept(found)) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "hours-missing"),
        ("8:30-17:30", "not-hours"),
        ("周一至周五", "not-hours"),
        ("周一 上午", "not-hours"),
        ("周八 8:30-12:00", "not-hours"),
        ("周五至周一 8:30-12:00", "not-hours"),
        ("周一 8:30-25:00", "not-hours"),
        ("周一 8:75-12:00", "not-hours"),
        ("周一 12:00-8:30", "not-hours"),
        ("周一 8:30-12:00 11:00-17:30", "hours-overlap"),
        ("周一 8:30-12:00 12:00-17:30", "hours-overlap"),
        ("周一 13:30-17:30 8:30-12:00", "hours-overlap"),
        ("周一至周五 8:30-12:00; 周五 9:00-12:00", "weekday-twice"),
    ],
)
def test_what_is_not_hours_is_refused(text: str, code: str):
    with pytest.raises(Refusal) as refused:
        hours.week(text)
    assert refused.value.code == code


def test_exceptions_name_a_day_what_holds_and_why():
    found = rows.exceptions(
        "2026-12-01 休息 停电检修，次日照常; 2026年12月2日 9:00-12:00 14:00-15:00 培训"
    )
    assert found[date(2026, 12, 1)].spans == ()
    assert found[date(2026, 12, 1)].reason == "停电检修，次日照常"
    assert found[date(2026, 12, 2)].spans == (Span(540, 720), Span(840, 900))
    assert found[date(2026, 12, 2)].reason == "培训"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("明天 休息 检修", "not-an-exception"),
        ("2026-12-01", "not-an-exception"),
        ("2026-12-01 休息", "not-an-exception"),  # why?
        ("2026-12-01 9:00-12:00", "not-an-exception"),
        ("2026-12-01 也许 检修", "not-an-exception"),
        ("2026-02-30 休息 检修", "not-a-day"),
        ("2026-12-01 9:00-8:00 检修", "not-hours"),
        ("2026-12-01 休息 检修; 2026/12/1 休息 检修", "exception-twice"),
        ("2026-12-01 休息 " + "长" * 101, "too-long"),
    ],
)
def test_what_is_no_exception_is_refused(text: str, code: str):
    with pytest.raises(Refusal) as refused:
        rows.exceptions(text)
    assert refused.value.code == code
