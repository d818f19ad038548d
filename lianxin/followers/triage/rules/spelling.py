"""One spelling of what people write in many: width, case, traditional characters, digits as words."""

import re
from functools import cache

from opencc import OpenCC

from lianxin.foundation.search import rules as search

LONGEST = 4000  # characters that are read of one text; what it is about is said before
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TENS = (
    (re.compile("(?<=[1-9])十(?=[1-9])"), ""),  # 二十三
    (re.compile("(?<=[1-9])十"), "0"),  # 二十
    (re.compile("十(?=[1-9])"), "1"),  # 十三
    (re.compile("十"), "10"),
)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Return a text in simplified characters."""
    simple: str = _converter().convert(text)
    return simple


def spelt(text: str) -> str:
    """Return a text in its one spelling: nothing personal, simplified, digits as digits, words apart."""
    plain = simplified(search.spelt(text[:LONGEST])).translate(_DIGITS)
    if "十" in plain:
        for written, digits in _TENS:
            plain = written.sub(digits, plain)
    return plain
