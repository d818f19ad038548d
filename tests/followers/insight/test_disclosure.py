"""Of whom more than volumes is told: never of a few people, and never so that theirs is what is left."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.insight.rules.disclosure import withheld
from lianxin.followers.insight.rules.figures import FEWEST_STAFF


def test_a_small_unit_is_never_withheld_alone():
    people = {1: 30, 2: 12, 3: 4, 4: 8}
    assert withheld(people, [{1, 2, 3, 4}]) == {3, 4}


def test_two_small_ones_hide_each_other_if_they_are_enough_people_together():
    assert withheld({1: 30, 2: 3, 3: 3}, [{1, 2, 3}]) == {2, 3}
    assert withheld({1: 30, 2: 2, 3: 2}, [{1, 2, 3}]) == {1, 2, 3}


def test_what_no_sum_holds_gives_nothing_else_away():
    assert withheld({1: 30, 2: 2, 3: 20}, [{1, 3}]) == {2}


def test_what_one_sum_hides_another_must_not_tell():
    # 3 is hidden for 2, and in its other sum it would be what is left without 4
    assert withheld({1: 30, 2: 2, 3: 8, 4: 9}, [{1, 2, 3}, {3, 4}]) == {2, 3, 4}


PEOPLE = st.dictionaries(st.integers(1, 12), st.integers(0, 12), min_size=1)


@given(PEOPLE, st.lists(st.sets(st.integers(1, 12), max_size=8), max_size=6))
def test_nobody_has_the_figure_of_a_few_people_from_any_sum(
    people: dict[int, int], sums: list[set[int]]
):
    told_sums = [some & set(people) for some in sums]
    hidden = withheld(people, told_sums)
    assert {unit for unit, many in people.items() if many < FEWEST_STAFF} <= hidden
    for some in told_sums:
        left = some & hidden
        if left and left != some:  # what is left when all that is told is taken from the sum
            assert len(left) > 1
            assert sum(people[unit] for unit in left) >= FEWEST_STAFF
