"""Questions to ask: each planted pattern is found, and a clean year raises hardly any.

Planted in one unit of five with some eighty requests a month each: fourteen exclusions, replies or holds where
one or two would be chance; twice as many contacts and withdrawals; forty-two ratings after three calls, all satisfied.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from benchmarks.patterns import false_years
from lianxin.followers.insight.queries import Reader
from lianxin.followers.insight.queries import patterns as queries
from lianxin.followers.insight.rules import patterns
from lianxin.followers.insight.rules.patterns import Counted, Pattern, Question
from tests.followers.insight.years import END, FIRST, GAMES, UNITS, Year

WORKING = [day for n in range(150) if (day := FIRST - timedelta(days=60 - n)).weekday() < 5]
MONTH = queries.Month(FIRST, END, WORKING)
COUNTS, SOME = st.integers(0, 60), st.integers(1, 60)


def asked(folder: Path) -> list[Question]:
    return patterns.questions(queries.counted(Reader(folder), MONTH, set(UNITS)))


@given(COUNTS, SOME, COUNTS, SOME)
def test_the_exact_test_of_a_table_is_that_of_the_library(hits, misses, marked, unmarked):
    ours = patterns.fisher(hits, hits + misses, marked, marked + unmarked)
    everything = hits + misses + marked + unmarked
    theirs = stats.hypergeom.sf(hits - 1, everything, hits + marked, hits + misses)
    assert ours == pytest.approx(theirs, abs=1e-9)


@given(COUNTS, SOME, st.floats(0, 1))
def test_the_tail_of_the_binomial_is_that_of_the_library(hits, misses, p):
    ours = patterns.binomial(hits, hits + misses, p)
    assert ours == pytest.approx(stats.binom.sf(hits - 1, hits + misses, p), abs=1e-9)


def test_the_chance_of_a_year_is_shared_by_its_months_and_their_tests():
    assert patterns.limit(1) == pytest.approx(0.05 / 12)
    assert patterns.limit(120) * 120 * 12 == pytest.approx(0.05)


def test_fourteen_of_forty_on_the_last_two_days_is_a_question():
    one = Counted(
        pattern=Pattern.LATE_EXCLUSIONS, unit_id=1, cases=40, hits=14, against=600, marked=28
    )
    (question,) = patterns.questions([one])
    assert question.counted == one
    assert question.expected == pytest.approx(2.6, abs=0.05)


def test_few_cases_are_no_question():
    few = Counted(pattern=Pattern.HOLDS_BEFORE_DUE, unit_id=1, cases=4, hits=4, chance=0.001)
    assert patterns.questions([few]) == []


@pytest.mark.parametrize("pattern", Pattern)
def test_each_planted_pattern_is_found_and_nothing_else(pattern: Pattern, tmp_path: Path):
    found = asked(Year(7).clean().planted(pattern).written(tmp_path))
    assert [(one.counted.pattern, one.counted.unit_id) for one in found] == [(pattern, GAMES)]
    assert found[0].counted.hits > found[0].expected
    behind = queries.behind(Reader(tmp_path), MONTH, found[0].counted)
    assert len(behind) == min(found[0].counted.hits, queries.SHOWN)


@pytest.mark.parametrize("seed", range(4))
def test_clean_months_raise_no_question(seed: int, tmp_path: Path):
    assert asked(Year(seed).clean().written(tmp_path)) == []


def test_a_unit_that_is_not_looked_at_is_not_asked(tmp_path: Path):
    folder = Year(7).clean().planted(Pattern.HOLDS_BEFORE_DUE).written(tmp_path)
    few = queries.counted(Reader(folder), MONTH, set(UNITS) - {GAMES})
    assert patterns.questions(few) == []
    assert GAMES not in {one.unit_id for one in few}


def test_a_clean_year_raises_a_question_in_one_of_twenty_at_most():
    years = 60
    false = false_years(years=years, units=8, seed=11)
    assert false <= stats.binom.ppf(0.999, years, patterns.FALSE_A_YEAR)
