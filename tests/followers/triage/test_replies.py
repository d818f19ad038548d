"""What a reader would miss in a reply before it leaves."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.triage.rules import replies
from lianxin.followers.triage.rules.replies import Kind, Miss, Request, echo

TODAY = date(2026, 11, 23)
LAMP = Request(
    title="春风小区东门路灯不亮",
    detail="春风小区东门外的三盏路灯一个星期都不亮了，老人晚上摔过一次。希望尽快修好路灯。另外地下车库的停车费为什么从两百涨到三百元？",
)
GOOD = (
    "您好！您反映的春风小区东门路灯不亮的问题，我中心11月20日到现场查看，是线路老化，已于当晚更换，三盏路灯恢复照明。"
    "关于地下车库停车费，已责令物业公示收费依据，三百元的价格将于11月30日前答复您。"
)


def _misses(reply, request=LAMP, kind=Kind.REPLY):
    return [hint.miss for hint in replies.check(reply, request, kind=kind, on=TODAY)]


def _words(reply, miss, **named):
    found = replies.check(reply, LAMP, kind=Kind.REPLY, on=TODAY, **named)
    return [reply[start:end] for hint in found if hint.miss is miss for start, end in hint.spans]


def test_a_good_reply_is_let_through_without_a_word():
    assert _misses(GOOD) == []


@pytest.mark.parametrize(
    "reply",
    [
        "您好！您反映的问题已转交市城管局核查、办复，感谢您的留言。2026年11月20日",
        "您的留言已收悉。关于您反映的问题，已转街道办事处调查处理。",
        "已收悉",
        "网友您好：您反映的问题已收悉并交有关单位调查核处，如有情况将及时回复！",
    ],
)
def test_a_reply_that_only_passes_on_is_marked(reply):
    assert replies.passed_on(reply)
    assert _misses(reply)[0] is Miss.PASSED_ON


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        "您好！您反映的问题已转交街道。街道已于昨日拆除该违建，现场清理完毕。",
        "按照规定，身份证挂失可以在就近的派出所办理，不需要登报。",
        "该路段属于公路局管理，请您拨打公路局热线咨询施工时间。",
        "",
    ],
)
def test_a_reply_that_says_more_is_not_marked(reply):
    assert not replies.passed_on(reply)


def test_a_stock_text_that_could_answer_anything_is_told():
    stock = "您好！感谢您对我们工作的关心与支持。我局高度重视，已安排专人开展排查，今后将进一步加强日常管理，为群众营造良好环境。"
    assert _misses(stock)[0] is Miss.NOT_THIS


def test_a_question_that_is_not_taken_up_is_shown_in_the_request():
    only_lamps = "您好！春风小区东门外的三盏路灯，我中心已于11月20日更换线路，恢复照明，老人晚上可以放心出行。"
    (hint,) = replies.check(only_lamps, LAMP, kind=Kind.REPLY, on=TODAY)
    assert hint.miss is Miss.UNANSWERED
    assert [LAMP.detail[start:end] for start, end in hint.asked] == [
        "另外地下车库的停车费为什么从两百涨到三百元？"
    ]


def test_a_promise_without_a_day_is_shown():
    reply = "春风小区东门路灯和地下车库停车费一事，我中心将尽快修复路灯，并答复停车费。"
    assert _words(reply, Miss.NO_DAY) == ["尽快"]
    assert Miss.NO_DAY not in _misses(reply.replace("尽快", "在11月30日前"))
    assert Miss.NO_DAY not in _misses(reply, kind=Kind.ANSWER)


def test_a_day_that_is_over_is_no_promise():
    reply = (
        "春风小区东门路灯和地下车库停车费一事，我中心将在2026年10月30日前修复路灯，并答复停车费。"
    )
    assert _words(reply, Miss.PAST_DAY) == ["2026年10月30日"]


def test_a_no_needs_a_ground():
    reply = "春风小区东门路灯已修好。地下车库停车费三百元，您的情况不符合减免条件，不予减免。"
    assert _words(reply, Miss.NO_BASIS) == ["不符合", "不予"]
    grounded = reply.replace("您的情况", "根据《停车收费管理办法》第八条，您的情况")
    assert Miss.NO_BASIS not in _misses(grounded)


def test_rudeness_is_shown():
    assert _words(GOOD + "请不要再投诉，纯属无理取闹。", Miss.RUDE) == ["不要再投诉", "无理取闹"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("王女士的手机是13800138000。", ["13800138000"]),
        ("身份证110101199003071234", ["110101199003071234"]),
        ("已联系车主，车牌号京A12345。", ["京A12345"]),
        ("请写信到 someone@example.cn", ["someone@example.cn"]),
        ("经查，投诉人王小明反映的情况属实。", ["王小明"]),
        ("联系电话：010-65432100。", []),
        ("投诉人王女士反映的情况属实。", []),
    ],
)
def test_data_of_somebody_is_shown_and_the_number_of_an_office_is_not(said, shown):
    assert [word.strip() for word in _words(GOOD + said, Miss.PERSONAL)] == shown


def test_a_name_that_must_not_stand_there_is_shown():
    assert _words(GOOD + "感谢欧阳小白。", Miss.PERSONAL, names=["欧阳小白", ""]) == ["欧阳小白"]


def test_a_reply_to_all_is_not_asked_for_what_one_of_them_asked():
    only_lamps = "春风小区东门外的三盏路灯已于11月20日更换线路，恢复照明。"
    assert _misses(only_lamps, kind=Kind.MATTER) == []


def test_a_request_comes_back_more_in_its_own_reply_than_in_another():
    other = (
        "您好！医保报销比例按照统筹区规定执行，住院费用可以在定点医院直接结算，门诊慢病需要先备案。"
    )
    own = echo.share(LAMP.title, LAMP.detail, GOOD)
    assert own > 5 * echo.share(LAMP.title, LAMP.detail, other)


def test_who_writes_in_words_of_their_own_has_pasted_nothing():
    flat = Request.told("我们老两口排到的是六楼，没有电梯，八十一了爬不动，能不能换低楼层？")
    reply = (
        "考虑高龄，配租调换为一号楼一楼一室一厅，简单适老化装修，扶手夜灯已装，搬家由志愿者帮忙。"
    )
    assert Miss.NOT_THIS not in _misses(reply, flat)


def test_a_request_of_a_few_words_asks_for_no_echo():
    assert Miss.NOT_THIS not in _misses("已经修好。", Request.told("灯坏了"))


WORDS = st.lists(
    st.sampled_from(["已转交", "尽快", "处理", "。", "不予", "希望", "？", "一、", "2026年1月1日前", "将", "\n", "İ", "ﬀ", "𝒂", "13800138000", "路灯"])
).map("".join)  # fmt: skip


@given(st.text() | WORDS, st.text() | WORDS, st.sampled_from(Kind))
def test_any_texts_can_be_checked_and_what_is_shown_stands_inside_them(reply, asked, kind):
    for hint in replies.check(reply, Request.told(asked), kind=kind, on=TODAY):
        assert all(0 <= start < end <= len(reply) for start, end in hint.spans)
        assert all(0 <= start < end <= len(asked) for start, end in hint.asked)


@pytest.mark.parametrize(
    "text", ["", "好", "😀" * 200, "路" * 100_000, "，" * 50_000, "将将将" * 20_000, "1" * 50_000]
)
def test_odd_and_endless_texts_can_be_checked(text):
    assert replies.check(text, Request.told(text), kind=Kind.ANSWER, on=TODAY) is not None
