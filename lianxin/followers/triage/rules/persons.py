"""Names of persons, where an office or a form of address tells them, so that no topic is called after anybody."""

import re

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
_OFFICES = (
    "主任|书记|局长|所长|科长|处长|站长|队长|院长|校长|园长|镇长|乡长|村长|区长|县长|市长|经理|老板"
    "|老师|医生|大夫|护士|律师|警官|法官|师傅|网格员"
)
_PERSON = re.compile(
    rf"(?P<before>{_OFFICES}|名叫|叫做|姓名)[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    rf"|[{SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?P<after>{_OFFICES}|先生|女士|小姐)"
)


def without(text: str) -> str:
    """Return a text with a space for each person that is named beside an office."""
    return _PERSON.sub(lambda found: f"{found['before'] or ''} {found['after'] or ''}", text)
