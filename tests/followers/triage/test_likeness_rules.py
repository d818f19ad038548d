"""What titles name, how they are spelt, and how things that are alike become groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.triage.rules import grouping, naming, spelling, wording


@pytest.mark.parametrize(
    "written",
    [
        "青山區柳河路二十三號樓電梯壞了",
        "青山区柳河路23号楼电梯坏了",
        "青山区柳河路２３号楼电梯坏了",
        "青山区柳河路二三号楼电梯坏了",
    ],
)
def test_one_title_written_in_many_ways_is_one_title(written):
    assert spelling.spelt(written) == "青山区柳河路23号楼电梯坏了"


def test_numbers_that_identify_a_person_are_no_part_of_a_text():
    assert "138" not in spelling.spelt("请回电13800138000，谢谢")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("青山区柳河路的路灯坏了", ["柳河路"]),
        ("投诉云溪县望月小区物业", ["望月小区"]),
        ("反映b2区金枫里夜间施工", ["金枫里"]),
        ("b2区百味坊油烟扰民", ["百味坊"]),
        ("地铁3号线何时开通", ["地铁3号线"]),
        ("垃圾没人清", []),
        ("", []),
        ("路", []),
    ],
)
def test_a_title_names_what_ends_like_a_place_or_follows_a_division(title, named):
    assert naming.names(title) == named


@pytest.mark.parametrize(
    ("one", "other", "so"),
    [
        ("地铁3号线噪音", "地铁6号线噪音", True),
        ("地铁3号线噪音", "地铁3号线何时开通", False),
        ("望月小区3栋漏水", "望月小区5期漏水", False),
        ("望月小区漏水", "望月小区3栋漏水", False),
    ],
)
def test_titles_contradict_each_other_where_they_number_different_things(one, other, so):
    assert naming.contradict(naming.numbered(one), naming.numbered(other)) is so


@pytest.mark.parametrize(
    ("one", "other", "so"),
    [
        ("青山区路灯坏了", "白水区路灯坏了", True),
        ("平川市青山区路灯坏了", "青山区路灯坏了", False),
        ("青山区路灯坏了", "平川市路灯坏了", False),
        ("望月小区路灯坏了", "青山区路灯坏了", False),
    ],
)
def test_titles_contradict_each_other_where_they_name_different_divisions(one, other, so):
    assert naming.contradict(naming.divisions(one), naming.divisions(other)) is so


def test_groups_grow_by_several_links_and_never_by_a_chain():
    chain = [(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.9)]
    assert grouping.groups(4, chain, 0.5) == [[0, 1], [2, 3]]
    assert grouping.groups(4, [*chain, (0, 2, 0.6), (0, 3, 0.6), (1, 3, 0.6)], 0.5) == [
        [0, 1, 2, 3]
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)).filter(
            lambda link: link[0] < link[1]
        ),
        unique_by=lambda link: link[:2],
    )
)
def test_everything_is_in_one_group_and_what_is_unlike_all_others_stays_alone(links):
    found = grouping.groups(10, links, 0.5)
    assert sorted(one for group in found for one in group) == list(range(10))
    linked = {one for *ends, likeness in links if likeness >= 0.5 for one in ends}
    assert all(set(group) <= linked for group in found if len(group) > 1)


def test_a_theme_is_named_by_the_words_that_others_do_not_use():
    lifts = ["望月小区电梯故障", "柳河苑电梯故障频发", "金枫里电梯停用"]
    every = [*lifts, "柳河路路灯不亮", "望月小区路灯坏了", "青山路路灯不亮"]
    said = wording.name(wording.counted(lifts), wording.counted(every), 0.5)
    assert said.startswith("电梯")
    assert "路灯" not in said
    assert wording.name(wording.counted([]), wording.counted(every), 0.1) == ""


@pytest.mark.parametrize(
    "said", ["社区主任王建国", "王建国书记", "物业经理张伟", "一位名叫赵小明的人", "李芳女士"]
)
def test_no_topic_is_called_after_a_person_named_beside_an_office(said):
    own = [f"{said}{what}" for what in ("不开证明", "骂人", "从来不来", "不解决漏水", "乱收钱")]
    every = wording.counted([*own, *["门口的路灯不亮晚上太黑"] * 20])
    named = wording.name(wording.counted(own), every, 0.2)
    for person in ("王建", "建国", "张伟", "赵小", "小明", "李芳"):
        assert person not in named
