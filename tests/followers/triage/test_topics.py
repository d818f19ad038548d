"""Topics keep their identity from day to day, and what is hot or came back is reckoned as the board says."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.triage.rules import heat, returning
from lianxin.followers.triage.rules.heat import Coming, Week
from lianxin.followers.triage.similar import topics
from lianxin.followers.triage.similar.space import Space
from lianxin.followers.triage.similar.topics import Topics

THEMES = (
    "电梯停运困住老人",
    "路灯不亮晚上太黑",
    "垃圾几天没有清运",
    "工地深夜施工噪音",
    "暖气冰凉温度不够",
    "井盖破损容易绊倒",
    "违章停车堵住通道",
    "公交迟迟等不到车",
)
TEXTS = [f"{theme}{place}" for place in "甲乙丙丁戊己庚辛" for theme in THEMES]
AT = datetime(2026, 11, 2, tzinfo=UTC)


def learnt():
    space = Space.learnt(TEXTS)
    return space, Topics.found(space.vectors(TEXTS))


def test_texts_of_one_theme_have_one_topic_wherever_they_are():
    space, found = learnt()
    keys = np.array(found.join(space.vectors(TEXTS), first=100)).reshape(-1, len(THEMES))
    assert len(found) == len(THEMES)
    assert all(len(set(column)) == 1 for column in keys.T)
    assert len(set(keys[0])) == len(THEMES)


def test_what_joined_yesterday_keeps_its_topic_when_today_is_added():
    space, found = learnt()
    before = found.join(space.vectors(TEXTS), first=100).tolist()
    found.join(space.vectors([f"{theme}又来了" for theme in THEMES] * 5), first=100)
    places, _ = found.nearest(space.vectors(TEXTS))
    assert [found.keys[place] for place in places] == before


def test_what_is_near_no_topic_starts_one_and_what_says_nothing_joins_none():
    space, found = learnt()
    only = Topics(found.keys[:1], found.sums[:1], found.counts[:1])
    keys = only.join(space.vectors(TEXTS), first=100)
    assert set(keys) - {1}
    assert min(set(keys) - {1}) == 100
    assert only.join(space.vectors(["", "😀"]), first=200).tolist() == [0, 0]
    assert len(only) == len(set(keys))


def test_a_space_of_nothing_places_everything_nowhere():
    space = Space.learnt([])
    assert Topics.found(space.vectors(["路灯"])).join(
        space.vectors(["路灯"]), first=1
    ).tolist() == [0]


def test_a_space_is_read_as_it_was_packed():
    space, _ = learnt()
    again = Space.unpacked(space.packed())
    assert np.array_equal(again.vectors(TEXTS), space.vectors(TEXTS))


def test_a_split_topic_keeps_its_key_where_most_of_it_went_and_a_merged_one_that_of_the_larger():
    old = np.array([7, 7, 7, 8, 8, 9])
    assert topics.inherited(old, np.array([1, 1, 2, 3, 3, 3])) == {1: 7, 3: 8}


def test_problems_are_of_one_place_and_named_after_the_first():
    space, _ = learnt()
    told = space.vectors([THEMES[0], THEMES[0], THEMES[1], THEMES[0], THEMES[0]])
    places = np.array([5, 5, 5, 6, 0])
    assert topics.problems(places, told).tolist() == [0, 0, 2, 3, 4]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=80))
def test_heat_is_never_less_than_nothing(counts):
    found = heat.heat([Week(count=one, solved=one // 2) for one in counts])
    assert found.index >= 0
    assert found.recent == sum(counts[-heat.WEEKS :])


@pytest.mark.parametrize(
    ("counts", "coming"),
    [
        ([0] * 16 + [5] * 4, Coming.NEW),
        ([5] * 16 + [15] * 4, Coming.GROWING),
        ([5] * 20, Coming.STEADY),
        ([20] * 4 + [4] * 48 + [20] * 4, Coming.SEASONAL),
    ],
)
def test_how_a_topic_comes_up(counts, coming):
    assert heat.heat([Week(count=one, solved=one) for one in counts]).coming is coming


def test_what_comes_back_is_told_from_what_is_steady():
    back = Week(count=10, solved=10, back_30=1, back_90=2)
    assert heat.heat([back] * 20).coming is Coming.RETURNING


def test_a_request_is_back_only_where_one_of_its_kind_was_solved_before():
    def case(what, where, day, solved=None):
        moment = AT + timedelta(days=day)
        ended = None if solved is None else AT + timedelta(days=solved)
        return returning.Case(what=what, where=where, received_at=moment, solved_at=ended)

    cases = [
        case("lamp", 1, 0, solved=2),
        case("lamp", 1, 1),  # the first was not solved yet
        case("lamp", 1, 12),
        case("lift", 1, 12),
        case("lamp", 2, 12),
        case("lamp", None, 12),
        case("lamp", 1, 80),
    ]
    gone = [None if one is None else one.days for one in returning.since(cases)]
    assert gone == [None, None, 10, None, None, None, 78]
    late = returning.since(cases)[-1]
    assert returning.within(late, returning.LATER)
    assert not returning.within(late, returning.SOON)
