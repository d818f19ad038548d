"""A cry for help in a few words: more than one word of danger, and nothing that asks an office for something."""

import re
from dataclasses import dataclass

from lianxin.followers.triage.rules import manner
from lianxin.followers.triage.rules.dangers import Danger

LONGEST = 60  # signs: whoever writes more tells what happens in a sentence of its own

# Single signs of danger, but for the common words in which they mean something else.
_DANGER = re.compile(
    "(?<![不意])火(?![车锅热爆葬灶腿烈化])|烟(?![花草酒头囱民感]|管道)|炸(?![鸡酱])|爆(?![料满款棚])|毒(?!素)|[鲜流出吐血]血|血(?=流|停|止|泊)|伤(?![心残害])|晕(?!车)|昏(?!暗)"
    "|(?<!颠)倒(?![闭垃车灌卖是退霉])|塌|垮|断(?![头水网供电])|困(?![难扰惑])|卡(?![片号里车顿丢口])|夹(?!克)|压(?![力岁缩价制])|埋(?![怨管])"
    "|掉(?![头包漆线])|坠|摔|跳(?![广舞闸绳槽价水])|溺|淹|沉(?!迷)|刀(?!具)|殴|打(?![电算卡车印球工扫开折听羽不])|砍(?![价树伐])|杀(?![毒虫])|(?<![热气累吵堵坑笑冻])死(?![角亡机鱼了])"
    "|抢(?![购占修注不])|绑|触电|电(?=[到击死着])|漏(?!水)|割(?!草)|[吃喝]药|救(?![助济灾])|撞|翻(?![新修])|裂|吐(?!槽)|疼|痛(?!快)|喘|烧(?![烤饭])|(?<!开)锁(?!定)|(?<![抵])挂(?![号失牌靠钩])|悬|拽"
    "|惨叫|喊|呲|嘶|(?<!感)冒|躺|不[动醒]|没气|窗台|天台|楼顶|煤气|燃气|瓦斯|天然气|液化气|高压|陌生|[出下爬]不[来去]|冷汗|头晕|恶心|快来|快点|救命|围了|闻[着到见]|着了|磕|破(?![旧坏产损费])|胳膊|脑袋|腿(?!脚)|心口|胸口|喉咙|嘴唇|手[指腕](?!套)|窗(?:外|上|沿)|说不清|意识|追(?![究溯缴加])|抡|堵在|矿|滑(?!梯)|找不到(?!车|位|路|地|单|人办)|走丢|不见了|吊在|安定|扣住|打断|辣眼|困在|水[往还]|往外[跑冒喷涌]|都跑了|越来越|快要|挣扎|拉不|推不|叫不"
)
_OF = {  # by its first sign; all others tell of somebody hurt
    Danger.FIRE: "火烟炸爆烧着",
    Danger.GAS: "煤燃瓦天液漏闻呲嘶往",
    Danger.DROWNING: "溺淹沉水",
    Danger.VIOLENCE: "刀殴打砍杀抢绑拽惨喊追抡陌救走",
    Danger.SUICIDE: "跳割死窗吃喝",
    Danger.WIRE: "触电高",
    Danger.STRUCTURE: "倒塌垮裂坠破越快滑",
    Danger.TRAPPED: "困卡夹压埋掉锁挂悬堵矿不出下爬找拉推",
    Danger.TRAFFIC: "撞翻",
}
_WHO = re.compile(
    "人|我|他|她|孩|娃|老|妈|爸|爷|奶|婆|女|男|司机|工友|同事|朋友|小伙|孕妇|学生|邻居|家|楼|屋|车|路|桥|房|墙|管|罐|锅"
)
# What one asks an office for, or tells it of: no cry.
_ASKS = re.compile(
    "建议|希望|咨询|请问|投诉|反映|想(?:问|了解|申请|办|学|找|给|要|查|报名|换|改)|申请|什么时候|何时|几点|多久|怎么(?:办理|申请|补|认定|处理|逃)|如何|合理|收费|补贴|政策|赔|[办开补]证|费用?|举报"
    "|为什么|能不能|能否|可以|要求|请(?:加强|园林|物业|城管|来修|维修|修|清|检|调|换|疏|多)|改造|检测|拖欠|扰民|噪音|吵|标准|多少|希|哪个部门|找谁|向谁|安全吗|有没有|是不是|不满意|态度|消费|退款|合同|房价|楼盘|占道"
    "|已经(?!有人|站|不|没|晕|昏|流|烧|着|沉|冲|开)|上个?[月周]|去年|前年|以前|曾|年前|几年|多年|天天|经常|每天|一直不|快递|手机|包裹|预付|电视剧|广场舞|公交(?:车)?(?:不|态)|听说|难闻|排队|难|贵|没有?人受伤|没[人有]|不是|不用|不算"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of danger, where it stands, and what it most often tells of."""

    word: str
    span: tuple[int, int]
    danger: Danger


def heard(said: str) -> list[Word]:
    """Return the words of danger in a plain text, if it is a cry for help; else none."""
    if len(said) > LONGEST or _ASKS.search(said) or not _WHO.search(said):
        return []
    return [
        Word(word=match.group(), span=match.span(), danger=_danger(match.group()))
        for match in _DANGER.finditer(said)
        if manner.meant(said, *match.span())
    ]


def _danger(word: str) -> Danger:
    return next((kind for kind, words in _OF.items() if word[0] in words), Danger.ILLNESS)
