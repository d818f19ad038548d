"""What a request asks, point by point, and which of it a reply does not take up."""

import re

from lianxin.followers.triage.rules import manner
from lianxin.followers.triage.rules.replies import echo

MOST = 12  # points that are looked at: a list that is longer is no list of questions
_SENTENCE = re.compile("[^。!?;\n]+[。!?;\n]?")
_ASKS = re.compile(
    "[?]|请问|能否|能不能|可否|是否|有没有|什么时候|何时|多久|多少|怎么|如何|为什么|为何|哪里|哪个|哪些|谁来|吗[?。!]?$"
    "|(?:希望|要求|建议|恳请|请求|强烈要求|盼|望)(?!着)|请(?!问|示|假|客)|[0-9一二三四五六七八九十]+[、.)]"
)
_PLEA = re.compile(
    "(?:希望|恳请|请求|请|望|盼)[^。!?;,\n]{0,14}(?:领导|部门|政府|书记|市长|局长|您|你们)[^。!?;,\n]{0,14}"
    "(?:重视|关注|帮助|解决|处理|回复|答复|调查|核实|过问|做主|协调|给个说法)"
)
_OWN = 8  # runs of a point that no other point has, else one cannot tell whether it is taken up


def asked(request: str) -> list[tuple[int, int]]:
    """Return where a plain request asks or demands something."""
    found = [match.span() for match in _SENTENCE.finditer(request) if _ASKS.search(match.group())]
    return [span for span in found if not _PLEA.search(request, *span)][:MOST]


def unanswered(request: str, reply: str) -> list[tuple[int, int]]:
    """Return where a request asks what its reply does not take up with a single word."""
    said, back = manner.plain(request), echo.grams(manner.plain(reply))
    spans = asked(said)
    told = [echo.grams(said[start:end]) for start, end in spans]
    missing, taken_up = [], False
    for at, span in enumerate(spans):
        others = frozenset[str]().union(*told[:at], *told[at + 1 :])
        own = told[at] - others
        taken_up = taken_up or bool(told[at] & back)
        if len(own) >= _OWN and not own & back:
            missing.append(span)
    return missing if taken_up else []  # an answer in other words takes up no point by its words
