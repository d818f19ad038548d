"""What single words of a reply show: a day that is missing, a no without a ground, a tone, somebody's data."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from lianxin.followers.triage.rules import manner
from lianxin.followers.triage.rules.persons import SURNAMES
from lianxin.foundation.search import masking

Span = tuple[int, int]

_NUMBER = "[0-9〇零一二三四五六七八九十两半]"
_DONE = re.compile(
    "采纳|同意|商定|敲定|定了|已经?(?!收|知|获|阅|转|悉|交|久)|(?:业已|均已|现已|日前|当日|当天)[^。!?;,\n]{0,24}(?:完成|完毕|修[好复]|更换|清[理运除]|拆除|整改|恢复|解决|安装|到位|处罚|立案|发放|办结|缴清|退还|取缔|关停|查封|纠正|上报|纳入|签订|约谈|责令|督促|要求|通知|联系|核实|批复|公示|开通|开工|启动|受理)"
    "|[^。!?;,\n]{0,12}(?:约谈|责令|处以|罚款|立案|查封|拆除了|修好|清理了|整改到位|到场|赶赴现场|现场(?:查看|核实|调查|勘查|检查))"
)
_MEASURE = re.compile(
    "[0-9一二三四五六七八九十百千万两几半]+多?(?:元|个|盏|处|台|米|名|人|天|次|户|吨|辆|栋|棵|张|份|点|时|楼|间|位|家|周|公里|万|亩|套|岁|级|%|项|层|厘米|平|条|支|根|块|倍|档)"
)
_EXPLAINS = re.compile(
    "根据|按照|依据|依照|规定|政策|办法|条例|标准|可以|可凭|可到|可持|不能|不符合|符合|属于|无需|只需|须|需要?(?:提供|携带|先|满足)|材料|流程|条件|因为|由于|系|建议您?|请(?:您|你)?(?:直接|具体|详细)?(?:咨询|联系|拨打|致电|向|到|关注)|正在|目前|经查|经核实|经调查|据查|据了解|情况属实|不属实|是"
)
_PLANNED = (
    "(?:完成|修|换|清|拆|整改|恢复|解决|安装|处理|处罚|建设|新建|改造|开通|办理|发放|落实|协调|推进|督促|责成|施工|启动|检测|核查|调查|开展|加强|研究|考虑|纳入"
    "|答复|回复|优化|完善|加大|论证|组织|安排|进行|出台|公布|公示|实施|严格|依法)"
)
_PROMISE = re.compile(
    "(?:(?<![现即须])将(?:会|于|在|尽快|及时|进一步|继续|持续|积极|努力|无条件|认真|充分|统一|陆续|(?:按|根据|依|由|联合|对|结合|协同|会同|向)[^。!?;,\n]{1,14})?"
    "|会(?=尽快|继续|进一步|及时|持续)|拟|计划|准备|打算|下一?步|争取|力争|尽快|近期|适时|择期|逐步)"
    f"(?:[0-9年月日号前底之以./-]{{3,14}})?[^。!?;,\n将]{{0,10}}?{_PLANNED}"
)
_VAGUE = re.compile(
    "尽快|近期|适时|择期|逐步|争取|力争|下一?步|今后|条件成熟|待[^。!?;,\n]{1,16}后"
)
_WHEN = re.compile(
    f"{_NUMBER}{{1,4}}(?:年|月|日|号|天|个?工作日|个?小时|周|个?星期|个月|个季度)"
    "|月底|年底|年内|月内|日内|季度|本周|下周|本月|下个?月|明[年天日]|今[年天日晚]|上半年|下半年|上旬|中旬|下旬"
)
_NO = re.compile(
    "不予(?:受理|支持|办理|批准|采纳|补偿|同意)?|不能(?:办理|享受|申请|给予|补|报|列入|纳入|同意|解决)|无法(?:办理|支持|给予|受理|解决|同意)"
    "|不符合|不属于|不在[^。!?;,\n]{0,6}范围内|不享受|不支持|不具备[^。!?;,\n]{0,8}(?:资格|条件)|没有(?:这|此|该|相关)[^。!?;,\n]{0,4}(?:政策|规定)|驳回|不再受理"
)
_BASIS = re.compile(
    "《[^》]{2,60}》|第[0-9一二三四五六七八九十百零]{1,6}条|[〔［\\[(][12][0-9]{3}[〕］\\])][0-9第]{0,2}|[0-9]{1,5}号(?:文|令|文件)"
    "|(?:根据|按照|依据|依照)[^。!?;,\n]{0,30}(?:法|条例|规定|办法|细则|通知|文件|标准|规范|规划|政策|合同|方案|意见|公告)"
)
_RUDE = re.compile(
    "无理取闹|胡搅蛮缠|无中生有|胡说|瞎说|造谣生事|别有用心|刁民|活该|多管闲事|少见多怪|自作自受|咎由自取|有病|闭嘴|废话|烦不烦|不要再(?:打|投诉|反映|来)了?|别再(?:打|投诉|反映|来)了?"
    "|爱(?:告|投诉|去哪)[^。!?;,\n]{0,6}(?:告|投诉|去)|随便你|与我们?无关|不关我们?的?事|没空|自己看着办|自己想办法|你懂什么|懂不懂|有没有常识|想多了|不服(?:就|可以)去?告|嫌[^。!?;,\n]{0,8}就别"
)
_WHO = re.compile(
    f"(?:投诉人|举报人|反映人|来电人|诉求人|信访人|来信人|求助人|报修人)(?:为|是|:|姓名)?[ ]?([{SURNAMES}](?!某|女士|先生|姓)[\u4e00-\u9fff]{{1,2}}?)"
    "(?=先生|女士|同志|反映|投诉|举报|来电|称|说|于|的|[,。;( ])"
)
_OFFICE = re.compile("[2-9][0-9]{6,7}|0[0-9]{9,11}|[48]00[0-9]{7}")  # a landline is published
_DAY = re.compile("(20[0-9]{2})[年./-]([0-9]{1,2})[月./-](?:([0-9]{1,2})日?)?(?=之?前|以前|底|内)")


def says_what_was_done(said: str) -> bool:
    """Tell whether a plain reply tells of a deed."""
    return _DONE.search(said) is not None


def exact(said: str) -> bool:
    """Tell whether a plain reply counts or measures something."""
    return _MEASURE.search(said) is not None


def explains(said: str) -> bool:
    """Tell whether a plain reply tells how things are, or how they are done."""
    return _EXPLAINS.search(said) is not None


def promises(said: str) -> list[Span]:
    """Return where a plain reply says what will be done."""
    return [match.span() for match in _PROMISE.finditer(said)]


def without_a_day(said: str) -> list[Span]:
    """Return the promises of which none says by when: the vague words, or the whole promises."""
    made = promises(said)
    if any(_WHEN.search(said, *manner.sentence(said, *place)) for place in made):
        return []
    vague = [match.span() for place in made for match in _VAGUE.finditer(said, *place)]
    return vague or made


def over_already(said: str, on: date) -> list[Span]:
    """Return the days by which something is promised although they are over."""
    return [
        match.span()
        for place in promises(said)
        for match in _DAY.finditer(said, *manner.sentence(said, *place))
        if _before(match, place[0], said, on)
    ]


def _before(match: re.Match[str], promised_at: int, said: str, on: date) -> bool:
    """Tell whether a day that stands in or after a promise is over; a month is over with its last day."""
    year, month, day = (int(part) if part else 0 for part in match.groups())
    within = promised_at <= match.start() and "," not in said[promised_at : match.start()]
    return within and (year, month, day or 31) < (on.year, on.month, on.day)


def refusals(said: str) -> list[Span]:
    """Return where a plain reply says no, if it names no ground in law for it."""
    return [] if _BASIS.search(said) else [match.span() for match in _NO.finditer(said)]


def rude(said: str) -> list[Span]:
    """Return the words that no public office writes."""
    return [match.span() for match in _RUDE.finditer(said)]


def personal(reply: str, names: Collection[str] = ()) -> Iterator[Span]:
    """Yield what looks like somebody's data: numbers but those of offices, and names of who asked."""
    for start, end in masking.places(reply):
        if not _OFFICE.fullmatch("".join(filter(str.isalnum, reply[start:end]))):
            yield start, end
    yield from (match.span(1) for match in _WHO.finditer(manner.plain(reply)))
    for name in filter(None, names):
        yield from (match.span() for match in re.finditer(re.escape(name), reply))
