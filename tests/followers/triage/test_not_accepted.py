"""A possible reason to tell somebody where else to turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets.rules.words import Decline
from lianxin.followers.triage.rules import not_accepted

HERE = ("连心市", "东湖区")


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("N1", "楼上着火了，烟很大"),
        ("N1", "我被骗走了三万块钱，刚转的账"),
        ("N1", "有人在小区车库里聚众赌博"),
        ("N2", "我不服法院的判决，希望你们重新处理"),
        ("N2", "单位拖欠工资，已经申请仲裁，仲裁结果一直不出来"),
        ("N2", "我要申请信息公开，想看拆迁补偿的批复"),
        ("N2", "举报村主任贪污征地款"),
        ("N5", "请帮我查一下前妻的家庭住址"),
        ("N5", "麻烦告诉我投诉人是谁"),
        ("N6", "钥匙丢了，帮我找个开锁师傅"),
        ("N6", "朋友借了我两万块钱一直不还"),
        ("N8", "我在河南郑州的一个小区，物业天天停水"),
    ],
)
def test_a_reason_is_told_with_its_words(reason, text):
    found = not_accepted.possible(text, here=lambda: HERE)
    assert found is not None
    assert found.reason == reason
    assert found.spans


@pytest.mark.parametrize(
    "text",
    [
        "路灯不亮",
        "小区门口停水三天了",
        "建议在社区开展防诈骗宣传，防止老人被骗走养老钱",
        "没有申请仲裁，只想请你们催一下工资",
        "我在东湖区，办理北京的居住证明要什么材料",
        "河南路的路灯不亮",
        "法官小区的垃圾没有人收",
        "",
    ],
)
def test_what_belongs_here_gives_no_reason(text):
    assert not_accepted.possible(text, here=lambda: HERE) is None


def test_without_names_of_what_is_ours_nothing_is_elsewhere():
    assert not_accepted.possible("我在河南郑州的一个小区，物业天天停水") is None


def test_a_court_named_in_passing_in_a_long_tale_is_no_reason():
    told = "物业一直不修电梯，居民意见很大。" * 25
    assert not_accepted.possible(told + "听说法院判过一次。") is None


def test_only_five_reasons_are_ever_told():
    assert {reason for reason, *_ in not_accepted.SIGNS} <= {
        Decline.EMERGENCY, Decline.LEGAL_CHANNEL, Decline.SECRETS, Decline.MARKET, Decline.ELSEWHERE
    }  # fmt: skip


@given(st.text() | st.lists(st.sampled_from(["不服", "判决", "，", "我在", "河南", "被骗走", "没有", "县", "\n"])).map("".join))  # fmt: skip
def test_any_text_can_be_read_and_its_words_stand_inside_it(text):
    found = not_accepted.possible(text, here=lambda: HERE)
    if found is not None:
        assert not_accepted.SHOWN <= found.confidence < 1
        assert all(0 <= start < end <= len(text) for start, end in found.spans)
