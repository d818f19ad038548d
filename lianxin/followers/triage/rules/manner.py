"""How a thing is said: as it is now, denied, over, only supposed, or asked about."""

import re
from collections.abc import Iterable

from lianxin.followers.triage.rules import spelling
from lianxin.followers.triage.rules.texts import LONGEST

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("　"): " "}
_STOPS = "。!?;\n"
_PAUSES = _STOPS + ",、:"

_DENIED = re.compile(
    "(?:没有?|不是|不算|并非|并未|从未|[没无]有?人|无|未见|未|不曾|不存在|排除了?)"
    "(?:再|人|要|想|发生|任何|出现|发现|什么|动手|真的?|是|过|闻到|有|因此|因|说|在|被|燃气|煤气|天然气|房屋|直接|生命){0,3}$"
)
_NOBODY = re.compile(
    "(?:没有?|无)人员?(?:被|受)[困伤]|(?:没有?|并?未|不会)(?:发生|出现|再)?(?:倒|塌|垮|断|裂|着火|起火|爆|砸|漏|泄|打)"
)
_BYGONE = re.compile(
    "去年|前年|上个?月|上个?(?:周|星期|礼拜)|上次|那次|年前|月前|天前|当年|曾经?(?!孙|祖)|之前|以前|从前|早年|前几[天年]|昨[天晚]|前天"
    "|往年|历史上|当时|那时|那年|小时候|20[0-2]\\d年|19\\d\\d年|20[0-2]\\d[-./]|春节|国庆|过年时|[0-9一二三四五六七八九十两几]年(?:春|夏|秋|冬|初|底)"
)
_OVER = re.compile(
    "(?:已经?|早就|早已|及时|后来|终于|随后|当场|幸好|都)[^。!?;,\n]{0,6}"
    "(?:救出|救了|判|离婚|去世|报案|结案|赔|扑灭|灭了|出院|康复|脱险|修好|扶正|恢复|控制|处理|解决|排除|脱困|立了?案|离开)"
    "|早已|后遗症|误报|演习|虚惊|被[^。!?;,\n]{0,6}灭了|身亡|死亡|致死"
)
_NOT_OVER = re.compile("(?:没|未|还没有?|没有|尚未)(?:能)?(?:有人)?(?:救|扑|灭|控制|脱)")
_NOW = re.compile(
    "(?<!到)(?<!直到)现在(?!还?没|仍?未|都没|已经?康)|正在|正往|刚才|刚刚|刚(?=[有被才])|今[天早晚日]|此刻|目前|马上|快要|快来|救命|又(?=[在着烧打起闻])|还在|一直在|仍然?在"
)
_AT_THIS_MOMENT = re.compile(
    "现在|正在|正往|刚才|刚刚|此刻|快来|救命|眼看|今[晚早]|还没(?:有)?(?:救|出)"
)
_SUPPOSED = re.compile(
    "希望|建议|防止|预防|避免|以免|以防|如果|假如|倘若|若是|万一|一旦|要是|容易|谨防|严禁|禁止|杜绝|不得|不准|不许"
    "|担心|担忧|生怕|只怕|恐怕|怕(?!人)|害怕(?=[发会再])|早晚|迟早|难免|可能会|说不定|存在|隐患|风险|以后(?:会|可能|要)|将来|加强|开展|增设|加装|宣传|申请|演练|培训|反对"
    "|设置|配备|普及|规划|预案|导致的?后果|只要|除非|即使|哪怕|为了|差点|险些|不小心就"
)
_USUAL = re.compile(
    "经常|常常|时常|常年|多次|频繁|频发|屡次|屡屡|每[天日晚年次当逢到]|有时|先后|家常便饭|不止一次|从早到晚|多年|长期|年来|年多|[0-9一二三四五六七八九十两几]年了"
    "|至今|到处|各地|往往|总是|动不动|一到|通宵"
)
_ABOUT = re.compile(
    "咨询|造谣|谣言|辟谣|想问|请教|想了解|打哪个|哪个(?:电话|部门)|谁负责|流程|认定|政策|收费|标准|补贴|条例|规定|培训|演练|材料|怎么(?:申请|办理|认定|赔)"
    "|多少钱|哪里(?:有|能|可以)|听证|志愿|镜头|电视剧|电影|小说|新闻|事故的|的后果|事件的|合同"
)


def plain(text: str) -> str:
    """Return a text in one width, case and script, each sign where it stood."""
    folded = text[:LONGEST].translate(_WIDE)
    simple = spelling.simplified(folded)
    if len(simple) != len(folded):  # a phrase that the converter writes longer or shorter
        simple = folded
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in simple)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence round a place in a plain text begins and ends."""
    return _between(text, start, end, _STOPS)


def _between(text: str, start: int, end: int, stops: str) -> tuple[int, int]:
    first = max(text.rfind(stop, 0, start) for stop in stops) + 1
    ends = [at for stop in stops if (at := text.find(stop, end)) >= 0]
    return first, min(ends, default=len(text))


def denied(text: str, start: int, end: int) -> bool:
    """Tell whether what stands at a place in a plain text is said not to be."""
    first, _ = _between(text, start, end, _PAUSES)
    before = _DENIED.search(text, first, start)
    return before is not None or _NOBODY.search(text, start, end) is not None


def over(text: str, start: int, end: int) -> bool:
    """Tell whether what stands there is told as past: long ago, or already set right."""
    first, last = sentence(text, start, end)
    if _NOT_OVER.search(text, first, last):
        return False
    if _OVER.search(text, first, last):
        return True
    return _BYGONE.search(text, first, last) is not None and not _NOW.search(text, first, last)


def supposed(text: str, start: int, end: int) -> bool:
    """Tell whether what stands there is only feared, hoped, forbidden or planned for."""
    first, last = sentence(text, start, end)
    _, pause = _between(text, start, end, _PAUSES)
    return _SUPPOSED.search(text, first, min(pause, last)) is not None


def usual(text: str, start: int, end: int) -> bool:
    """Tell whether what stands there happens again and again, and nothing says that it does now."""
    first, last = sentence(text, start, end)
    return _USUAL.search(text, first, last) is not None and not _NOW.search(text, first, last)


def asked_about(text: str, start: int, end: int) -> bool:
    """Tell whether somebody asks about such things, without one being at hand now."""
    first, last = sentence(text, start, end)
    return _ABOUT.search(text, first, last) is not None and not _NOW.search(text, first, last)


def now(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence round a place says that something happens at this moment."""
    return _AT_THIS_MOMENT.search(text, *sentence(text, start, end)) is not None


def merged(places: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return places in their order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def meant(text: str, start: int, end: int) -> bool:
    """Tell whether what stands there is said to happen now, as far as words can tell."""
    return not (
        denied(text, start, end)
        or over(text, start, end)
        or supposed(text, start, end)
        or usual(text, start, end)
        or asked_about(text, start, end)
    )
