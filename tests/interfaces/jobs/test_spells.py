"""Work in spells takes as many at a time as fit into a short transaction, and ends where nothing is left."""

import time

from hypothesis import given
from hypothesis import strategies as st

from lianxin.interfaces.jobs.spells import CHUNK, FEWEST, GROWTH, MOST, Spells


def test_what_is_quick_is_taken_in_growing_chunks_and_what_is_slow_one_by_one():
    spells = Spells()
    for _ in range(20):
        spells.learn(CHUNK / 1000)
    assert spells.limit == MOST
    spells.learn(CHUNK * MOST * 2)
    assert spells.limit == FEWEST


def test_a_spell_ends_where_nothing_is_left_and_says_how_much_was_done():
    left = list(range(12))

    def some(limit):
        taken = left[:limit]
        del left[:limit]
        return len(taken)

    assert Spells().work(some) == 12
    assert Spells().work(some) == 0


def test_a_spell_ends_in_time_however_much_is_left():
    def slow(limit):
        time.sleep(0.01 * limit)
        return limit

    began = time.monotonic()
    assert Spells().work(slow) > 0
    assert time.monotonic() - began < 5


@given(st.lists(st.floats(min_value=1e-6, max_value=100)))
def test_a_chunk_is_never_empty_nor_too_large_nor_grows_at_once(tooks):
    spells = Spells()
    for took in tooks:
        before = spells.limit
        spells.learn(took)
        assert FEWEST <= spells.limit <= min(before + GROWTH, MOST)
