"""What a short text names: places and things by the words that end them, and numbered parts of them."""

import re
from collections.abc import Iterator, Mapping

Numbered = Mapping[str, frozenset[str]]

# Where a division's name ends (岳麓区, or A3区 where a publisher masked it), and not 小区, 市民, 区内.
_DIVISION_END = (
    r"[a-z]\d{0,2}[市区县州]"
    r"|(?<=[\u4e00-\u9fff]{2})(?:[市省县]|(?<![小社园校厂片辖城地站景库矿林灾牧住禁特新])区)"
    r"(?![区县民政内里长委级直场容面井域])"
)
# Words that belong to no name: they part a title like spaces.
_BETWEEN = (
    "请问|请求|请|关于|反映|投诉|举报|咨询|建议|希望|反对|坚决|再次|呼吁|质疑|对于|对|位于|坐落|地处|严惩|严查"
    "|的|了|于|把|被|将|向|和|与|及|是否|是|什么时候|何时|为何|为什么|什么|怎么|如何|能否|能不能|可否|有没有"
    "|没有|不|要求|严重|长期|存在|问题|附近|周边|旁边|旁|门口|楼下|楼上|后面|对面|居民|业主|市民|村民|开发商"
    "|住户|领导|政府|书记|我们|我|你|以|从|到|至|给|让|因|就|都|也|还|又|等|有|无|谁|很|太|个|在"
)
# What the names of places and bodies end in.
_ENDINGS = (
    "小区|花园|公寓|家园|社区|街道|大道|广场|公园|学校|小学|中学|大学|学院|幼儿园|医院|公司|集团|市场|宿舍|中心"
    "|酒店|商城|号线|国际|山庄|路|街|巷|村|镇|乡|里|苑|园|城|府|湾|院|站|桥|湖|河|店|厂|楼|墅|郡|都|汇|居|庭"
    "|轩|座|栋|组|塘|坪|岭|岛|洲|线|江|港"
)
_CUT = re.compile(f"({_DIVISION_END})|{_BETWEEN}| ")
_NAME = re.compile(f".{{1,7}}?(?:{_ENDINGS})+")
_HEAD = 3  # characters: after a division stands a name, whatever it ends in
_DIVISION = re.compile(
    r"([a-z]\d{0,2}|[\u4e00-\u9fff]{2})"
    r"([市县州旗]|(?<![小社园校厂片辖城地站景库矿林灾牧住禁特新])区)"
    r"(?![区民政内里长委级直场容面井域])"
)
_NUMBERED = re.compile("([0-9a-z]+)(号线|期|班|栋|路|线|座|组|楼|号|单元)")


def names(title: str) -> list[str]:
    """Return the names in a spelt title: what ends like one, or follows a division's name."""
    found = []
    for part, after_division in _parts(title):
        known = [match.group() for match in _NAME.finditer(part) if len(match.group()) > 1]
        if after_division and not _NAME.match(part) and len(part) > 1:
            known.append(part[:_HEAD])
        found += known
    return found


def _parts(title: str) -> Iterator[tuple[str, bool]]:
    """Yield what stands between divisions and words of no name, and whether a division stands before."""
    start, after = 0, False
    for match in _CUT.finditer(title):
        if match.start() > start:
            yield title[start : match.start()], after
            after = False
        after = after or match.group(1) is not None
        start = match.end()
    if start < len(title):
        yield title[start:], after


def divisions(title: str) -> Numbered:
    """Return the divisions that a spelt title names, by level: a city, or what lies in one."""
    found: dict[str, set[str]] = {}
    for name, end in _DIVISION.findall(title):
        city = end == "市" and not name[-1].isdigit()
        found.setdefault("city" if city else "district", set()).add(name)
    return {level: frozenset(every) for level, every in found.items()}


def numbered(title: str) -> Numbered:
    """Return the numbers of what a spelt title counts: 3号线, 6期, 12栋."""
    found: dict[str, set[str]] = {}
    for number, of in _NUMBERED.findall(title):
        found.setdefault(of, set()).add(number)
    return {of: frozenset(every) for of, every in found.items()}


def contradict(one: Numbered, other: Numbered) -> bool:
    """Tell whether two titles name different things of a kind that both name."""
    return any(not one[kind] & other[kind] for kind in one.keys() & other.keys())


def unnamed(title: str) -> list[str]:
    """Return what a spelt title says beside its names."""
    found = []
    for part, after_division in _parts(title):
        if after_division and not _NAME.match(part):
            part = part[_HEAD:]
        found += [rest for rest in _NAME.split(part) if rest]
    return found
