"""What everybody is told of what was solved lately: steps, and never so few that one could be known."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets.queries.solved import FEWEST, solved_near

HERE, TOWN, ELSEWHERE = "990101001001", "990101001000", "990102001001"
counted = st.dictionaries(
    st.tuples(st.sampled_from([HERE, TOWN, ELSEWHERE]), st.sampled_from(["路灯", "停水"])),
    st.integers(min_value=1, max_value=2000),
)


@given(counted)
def test_nothing_is_told_of_fewer_than_five_and_nothing_of_elsewhere(found):
    for category, least in solved_near(found, HERE):
        assert FEWEST <= least <= found[HERE, category]


@given(counted)
def test_one_request_more_is_told_by_a_step_or_not_at_all(found):
    more = {key: count + 1 for key, count in found.items()}
    before, after = dict(solved_near(found, HERE)), dict(solved_near(more, HERE))
    for category, least in after.items():
        assert least == before.get(category, 0) or least == found[HERE, category] + 1


def test_a_town_is_told_with_all_its_communities():
    assert solved_near({(HERE, "路灯"): 4, (TOWN, "路灯"): 1}, TOWN) == [("路灯", 5)]
    assert solved_near({(HERE, "路灯"): 4, (TOWN, "路灯"): 1}, HERE) == []
