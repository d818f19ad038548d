"""No small count can be had back: from no row, no margin, no month, no version, nor from all of them together."""

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.followers.insight.rules import suppression
from lianxin.followers.insight.rules.suppression import (
    ANY,
    FEWEST,
    PROTECTION,
    TOP,
    Frame,
    Key,
    Parts,
)
from tests.followers.insight.attack import File, given_away

FRAME = Frame(
    groups=frozenset({"lighting", "noise", "water"}),
    places=frozenset({"990101001", "990101002", "990102001", "990102100"}),
    kinds=frozenset({"help", "complaint", "inquiry"}),
)
CELLS = sorted(FRAME.cells())
COUNTS = st.lists(
    st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 40)),
    min_size=len(CELLS),
    max_size=len(CELLS),
).map(lambda found: {cell: n for cell, n in zip(CELLS, found, strict=True) if n})
Cells = Mapping[Key, int]


def attacked(*months: Cells, complementary: bool = True) -> list[object]:
    files, truth = [], {}
    for number, cells in enumerate(months, 1):
        rows = suppression.told(cells, FRAME, complementary=complementary)
        files.append(File(f"2026-{number:02d}", 1, rows))
        truth[f"2026-{number:02d}", 1] = cells
    return list(given_away(files, truth, FRAME, protection=PROTECTION, singly=not complementary))


@given(COUNTS)
@settings(max_examples=25)
def test_no_small_count_is_given_away(cells: Cells):
    assert attacked(cells) == []


@given(COUNTS, st.lists(st.tuples(st.sampled_from(CELLS), st.integers(-4, 4)), max_size=6))
@settings(max_examples=20)
def test_nor_by_a_correction_read_beside_what_it_corrects(
    cells: Cells, changes: list[tuple[Key, int]]
):
    later = Counter(cells)
    for cell, change in changes:
        later[cell] = max(0, later[cell] + change)
    again = {cell: number for cell, number in later.items() if number}
    first = suppression.told(cells, FRAME)
    second = suppression.told_again(again, first)
    files = [File("2026-10", 1, first), File("2026-10", 2, second)]
    truth = {("2026-10", 1): cells, ("2026-10", 2): again}
    assert given_away(files, truth, FRAME, protection=PROTECTION) == []
    assert set(second) <= set(first) | {TOP}


def test_the_attack_finds_what_is_left_without_the_complementary_part():
    one = {Key("lighting", "990101001", "help"): 12, Key("noise", "990102001", "help"): 3}
    assert attacked(one, complementary=False)
    assert attacked(one) == []


@given(COUNTS)
@settings(max_examples=50)
def test_every_row_has_five_or_more_and_their_sum_is_that_of_the_month(cells: Cells):
    rows = suppression.told(cells, FRAME)
    total = sum(cells.values())
    assert all(number >= FEWEST for number in rows.values())
    assert sum(rows.values()) == (total if total >= FEWEST else 0)


@given(COUNTS)
def test_each_request_is_counted_in_the_first_row_of_its_path(cells: Cells):
    rows = suppression.told(cells, FRAME)
    found: Counter[Key] = Counter()
    for cell, number in cells.items():
        found[suppression.row_of(cell, rows)] += number
    assert not rows or found == rows


def test_much_stays_as_fine_as_it_is():
    cells = dict.fromkeys(CELLS, 30)
    assert suppression.told(cells, FRAME) == cells


def test_a_place_with_little_counts_in_its_district():
    cells = {
        Key("noise", "990101001", "help"): 3,
        Key("noise", "990101002", "help"): 4,
        Key("noise", "990102001", "help"): 9,
    }
    assert suppression.told(cells, FRAME) == {
        Key("noise", "990102001", "help"): 9,
        Key("noise", "990101", ANY): 7,
    }


def test_of_a_month_with_fewer_than_five_nothing_is_told():
    assert suppression.told({CELLS[0]: 4}, FRAME) == {}


PARTS = st.builds(Parts, st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))


@given(st.dictionaries(st.sampled_from(CELLS), PARTS, max_size=6))
def test_no_small_part_of_a_rate_is_given_away(parts: Mapping[Key, Parts]):
    kept = {key: one for key, one in parts.items() if sum(one) >= FEWEST}
    rates = suppression.rated(kept)
    told = [*rates.rows.values(), *([rates.whole] if rates.whole else [])]
    assert not any(0 < number < FEWEST for one in told for number in one)
    hidden = [one for key, one in kept.items() if key not in rates.rows]
    if rates.whole is None or not hidden:
        return
    # rows of known size, and the sums of their parts: the least and most of a part are Fréchet's
    sums = [sum(column) for column in zip(*hidden, strict=True)]
    for row in hidden:
        for part, of_part in zip(row, sums, strict=True):
            least = max(0, sum(row) + of_part - sum(sums))
            assert not part or min(sum(row), of_part) - least >= PROTECTION


@pytest.mark.parametrize("among", [[], CELLS[:1]])
def test_a_correction_tells_the_rates_of_no_further_rows(among: list[Key]):
    parts = {cell: Parts(20, 20, 0) for cell in CELLS}
    assert set(suppression.rated(parts, among).rows) == set(among)
