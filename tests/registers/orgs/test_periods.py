"""The history of a division code."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.refusal import Refusal
from lianxin.registers.orgs.rules import refusals
from lianxin.registers.orgs.rules.periods import History, weave
from lianxin.registers.orgs.rules.rows import DivisionRow

BEGAN, ON = date(2016, 1, 1), date(2026, 11, 23)


def row(name: str, begins: date | None = BEGAN, ends: date | None = None) -> DivisionRow:
    return DivisionRow(
        line=2,
        code="990101001001",
        name=name,
        kind="community",
        parent_code="990101001000",
        valid_from=begins,
        valid_to=ends,
    )


def named(history: History) -> list[tuple[str, date, date | None]]:
    return [(period.says[0], period.begins, period.ends) for period in history]


def test_a_new_code_begins_on_its_day_or_today():
    assert named(weave((), row("甲"), ON)) == [("甲", BEGAN, None)]
    assert named(weave((), row("甲", None), ON)) == [("甲", ON, None)]


def test_a_new_name_begins_a_new_period_and_keeps_the_old_one():
    history = weave(weave((), row("甲"), ON), row("乙"), ON)
    assert named(history) == [("甲", BEGAN, ON), ("乙", ON, None)]
    later = weave(weave((), row("甲"), ON), row("乙", date(2020, 7, 1)), ON)
    assert named(later) == [("甲", BEGAN, date(2020, 7, 1)), ("乙", date(2020, 7, 1), None)]


def test_the_same_file_again_changes_nothing_on_any_day():
    rows = [row("甲"), row("乙", date(2020, 7, 1)), row("丙", date(2024, 1, 1), date(2025, 1, 1))]
    history: History = ()
    for one in rows:
        history = weave(history, one, ON)
    again = history
    for one in rows:
        again = weave(again, one, ON + timedelta(days=400))
    assert again == history


def test_a_name_that_only_began_today_is_corrected_in_place():
    history = weave(weave((), row("甲", None), ON), row("乙", None), ON)
    assert named(history) == [("乙", ON, None)]


def test_a_code_ends_and_comes_back_only_with_a_day():
    ended = weave(weave((), row("甲"), ON), row("甲", BEGAN, date(2020, 1, 1)), ON)
    assert named(ended) == [("甲", BEGAN, date(2020, 1, 1))]
    assert weave(ended, row("甲"), ON) == ended
    with pytest.raises(refusals.CodeEnded):
        weave(ended, row("乙"), ON)
    back = weave(ended, row("乙", date(2021, 1, 1)), ON)
    assert named(back) == [("甲", BEGAN, date(2020, 1, 1)), ("乙", date(2021, 1, 1), None)]


def test_what_was_before_can_be_added_later():
    early = row("旧", date(2010, 1, 1), BEGAN)
    assert named(weave(weave((), row("甲"), ON), early, ON))[0] == ("旧", date(2010, 1, 1), BEGAN)


days = st.none() | st.dates(date(2010, 1, 1), date(2030, 1, 1))
said = st.builds(row, st.sampled_from("甲乙丙"), days, days).filter(
    lambda one: not (one.valid_from and one.valid_to) or one.valid_from < one.valid_to
)


@given(st.lists(st.tuples(said, st.dates(date(2015, 1, 1), date(2028, 1, 1))), max_size=8))
def test_whatever_is_said_periods_never_overlap_and_only_the_last_is_open(rows):
    history: History = ()
    for one, on in sorted(rows, key=lambda pair: pair[1]):
        try:
            history = weave(history, one, on)
        except Refusal:
            continue
        for earlier, later in zip(history, history[1:], strict=False):
            assert earlier.ends is not None
            assert earlier.ends <= later.begins
        assert all(period.ends is None or period.begins < period.ends for period in history)
