"""Why a request may have to be told where else to turn: a hint to a person, never a no."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from lianxin.casework.tickets.rules.words import Decline
from lianxin.followers.triage.rules import emergencies, manner

SHOWN = 0.5  # confidence from which a possible reason is shown
_MOST = 0.9  # a few words are no proof: whoever is told no is told so by a person
_EACH_MORE = 0.1  # for each further sign of the same reason
_TALE, _TALE_LESS = 300, 0.25  # characters: a long tale names courts and police in passing

SIGNS: tuple[tuple[Decline, float, re.Pattern[str]], ...] = tuple(
    (reason, sure, re.compile(pattern))
    for reason, sure, pattern in (
        # What 110, 120, 119 and 122 do: 110 also takes what was stolen or cheated away.
        (Decline.EMERGENCY, 0.6, "(?:我要|我想|帮我|请)报(?:警|案)|被(?:电信)?诈骗|被骗[走了子]|被偷|偷走|入室盗窃|聚众赌博|吸毒|贩毒|卖淫|嫖娼"),
        (Decline.LEGAL_CHANNEL, 0.7, "不服[^。!?;,]{0,8}(?:判决|裁定|裁决|复议)|(?:判决|裁定|裁决)书?[^。!?;,]{0,6}(?:不公|错误|不执行|拒不|执行)|法院[^。!?;]{0,12}(?:判|执行|立案|开庭|裁定)|强制执行|枉法"),
        (Decline.LEGAL_CHANNEL, 0.7, "(?:申请|提起|要求|提出)[^。!?;,]{0,6}(?:行政复议|信息公开|仲裁|诉讼|再审|抗诉|国家赔偿)|政府信息公开|依申请公开|正在(?:打官司|诉讼|仲裁)|已经?(?:起诉|申请仲裁|提起诉讼)|(?<!以)上诉(?!求)|仲裁(?:委|庭|结果)"),
        (Decline.LEGAL_CHANNEL, 0.7, "受贿|行贿|贪污|索贿|挪用公款|公款吃喝|(?:纪委|监委|纪检|监察委)[^。!?;,]{0,8}(?:查|举报|处理|介入)|以权谋私|吃拿卡要"),
        (Decline.SECRETS, 0.8, "(?:查|告诉我|提供|要|公布|给我)(?:一下|下|到)?[^。!?;,]{0,10}(?:的|家)(?:手机号|电话号码|联系电话|家庭住址|住址|住在哪|身份证|户籍|开房|行踪|通话记录|聊天记录|病历|银行流水|征信|存款|定位)"),
        (Decline.SECRETS, 0.7, "(?:这个|那个|该)?(?:车牌|号码|账号)[^。!?;,]{0,6}(?:是谁的|车主是谁|机主是谁)|(?:举报人|投诉人|打电话的人)是谁|军事(?:基地|机密)[^。!?;,]{0,6}(?:位置|地址)|部队番号"),
        (Decline.MARKET, 0.7, "(?:帮我?|想|要|找|叫|派人?)[^。!?;,]{0,6}(?:开锁|搬家|通马桶|保洁|家政|月嫂|钟点工|代驾|订餐|点外卖|修(?:空调|冰箱|洗衣机|电视|手机|电脑))"),
        (Decline.MARKET, 0.7, "(?:亲戚|朋友|同学|同事|网友|前夫|前妻)[^。!?;,]{0,6}(?:借|欠)[^。!?;]{0,10}(?:不还|没还|要不回)|借给(?:亲戚|朋友|同学|同事|网友)[^。!?;]{0,14}(?:不还|没还|要不回)|彩礼(?!陋习|攀比)|分手费|介绍对象|想(?:借钱|借点钱)"),
        (Decline.MARKET, 0.6, "(?:闲鱼|微信|网上|朋友圈|拼多多|淘宝)[^。!?;,]{0,10}(?:卖家|买家|私下|转账)[^。!?;]{0,14}(?:不退|不发|拉黑|跑)"),
    )
)  # fmt: skip

_ELSEWHERE = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州"
    "|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|外省|外市|外地|国外|境外"
)
_AT = re.compile(  # the matter is there, and not only a registration, a company's name or a visit
    "(?:^|[。!?;,:])(?:我|我们|家|老家|父母|房子|单位)?(?:是|在|住|家在|位于|老家在|人在|就在)"
    f"(?:{_ELSEWHERE})[^。!?;,]{{0,14}}(?:小区|村|路|街|镇|县|市|区|医院|学校|公司|工地|厂)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted:
    """A reason that may apply, how sure that is, and where in the text it is said."""

    reason: Decline
    confidence: float
    spans: tuple[tuple[int, int], ...]


def possible(text: str, *, here: Callable[[], Collection[str]] = tuple) -> NotAccepted | None:
    """Return why a request may belong elsewhere; `here` names what is ours, and without names all is."""
    emergency = emergencies.possible(text)
    if emergency is not None and emergency.confidence > emergencies.SEVERAL:  # not a mere cry
        return NotAccepted(
            reason=Decline.EMERGENCY, confidence=emergency.confidence, spans=emergency.spans
        )
    said = manner.plain(text)
    found: dict[Decline, tuple[float, list[tuple[int, int]]]] = {}
    for reason, sure, place in [*_signs(said), *_outside(said, here)]:
        before, places = found.get(reason, (sure - _EACH_MORE, []))
        found[reason] = max(before, sure - _EACH_MORE) + _EACH_MORE, [*places, place]
    if not found:
        return None
    reason = max(found, key=lambda code: found[code][0])
    sure, places = found[reason]
    confidence = min(sure, _MOST) - _TALE_LESS * (len(said) > _TALE)
    if confidence < SHOWN:
        return None
    return NotAccepted(reason=reason, confidence=round(confidence, 2), spans=manner.merged(places))


def _signs(said: str) -> Iterator[tuple[Decline, float, tuple[int, int]]]:
    for reason, sure, pattern in SIGNS:
        for match in pattern.finditer(said):
            # Who goes to law says so as a plan: 申请, 要求.
            planned = reason is not Decline.LEGAL_CHANNEL and manner.supposed(said, *match.span())
            if not (planned or manner.denied(said, *match.span())):
                yield reason, sure, match.span()


def _outside(
    said: str, here: Callable[[], Collection[str]]
) -> Iterator[tuple[Decline, float, tuple[int, int]]]:
    """Yield where a matter is said to be elsewhere, unless the text also names what is ours."""
    elsewhere = list(_AT.finditer(said))
    ours = here() if elsewhere else ()  # thousands of names, asked for by few texts
    if not ours or any(name in said for name in ours):
        return
    for match in elsewhere:
        yield Decline.ELSEWHERE, 0.7, match.span()
