"""A possible emergency in what somebody wrote: a hint that a person checks at once, never a decision."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lianxin.followers.triage.rules import manner


class Danger(StrEnum):
    """What may be happening."""

    GAS = "gas"  # 燃气泄漏
    TRAPPED = "trapped"  # 有人被困
    FIRE = "fire"  # 火情
    DROWNING = "drowning"  # 溺水
    VIOLENCE = "violence"  # 暴力或生命威胁
    SUICIDE = "suicide"  # 轻生
    WIRE = "wire"  # 带电危险
    STRUCTURE = "structure"  # 坍塌、坠落危险
    ILLNESS = "illness"  # 急病、中毒、伤者
    TRAFFIC = "traffic"  # 交通事故


class Call(StrEnum):
    """Who is to be called."""

    POLICE = "110"
    FIRE = "119"
    MEDICAL = "120"
    TRAFFIC = "122"
    POWER = "95598"
    GAS_COMPANY = "gas"  # its repair line, which differs from city to city


CALLS: dict[Danger, tuple[Call, ...]] = {  # the first before the others
    Danger.GAS: (Call.FIRE, Call.GAS_COMPANY),
    Danger.TRAPPED: (Call.FIRE,),
    Danger.FIRE: (Call.FIRE,),
    Danger.DROWNING: (Call.POLICE, Call.MEDICAL),
    Danger.VIOLENCE: (Call.POLICE,),
    Danger.SUICIDE: (Call.POLICE, Call.MEDICAL),
    Danger.WIRE: (Call.FIRE, Call.POWER),
    Danger.STRUCTURE: (Call.FIRE,),
    Danger.ILLNESS: (Call.MEDICAL,),
    Danger.TRAFFIC: (Call.TRAFFIC, Call.MEDICAL),
}

SHOWN = 0.55  # confidence from which a possible emergency is shown
SHORT, TALE = 120, 300  # characters: who is in danger writes few words, who complains tells a tale
_NOW_MORE, _LONG_LESS, _TALE_LESS = 0.1, 0.15, 0.15

_GAS = "(?:煤气|燃气|天然气|瓦斯|液化气|沼气)"
_WHO = (
    "(?:[一二三四五六七八九十两几0-9]个?人|有人|老?人(?!员|行|工费)|我|孩|娃|宝宝|婴儿|老太|大爷|大妈|奶奶|爷爷|母亲|父亲|爸|妈|儿子|女儿"
    "|老婆|老公|爱人|妻|丈夫|工友|工人|司机|乘客|孕妇|学生|邻居|朋友|同事|男的|女的|男子|女子|病人|住户|居民)"
)
_BODY = "(?:人|我|他|她|孩子|老人|老婆|爱人|狗|牛)"
_PLACE = "(?:电梯|井|洞|屋|家|房|车|楼|水|山|沟|坑|阳台|厕所|卫生间|宾馆|里面?|石|土|废墟|底下|下面|机器)"
_IN = "[^。!?;\n]"  # within a sentence
_BY = "[^。!?;,\n]"  # within what stands between two pauses


def _found(pattern: str) -> re.Pattern[str]:
    return re.compile(
        pattern.replace("GAS", _GAS)
        .replace("WHO", _WHO)
        .replace("BODY", _BODY)
        .replace("PLACE", _PLACE)
        .replace("~", _IN)
        .replace("`", _BY)
    )


# What is said, and how sure that makes it. ~ is any sign of the sentence, ` any before the next pause.
_SIGNS: tuple[tuple[Danger, float, re.Pattern[str]], ...] = tuple(
    (danger, sure, _found(pattern))
    for danger, sure, pattern in (
        (Danger.GAS, 0.9, "(?:闻到|闻得?[到见]|有股?|一股|很浓|飘|传来|全是|充满)`{0,8}GAS`{0,3}味|臭鸡蛋味"),
        (Danger.GAS, 0.8, "GAS`{0,4}味`{0,8}[大浓重散呛]"),
        (Danger.GAS, 0.8, "GAS`{0,10}(?:泄[漏露]|外泄|漏气|漏了|在漏|跑气|喷气|冒泡|嘶嘶)|(?:泄[漏露]|漏)了?`{0,3}GAS"),
        (Danger.GAS, 0.9, "(?:挖|铲|碰|压|弄)[断破坏穿]了?`{0,6}(?:GAS|气管)|GAS`{0,6}(?:被挖|关不上|关不住|爆炸了)"),
        (Danger.GAS, 0.6, "~在跑气|往外[喷跑漏]气|漏气"),
        (Danger.ILLNESS, 0.8, "(?:煤气|一氧化碳|食物|药物|农药|酒精)中毒|集体中毒|中毒了"),
        (Danger.TRAPPED, 0.9, "WHO~{0,14}(?:被困|困在|困住|关在|反锁在|锁在|卡在|卡住|夹住|夹在|压在(?!车)|压住|埋在|被埋|陷在)`{0,8}PLACE"),
        (Danger.TRAPPED, 0.9, "(?:被?困在?|关在|卡在)`{0,6}电梯|电梯~{0,25}(?:出不来|被困|困住了?)"),
        (Danger.TRAPPED, 0.7, "(?<![贫经会])困人(?!事|设|员|群|装|次)|被困(?!业主|事|装|时)|困住了"),
        (Danger.TRAPPED, 0.8, "WHO~{0,14}(?:出不来|下不来|爬不上|上不来|拔不出|拿不出来|取不出来|跑不出|没跑出|逃不出)"),
        (Danger.TRAPPED, 0.8, "(?:下面|底下|里面?)`{0,3}(?:压着|埋着|埋了|压了)`{0,4}WHO|掉[进到入]`{0,8}(?:井|坑|沟|洞|缝)`{0,4}(?:里|了)"),
        (Danger.TRAPPED, 0.7, "WHO`{0,8}在(?:电梯|车里?|井|洞|屋)`{0,2}里面?~{0,6}(?:小时|分钟|半天)"),
        (Danger.TRAPPED, 0.7, "(?:卷|夹|绞)[进到住]~{0,8}(?:机器|手|脚|胳膊|头发)|(?:手|脚|头|胳膊)`{0,4}(?:卷|夹|绞|卡)[进到住在]"),
        (Danger.TRAPPED, 0.7, "(?:泡|淹)在`{0,3}(?:水|里)~{0,8}(?:车上|人|司机)|(?:司机|乘客|人)还在车[上里]"),
        (Danger.TRAPPED, 0.7, "WHO~{0,16}(?:被?关在外面|反锁)|反锁在(?:屋|家|房|里)"),
        (Danger.FIRE, 0.9, "[着著起失]火[了啦!,。]|[着著起失]火$|正?在?[着著]火|火灾(?=了|现场|!|正)|火势|火很大|火苗|火光|大火(?!灾)"),
        (Danger.FIRE, 0.8, "烧起来|烧着了|着了火|点着了|自燃|烧到`{0,8}(?:林|房|屋|电|树|村|车|楼)|快烧到|爆炸(?=声|了)|起火(?!灾)"),
        (Danger.FIRE, 0.8, "浓烟|冒(?:黑|白|着|浓)?烟|冒`{0,2}火(?:花|星)|火星子|焦糊味|烟特别大|烟很大"),
        (Danger.DROWNING, 0.9, "溺水|落水(?!管|口)|(?:掉|跌|滑)[进到入]`{0,6}(?:河|江|湖|水库|池塘|水塘|海|水渠)`{0,2}(?:里|中|了)"),
        (Danger.DROWNING, 0.8, "(?:河|江|湖|水|塘|海)`{0,6}(?:扑腾|挣扎|沉下去|沉了)|(?:漂|浮)着`{0,4}(?:人|尸)|游泳~{0,14}没有?(?:上来|回来)"),
        (Danger.DROWNING, 0.8, "(?:被(?:水|洪水|浪)冲走|淹死了|快淹)"),
        (Danger.VIOLENCE, 0.9, "(?:拿|持|举|提)着?`{0,2}(?:刀(?!具)|斧|枪|砍刀|铁棍|棍|钢管)|持刀(?!具)|砍[死人]|捅[死人了伤]|行凶|杀人啦?[了!]|杀了我|杀我"),
        (Danger.VIOLENCE, 0.8, "(?:弄|打|整|掐|杀|捅)死(?:我|你|他|她|人|全家|你们|我们)|同归于尽|泼汽油|放火(?!炮)|掐`{0,3}脖子|被绑架了|(?:被|人)拐走|被人?抱走|劫持|抢劫"),
        (Danger.VIOLENCE, 0.8, "(?:正在|在|又在|一直)打(?:老婆|女人|人|孩子|小孩|老人|他|她|我|媳妇|架)|打起来|被打得|喊救命|救命[啊呀!]|惨叫"),
        (Danger.VIOLENCE, 0.7, "(?:冲进|带人|一群人|一伙人|好多人)~{0,14}(?:打人|打我|殴打|动手|砸)|(?:头|脸|脑袋)`{0,4}打破|打伤了|正被`{0,4}打|正在`{0,4}殴打"),
        (Danger.VIOLENCE, 0.7, "(?:关|堵|扣|拘)在`{0,8}不(?:让|准|许)`{0,3}走|非法拘禁|不让我?们?离开|(?:跟着|尾随|跟踪)(?:我|她|孩子)|一直跟着"),
        (Danger.VIOLENCE, 0.6, "(?:砸|踹|撞)(?:我家?)?(?:的)?门~{0,14}(?:扬言|要|威胁|怕)|家暴"),
        (Danger.SUICIDE, 0.9, "(?<!不)(?<!没)要?(?:跳楼|跳河|跳江|跳桥|轻生|自杀|自残)|不想活|死给|以死|寻死|割腕|遗书|想死(?!的心)|喝`{0,2}(?:农药|毒药)|吞药|吞了?`{0,4}安眠药"),
        (Danger.SUICIDE, 0.8, "从`{0,8}(?:跳下|跳下去)|(?:告别|永别)~{0,16}(?:电话|联系|对不起)|结束(?:自己的?)?生命|了结自己|死了算了"),
        (Danger.SUICIDE, 0.8, "(?:站|坐|爬)[在到上]?`{0,8}(?:楼顶|天台|边上|边缘|栏杆)|(?:楼顶|天台|桥|栏杆)`{0,8}(?:站着|坐着|坐在|站在)`{0,6}"),
        (Danger.WIRE, 0.9, "触电(?!身亡|死亡)|漏电(?!保护|开关|断路)|带着?电(?!子|脑|视|梯|动|话|瓶|影|池|的工)|被电(?:到|了|死|击|着)(?!梯)|麻手|高压(?:线|电)`{0,6}(?:垂|断了|掉|落)|碰断`{0,6}(?:电|线缆)"),
        (Danger.WIRE, 0.8, "电线`{0,8}(?:断了|掉|落|裸露在外~{0,4}(?:人|孩))|(?:线|电缆)`{0,8}(?:搭在|掉在|垂到|打火)|打火花|电(?:线)?杆`{0,6}(?:倒|断|歪)"),
        (Danger.STRUCTURE, 0.8, "(?:(?:要|快|马上|眼看)`{0,3}(?:塌|倒塌|垮塌|垮了)|(?:眼看|马上|快)要倒)|塌了|倒塌|坍塌|垮塌|塌方|塌陷|山体滑坡|滑坡|泥石流"),
        (Danger.STRUCTURE, 0.8, "(?:掉|砸|落)下?来?`{0,4}(?:砸|伤)[到中了]|(?<!别)(?<!会)(?<!怕)砸到`{0,3}(?:人|孩)了|随时`{0,4}(?:掉|塌|倒|砸|断)|往下沉|往外鼓|倾斜得|严重倾斜|(?:墙|楼|梁|柱)`{0,6}裂`{0,6}(?:大|塌|倒)"),
        (Danger.ILLNESS, 0.9, "晕倒|昏倒|昏迷|休克|叫不醒|不省人事|没有?(?:呼吸(?!机)|意识|心跳)|口?吐白沫|抽搐|大出血|流了?很多血|满脸是血|血流不止|羊水破|(?:快要|马上就?要|就要)生了"),
        (Danger.ILLNESS, 0.8, "(?:突然|忽然|现在)`{0,4}(?:胸口?|心口|心脏)`{0,4}(?:疼|痛|闷)`{0,4}|喘不[上过]气|呼吸(?:困难|不上)|喘不过来|误[吃食服喝]|上吐下泻|摔倒~{0,12}(?:起不来|不能动|喊|疼|不动)|呛得"),
        (Danger.ILLNESS, 0.7, "叫救护车|快叫?.?(?:救护|120)|还有气|快不行了|生命垂危|奄奄一息|晕过去|被`{0,3}(?:蛇|狗|马蜂)咬了?~{0,8}(?:肿|晕|血)"),
        (Danger.TRAFFIC, 0.8, "(?:撞车|(?:车|两)`{0,4}相撞|(?:出|发生)了?车祸|翻车|追尾|撞了?人|被车撞[了倒飞]|撞到人)|(?:油罐车|槽罐车|大?货车|客车|校车)`{0,4}翻"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What may be happening, how sure that is, where in the text it is said, and whom to call."""

    danger: Danger
    confidence: float
    spans: tuple[tuple[int, int], ...]

    @property
    def calls(self) -> tuple[Call, ...]:
        """Return whom to call, the first before the others."""
        return CALLS[self.danger]


def possible(text: str) -> Emergency | None:
    """Return the emergency that a text may tell, unless it denies it, tells it as past or only fears it."""
    said = manner.plain(text)
    sure: dict[Danger, float] = {}
    spans: dict[Danger, list[tuple[int, int]]] = {}
    for danger, weight, pattern in _SIGNS:
        places = [found.span() for found in pattern.finditer(said) if _meant(said, *found.span())]
        if places:
            sure[danger] = max(sure.get(danger, 0.0), weight)
            spans.setdefault(danger, []).extend(places)
    if not sure:
        return None
    danger = max(sure, key=lambda kind: (sure[kind], len(spans[kind])))
    confidence = sure[danger] - _LONG_LESS * (len(said) > SHORT) - _TALE_LESS * (len(said) > TALE)
    if any(manner.now(said, *place) for place in spans[danger]):
        confidence += _NOW_MORE
    if confidence < SHOWN:
        return None
    return Emergency(
        danger=danger,
        confidence=round(min(confidence, 0.99), 2),
        spans=manner.merged(spans[danger]),
    )


def _meant(said: str, start: int, end: int) -> bool:
    """Tell whether a sign stands for something that happens now, as far as words can tell."""
    return not (
        manner.denied(said, start, end)
        or manner.over(said, start, end)
        or manner.supposed(said, start, end)
        or manner.usual(said, start, end)
        or manner.asked_about(said, start, end)
    )
