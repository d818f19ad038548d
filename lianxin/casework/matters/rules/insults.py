"""Words of abuse in what is to become public: a person looks at them before anybody else reads them.

A list finds words, never what is meant; so nothing is refused by it. Whoever publishes says that
they have looked. Rather one word too many is shown to them than one too few.
"""

import re
from collections.abc import Iterable

from lianxin.casework.matters.rules.refusals import InsultsSomebody

# Words that are said of a person; in order, so that an official can read and lengthen them.
ABUSE = [
    "白痴",
    "败类",
    "笨蛋",
    "变态",
    "不要脸",
    "畜生",
    "蠢货",
    "蠢猪",
    "恶霸",
    "恶棍",
    "狗官",
    "狗东西",
    "狗腿子",
    "废物",
    "疯子",
    "疯婆子",
    "黑心",
    "混蛋",
    "混账",
    "贱人",
    "贱货",
    "骗子",
    "泼妇",
    "强盗",
    "禽兽",
    "缺德",
    "人渣",
    "傻逼",
    "傻子",
    "傻瓜",
    "神经病",
    "死胖子",
    "贪官",
    "土匪",
    "王八蛋",
    "王八",
    "无耻",
    "无赖",
    "小偷",
    "小人得志",
    "杂种",
    "脑残",
    "老赖",
    "流氓",
    "垃圾人",
    "娘炮",
    "乌龟王八",
    "窝囊废",
    "瘪三",
]
ABROAD = (
    "bastard bitch crook crooks idiot idiots liar liars moron morons scum scumbag thief thieves"
)
_ABUSE = re.compile(
    "|".join(sorted(map(re.escape, ABUSE), key=len, reverse=True))
    + rf"|\b(?:{'|'.join(ABROAD.split())})\b",
    re.IGNORECASE,
)
_GAPS = re.compile(r"[\s*·.,，。、_-]+")  # with which people part the signs of such a word


def insults(texts: Iterable[str]) -> list[str]:
    """Return the words of abuse in some texts, each once, in the order in which they stand."""
    found: dict[str, None] = {}
    for text in texts:
        for looked_at in (text, _GAPS.sub("", text) if not text.isascii() else ""):
            found |= dict.fromkeys(match[0] for match in _ABUSE.finditer(looked_at))
    return list(found)


def seen(texts: Iterable[str], *, looked: bool) -> None:
    """Refuse to publish words of abuse that nobody says to have looked at."""
    if not looked and (found := insults(texts)):
        raise InsultsSomebody(count=len(found))
