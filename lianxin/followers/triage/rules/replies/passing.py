"""Whether a reply says only that the request came in or was passed on."""

import re

from lianxin.followers.triage.rules import manner

LEFT = 12  # characters beside: where there are more, something else is said
LEFT_OF_RECEIPT = 4  # the same, where it says only that it came in

# Greetings, thanks, signatures and dates: they say nothing of the request.
_FORM = re.compile(
    "(?:尊敬的|亲爱的|各位)?(?:网友|市民|来信人|写信人|楼主|朋友|群众|先生|女士|同志)(?:朋友)?|[“\"'‘][^”\"'’\n]{0,24}[”\"'’]|您好|你好|您们?|你们?"
    "|[^。!?;,\n]{0,12}(?:感谢|谢谢|多谢)[^。!?;,\n]{0,40}|祝您?[^。!?;\n]{0,20}|欢迎[^。!?;,\n]{0,20}监督|[^。!?;,\n ]{2,14}(?:办|局|中心|政府|委|公司)(?=[0-9 ]*$)|(?:特此|此)(?:回复|复|答复)|敬请(?:关注|谅解|理解|留意)[^。!?;\n]{0,16}"
    "|[0-9〇○一二三四五六七八九十]{2,4}(?:年|[-./])[0-9〇○一二三四五六七八九十]{1,3}(?:月|[-./])[0-9〇○一二三四五六七八九十]{1,3}日?"
    "|(?:联系|咨询|热线)?电话[^。!?;\n]{0,4}[0-9*()—-]{5,24}|[0-9*()-]{6,24}|(?:现(?:将有关情况)?)?(?:回复|答复)如下"
)
_RECEIVED = re.compile("[^。!?;,\n]{0,40}(?:收悉|收到|已阅|知悉|获悉)")
_PASSED = re.compile(
    "[^。!?;,\n]{0,40}(?:转交|转至|转给|转办|转送|转达|交办|交由|批转|移交|移送|上报|反馈给|发函|(?:已经?|将|我办|我局)[^。!?;,\n]{0,10}[转交])"
    "[^。!?;,\n]{0,40}"
)
# What a promise to look into it adds: still nothing that was done.
_AWAITING = re.compile(
    "(?![^。!?;,\n]{0,20}[不无未])[^。!?;,\n]{0,20}(?:核查|核实|办复|核处|办理|处理|处置|查处|调查|跟进|督办)(?:[^。!?;,\n]{0,3}|(?:清楚)?后?[^。!?;,\n]{0,8}(?:回复|答复|反馈))(?=[。!?;,\n ]|$)"
    "|[^。!?;,\n]{0,24}(?:及时|尽快|第一时间|待[^。!?;,\n]{0,10}|敬请|如有[^。!?;,\n]{0,8}|后续|再)[^。!?;,\n]{0,10}(?:回复|答复|反馈|告知|关注|等待|通知)[^。!?;,\n]{0,8}"
    "|[^。!?;,\n]{0,10}(?:您|你)?也?可(?:以)?直接(?:电话)?(?:咨询|联系)[^。!?;,\n]{0,20}|[^。!?;,\n]{0,8}高度重视"
)
_SAYS = re.compile(r"[\u4e00-\u9fffa-z0-9]")


def places(reply: str) -> tuple[tuple[int, int], ...]:
    """Return where a reply says that it was passed on, if it says nothing else; else nothing."""
    said = manner.plain(reply)
    received = [found.span() for found in _RECEIVED.finditer(said)]
    passed = [found.span() for found in _PASSED.finditer(said)]
    rest = said
    for pattern in (_PASSED, _RECEIVED, _FORM, _AWAITING):
        rest = pattern.sub(" ", rest)
    left = len(_SAYS.findall(rest))
    if passed and left <= LEFT:
        return manner.merged(passed)
    return manner.merged(received) if left <= LEFT_OF_RECEIPT else ()
