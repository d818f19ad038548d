"""Units beside each other: drawn to the mean where they are small, for their mix, in bands, not ranked where few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.insight.rules import fairness
from lianxin.followers.insight.rules.fairness import Band, Counted, Prior


def of(hits: float, all_: int) -> Counted:
    return Counted(hits=hits, of=all_)


def test_for_the_mix_a_unit_is_held_against_what_all_would_have_had_with_its_categories():
    # all: lamps 90 of 100, noise 20 of 100; who has much noise does as well as all
    units = {
        "lamps": {"lamp": of(81, 90), "noise": of(2, 10)},
        "noise": {"lamp": of(9, 10), "noise": of(18, 90)},
    }
    found = {one.key: one for one in fairness.compared(units).units}
    assert found["lamps"].raw.value == pytest.approx(0.83)
    assert found["noise"].raw.value == pytest.approx(0.27)
    assert found["lamps"].adjusted == pytest.approx(0.55)
    assert found["noise"].adjusted == pytest.approx(0.55)


def test_pooled_is_of_all_requests_and_the_mean_is_of_the_units():
    found = fairness.compared({"big": {1: of(90, 100)}, "small": {1: of(0, 10)}})
    assert found.pooled.value == pytest.approx(90 / 110)
    assert found.mean == pytest.approx(0.45)


def test_the_spread_of_units_is_that_of_the_method_of_moments():
    # by hand: mean 1/2; spread 10 x (0.4^2 + 0.4^2) = 3.2; chance 1/4; size 20 - 10 - 1 = 9
    found = fairness.prior([of(9, 10), of(1, 10)])
    assert found is not None
    assert found.mean == 0.5
    alike = (3.2 - 0.25) / (0.25 * 9)
    assert found.worth == pytest.approx(1 / min(alike, 1.0) - 1)
    spread = fairness.prior([of(8, 10), of(2, 10), of(5, 10)])
    assert spread is not None
    # spread 10 x (0.09 + 0.09) = 1.8; size 30 - 10 - 2 = 18; (1.8 - 0.5) / 4.5
    assert spread.worth == pytest.approx(1 / (1.3 / 4.5) - 1)


def test_units_that_differ_by_chance_alone_are_drawn_to_one_share():
    some = [of(5, 10), of(6, 10), of(5, 10)]
    known = fairness.prior(some)
    assert known is not None
    assert known.mean == pytest.approx(16 / 30)
    assert known.worth is None
    assert [fairness.drawn(one, known) for one in some] == [pytest.approx(16 / 30)] * 3


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12))
def test_what_is_drawn_lies_between_the_own_share_and_that_of_all(pairs: list[tuple[int, int]]):
    some = [of(hits, hits + rest) for hits, rest in pairs]
    known = fairness.prior(some)
    for one in some:
        drawn = fairness.drawn(one, known)
        if drawn is None:
            assert not one.of
            continue
        assert known is not None
        own = one.hits / one.of
        assert min(own, known.mean) - 1e-9 <= drawn <= max(own, known.mean) + 1e-9


def test_fewer_requests_are_drawn_further():
    known = Prior(mean=0.5, worth=20.0)
    small, large = fairness.drawn(of(9, 10), known), fairness.drawn(of(90, 100), known)
    assert small == pytest.approx(19 / 30)
    assert large == pytest.approx(100 / 120)


def test_few_requests_have_neither_a_band_nor_a_place():
    units = {name: {1: of(hits, all_)} for name, hits, all_ in (("a", 90, 100), ("b", 9, 10))}
    found = {one.key: one for one in fairness.compared(units).units}
    assert (found["b"].band, found["b"].place) == (Band.TOO_FEW, None)
    assert found["a"].place == 1


def test_a_band_is_left_only_for_what_is_hardly_chance():
    assert fairness.band(of(60, 100), 0.5) is Band.ALIKE
    assert fairness.band(of(80, 100), 0.5) is Band.HIGHER
    assert fairness.band(of(20, 100), 0.5) is Band.LOWER
    assert fairness.band(of(20, 100), None) is Band.TOO_FEW


def test_without_requests_nothing_is_divided_by_nothing():
    found = fairness.compared({})
    assert (found.pooled.value, found.mean) == (None, None)
    (one,) = fairness.compared({"a": {1: of(0, 0)}}).units
    assert (one.raw.value, one.adjusted, one.shrunk) == (None, None, None)
