"""How much of a request comes back in a reply: what a stock text, pasted, never holds."""

import re

from lianxin.followers.triage.rules import manner

# Days and long numbers, and what letters of this kind say whatever they are about.
_STOCK = re.compile(
    "(?:19|20)[0-9]{2}(?:年|[-./])?(?:[0-9]{1,2}(?:月|[-./])?)?(?:[0-9]{1,2}日?)?|[0-9]{5,}"
    "|尊敬的|网友|网民|市民|居民|群众|朋友|来信人|您好|你好|感谢您?|谢谢|支持|理解|监督|关注|关心|工作|欢迎|建议|意见|宝贵|祝|生活|愉快"
    "|反映|投诉|举报|咨询|请问|请求|请|希望|恳请|要求|强烈|望|帮助|解决|处理|落实|回复|答复|如下|现将|有关|相关|情况|问题|事项|内容"
    "|收悉|收到|留言|来信|帖|栏目|平台|高度重视|立即|及时|尽快|积极|认真|安排|组织|调查|核实|了解|经查|进行|开展|予以|加强|进一步|今后"
    "|部门|单位|领导|政府|书记|市长|省长|我局|我们|我市|我县|我区|我镇|我办|他们|自己|大家|现在|目前|已经|可以|没有|是否|能否|如何|怎么|为什么"
    "|什么|时候|这个|这样|那么|因为|所以|但是|如果|由于|根据|按照|关于|对于|通过|以及|或者|并且|一个|一直|一些|不能|需要|应该|电话|联系"
    "|[年月日的了是在和与及对于也都就把被将为有您你我他她它们吗呢吧啊]|[^\u4e00-\u9fffa-z0-9]"
)
_PHRASES = re.compile(
    "高度重视|立即|及时|尽快|认真|积极|进一步|加强|力度|感谢|谢谢|支持|理解|关心|关注|监督|欢迎|相关|有关|部门|单位|我局|我办|我镇|我委|我们|工作|落实|开展"
    "|核实|调查|情况|反映|问题|处理|解决|办理|回复|答复|如下|安排|组织|人员|专人|留言|来信|收悉|网友|您好|尊敬|市民|群众|居民|营造|良好|环境|服务|提高"
    "|确保|切实|严格|依法|依规|规范|管理|日常|巡查|排查|整治|今后|下一步|宝贵|意见|建议|领导|负责"
)
_BODY_WEIGHT, _RUN_WEIGHT = 2, 4  # beside the title: of a long request much is rightly not taken up
_EVEN = 30  # a reply of few words says few that could come back
OWN = 0.13  # below this share a reply does not speak to its request
ENOUGH = 8  # runs that a request must have, else nothing of it could come back
STOCK = 0.12  # share of such phrases: who writes in words of their own uses fewer


def grams(text: str, length: int = 2) -> frozenset[str]:
    """Return the runs of signs of a plain text that say what it is about."""
    parts = [part for part in _STOCK.sub(" ", text).split() if len(part) >= length]
    return frozenset(
        part[at : at + length] for part in parts for at in range(len(part) - length + 1)
    )


def share(title: str, detail: str, reply: str) -> float:
    """Return how much of a request comes back in a reply: 0 for nothing, rarely above 1."""
    asked, said = manner.plain(title), manner.plain(reply)
    named, back, runs = grams(asked), grams(said), grams(said, 3)
    whole = f"{asked}。{manner.plain(detail)}"
    return (
        len(named & back) / (len(named) + 1)
        + _BODY_WEIGHT * len(grams(whole) & back) / (len(back) + _EVEN)
        + _RUN_WEIGHT * len(grams(whole, 3) & runs) / (len(runs) + _EVEN)
    )


def foreign(title: str, detail: str, reply: str) -> bool:
    """Tell whether a reply could answer anything: stock phrases, and nearly nothing of the request in it."""
    asked = grams(manner.plain(f"{title}。{detail}"))
    if len(asked) < ENOUGH or _phrases(manner.plain(reply)) < STOCK:
        return False
    return share(title, detail, reply) < OWN


def _phrases(said: str) -> float:
    """Return which share of a plain reply is phrases that any reply could hold."""
    signs = sum(sign.isalnum() for sign in said)
    return sum(len(found) for found in _PHRASES.findall(said)) / max(signs, 1)
