"""The profiles that come with the product, each line with its source; an official can check them.

Only what is graded A was read in its own text; all of it is configuration. A city changes a line
by loading a profile under a code of its own and adopting it from a day on.
"""

from decimal import Decimal

from lianxin.foundation.time import Unit
from lianxin.registers.policies.rules.limits import (
    Basis,
    Figure,
    Grade,
    Limit,
    Number,
    Profile,
    Span,
    Step,
    Tier,
)

A, B, C, D = Grade.A, Grade.B, Grade.C, Grade.D
LAW, LOCAL, STANDARD, PRACTICE, DEFAULT = tuple(Basis)
URGENT, ESSENTIAL, GENERAL, COMPLEX = tuple(Tier)
ALL = None

OURS = "本系统默认值"
BEIJING = "北京接诉即办分级时限(公开资料转述)"
JINAN_WEIFANG = "济南市热线条例(2018)、潍坊市热线条例(2021)、安阳市政务服务条例(2021):5个工作日"
DANING = "上海市大宁路街道(2019)"
SHANDONG = "山东省2020年办法"
SHANDONG_2017 = "山东省投诉热线规则(2017)"
GB_33358 = "GB/T 33358-2016 政府热线服务规范"
HUAIROU = "北京市怀柔区报表系统公开源码(2025)"


def minutes(amount: int) -> Span:
    """Return so many minutes."""
    return Span(amount, Unit.MINUTES)


def hours(amount: int) -> Span:
    """Return so many hours."""
    return Span(amount, Unit.HOURS)


def working(amount: int) -> Span:
    """Return so many working days."""
    return Span(amount, Unit.WORKING_DAYS)


def days(amount: int) -> Span:
    """Return so many calendar days."""
    return Span(amount, Unit.CALENDAR_DAYS)


STEPS = (
    Limit(Step.MEDIA_ANSWERED, ALL, minutes(3), STANDARD, B, GB_33358),
    Limit(Step.MAILBOX_ANSWERED, ALL, hours(24), STANDARD, B, GB_33358),
    Limit(Step.DIRECT_ANSWER, ALL, working(1), LOCAL, B, f"{DANING}:咨询1个工作日"),
    Limit(Step.SECOND_CHECK, ALL, working(0), DEFAULT, D, f"{OURS}:当日复核"),
    Limit(Step.TRIAGE_MEETING, ALL, working(1), DEFAULT, D, f"{OURS}:派前会商"),
    Limit(Step.DISPATCH, ALL, minutes(30), DEFAULT, D, f"{OURS}:即时派单(北京条例第11条)"),
    Limit(Step.SIGN_IN, URGENT, hours(2), PRACTICE, C, "有的城市:紧急2小时签收"),
    Limit(Step.SIGN_IN, ESSENTIAL, hours(2), DEFAULT, D, f"{OURS}:水电气热同紧急"),
    Limit(Step.SIGN_IN, ALL, working(1), LOCAL, C, "有的城市:1个工作日内签收"),
    Limit(
        Step.RETURN_WINDOW,
        ALL,
        working(1),
        DEFAULT,
        D,
        f"{OURS}:介于安阳24小时与山东2个工作日之间",
    ),
    Limit(Step.RETURN_REVIEW, ALL, working(1), DEFAULT, D, f"{OURS}:退单审核"),
    Limit(Step.FIRST_CONTACT, URGENT, hours(2), DEFAULT, D, f"{OURS}:北京条例第15条"),
    Limit(Step.FIRST_CONTACT, ALL, hours(24), DEFAULT, D, f"{OURS}:北京条例第15条"),
    Limit(Step.WHISTLE_ANSWER, ALL, working(2), DEFAULT, D, f"{OURS}:北京条例第16、20条"),
    Limit(Step.EXTENSION, ALL, working(5), LOCAL, A, "安阳市政务服务条例(2021):延长5个工作日"),
    Limit(Step.EXTENSIONS_AT_MOST, ALL, working(10), LOCAL, B, f"{SHANDONG}:延长不超过10个工作日"),
    Limit(Step.EXTENSION_REVIEW, ALL, working(1), DEFAULT, D, f"{OURS}:延期审核"),
    Limit(Step.HOLD_DECISION, ALL, working(1), DEFAULT, D, f"{OURS}:挂账审核"),
    Limit(Step.HOLD_REVIEW, ALL, days(30), DEFAULT, D, f"{OURS}:济南市热线条例第24条(三)"),
    Limit(Step.TERMINATION_REVIEW, ALL, working(1), DEFAULT, D, f"{OURS}:潍坊市热线条例第21条"),
    Limit(Step.WAITING_RESIDENT, ALL, working(10), DEFAULT, D, f"{OURS}:等待诉求人补充"),
    Limit(Step.WAITING_REMINDER, ALL, working(5), DEFAULT, D, f"{OURS}:等待期间提醒一次"),
    Limit(Step.HURRY_ANSWERED, URGENT, hours(2), DEFAULT, D, f"{OURS}:催办答复"),
    Limit(Step.HURRY_ANSWERED, ALL, working(1), DEFAULT, D, f"{OURS}:催办答复"),
    Limit(Step.HURRY_AGAIN, URGENT, hours(2), DEFAULT, D, f"{OURS}:两次催办的间隔"),
    Limit(Step.HURRY_AGAIN, ALL, hours(24), DEFAULT, D, f"{OURS}:两次催办的间隔"),
    Limit(Step.REPLY_AUDIT, ALL, working(1), DEFAULT, D, f"{OURS}:济南市热线条例第27条"),
    Limit(Step.FOLLOW_UP, ALL, working(3), DEFAULT, D, f"{OURS}:北京条例第23条"),
    Limit(Step.FOLLOW_UP_ANONYMOUS, ALL, working(3), DEFAULT, D, f"{OURS}:匿名诉求网上回访"),
    Limit(Step.REWORK, ALL, working(3), DEFAULT, D, f"{OURS}:济南市热线条例第27条、山东重办"),
    Limit(Step.OBJECTION_WINDOW, ALL, days(30), DEFAULT, D, f"{OURS}:济南市热线条例第16条"),
    Limit(Step.OBJECTION_REVIEW, ALL, working(5), DEFAULT, D, f"{OURS}:异议复核"),
    Limit(Step.NOT_ACCEPTED_OBJECTION_WINDOW, ALL, days(30), DEFAULT, D, f"{OURS}:不予受理异议"),
    Limit(Step.NOT_ACCEPTED_OBJECTION_REVIEW, ALL, working(3), DEFAULT, D, f"{OURS}:另一人复核"),
    Limit(Step.EXCLUSION_WINDOW, ALL, working(5), DEFAULT, D, f"{OURS}:办结后申请剔除"),
    Limit(Step.EXCLUSION_REVIEW, ALL, working(3), DEFAULT, D, f"{OURS}:剔除审核(每人)"),
    Limit(Step.ORDER_ANSWER, URGENT, hours(4), DEFAULT, D, f"{OURS}:紧急诉求督办"),
    Limit(Step.ORDER_ANSWER, ESSENTIAL, hours(24), DEFAULT, D, f"{OURS}:水电气热督办"),
    Limit(Step.ORDER_ANSWER, ALL, working(3), LOCAL, B, f"{DANING}:督办3个工作日"),
    Limit(Step.DUE_SOON, URGENT, minutes(30), DEFAULT, D, f"{OURS}:小时制时限的黄牌"),
    Limit(Step.DUE_SOON, ESSENTIAL, hours(4), DEFAULT, D, f"{OURS}:小时制时限的黄牌"),
    Limit(Step.DUE_SOON, ALL, working(1), LOCAL, B, f"{SHANDONG_2017}:到期前1个工作日黄牌"),
    Limit(
        Step.RIGHT_ANSWERED, ALL, working(15), DEFAULT, D, f"{OURS}:个人信息保护法第50条及时处理"
    ),
    Limit(Step.CONTACT_KEPT, ALL, days(365), DEFAULT, D, f"{OURS}:个人信息保护法第19、47条"),
    Limit(Step.TICKET_KEPT, ALL, days(1095), DEFAULT, D, f"{OURS}:个人信息保护法第19、47条"),
    Limit(Step.MESSAGE_KEPT, ALL, days(365), DEFAULT, D, f"{OURS}:个人信息保护法第19条"),
    Limit(Step.ASSESSMENT_KEPT, ALL, days(1095), LAW, A, "个人信息保护法第56条:至少保存三年"),
    Limit(Step.SIGN_IN_KEPT, ALL, days(180), DEFAULT, D, f"{OURS}:网络日志留存不少于六个月"),
)

FIGURES = (
    Number(Figure.PHONE_ANSWERED_SECONDS, Decimal(15), STANDARD, B, GB_33358),
    Number(Figure.ASSIST_SHARE, Decimal("0.80"), DEFAULT, D, f"{OURS}:北京条例第14条"),
    Number(Figure.EXTENSIONS, Decimal(1), DEFAULT, D, f"{OURS}:延期一次"),
    Number(Figure.AUTOMATIC_REWORKS, Decimal(1), DEFAULT, D, f"{OURS}:重办一次后提级"),
    Number(Figure.FOLLOW_UP_TRIES, Decimal(3), DEFAULT, D, f"{OURS}:不同时段回访三次"),
    Number(Figure.FOLLOW_UP_DAYS, Decimal(2), DEFAULT, D, f"{OURS}:至少分布在两天"),
    Number(Figure.RESPONSE_WEIGHT, Decimal("0.10"), PRACTICE, C, HUAIROU),
    Number(Figure.RESOLUTION_WEIGHT, Decimal("0.50"), PRACTICE, C, HUAIROU),
    Number(Figure.SATISFACTION_WEIGHT, Decimal("0.40"), PRACTICE, C, HUAIROU),
    Number(Figure.BASICALLY_SATISFIED, Decimal("0.9"), PRACTICE, C, HUAIROU),
    Number(Figure.ASSESSMENT_FROM_DAY, Decimal(19), PRACTICE, C, f"{HUAIROU}:上月19日零时起"),
    Number(Figure.DAILY_REPORT_HOUR, Decimal(12), PRACTICE, C, f"{HUAIROU}:前一日12时至当日12时"),
)

BEIJING_LIKE = Profile(
    code="beijing-like",
    name="北京式分级时限(2小时、24小时、7天、15天)",
    source=BEIJING,
    grade=C,
    default_tier=GENERAL,
    limits=(
        Limit(Step.PROMISE, URGENT, hours(2), PRACTICE, C, BEIJING),
        Limit(Step.PROMISE, ESSENTIAL, hours(24), PRACTICE, C, BEIJING),
        Limit(Step.PROMISE, GENERAL, days(7), PRACTICE, C, BEIJING),
        Limit(Step.PROMISE, COMPLEX, days(15), PRACTICE, C, BEIJING),
        *STEPS,
    ),
    numbers=FIGURES,
)

FIVE_WORKING_DAYS = Profile(
    code="five-working-days",
    name="五个工作日时限",
    source=JINAN_WEIFANG,
    grade=A,
    default_tier=GENERAL,
    limits=(
        Limit(Step.PROMISE, URGENT, hours(2), PRACTICE, C, BEIJING),
        Limit(Step.PROMISE, ESSENTIAL, hours(24), PRACTICE, C, BEIJING),
        Limit(Step.PROMISE, GENERAL, working(5), LOCAL, A, JINAN_WEIFANG),
        Limit(Step.PROMISE, COMPLEX, working(15), LOCAL, B, f"{DANING}:复杂事项经批准15个工作日"),
        *STEPS,
    ),
    numbers=FIGURES,
)

SHIPPED = (BEIJING_LIKE, FIVE_WORKING_DAYS)
