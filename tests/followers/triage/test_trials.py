"""Which weeks are held out, and when a new classifier beats the one in use."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.triage.rules import trials
from lianxin.followers.triage.rules.refusals import TooFewWeeks
from lianxin.followers.triage.rules.trials import Fared, Verdict

MONDAY = date(2026, 11, 23)


def weeks(counts: list[int]) -> dict[date, int]:
    """Return weeks with counts, the newest first."""
    return {MONDAY - timedelta(weeks=place): count for place, count in enumerate(counts)}


@given(st.lists(st.integers(1, 2000), min_size=2, max_size=60))
def test_something_is_always_left_to_learn_from_and_a_fifth_is_exceeded_only_where_it_cannot_tell(
    counts,
):
    first = trials.held_from(weeks(counts))
    held = [count for week, count in weeks(counts).items() if week >= first]
    assert 1 <= len(held) < len(counts)
    spared = sum(held) <= sum(counts) / trials.SHARE
    assert len(held) == 1 or spared or sum(held[:-1]) < trials.LEAST


@pytest.mark.parametrize(
    ("counts", "held"),
    [
        ([10] * 40, 8),  # not enough in a fifth: the fifth
        ([1000] * 52, 4),  # four weeks where they are enough
        ([200] * 52, 4),
        ([50] * 60, 10),  # as many as hold five hundred
        ([90, 10], 1),
        ([18] * 10, 2),  # more than a fifth, but one week could not tell
    ],
)
def test_the_newest_weeks_are_held_out(counts, held):
    assert trials.held_from(weeks(counts)) == MONDAY - timedelta(weeks=held - 1)


@pytest.mark.parametrize("counts", [[], [5], [5, 0, 0]])
def test_a_single_week_is_too_few(counts):
    with pytest.raises(TooFewWeeks):
        trials.held_from(weeks(counts))


@pytest.mark.parametrize(
    ("new", "old", "count", "said"),
    [
        ((80, 0.8), (70, 0.7), 100, Verdict.BETTER),
        ((80, 0.8), (80, 0.8), 100, Verdict.NOT_BETTER),  # the same is not better
        ((80, 0.8), (81, 0.7), 100, Verdict.NOT_BETTER),  # rare ones better, more wrong in all
        ((80, 0.7), (79, 0.8), 100, Verdict.NOT_BETTER),
        ((29, 1.0), (0, 0.0), 29, Verdict.TOO_FEW),
    ],
)
def test_a_new_one_must_be_better_for_rare_and_frequent_categories(new, old, count, said):
    one, other = (Fared(right=right, macro_f1=f1) for right, f1 in (new, old))
    assert trials.verdict(one, other, count) is said


def test_how_it_fared_counts_what_was_right():
    assert trials.fared(list("aab"), list("abb")) == Fared(right=2, macro_f1=2 / 3)
