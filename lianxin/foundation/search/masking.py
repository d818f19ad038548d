"""Hides what looks like it identifies a person: phone, identity and card numbers, e-mail, plates.

Rather one number too many is hidden than one too few; names and addresses cannot be found this
way. Text is scanned in a copy whose digits are plain ASCII and whose length is the same, so that
full-width, Chinese and other scripts' digits are caught where they stand.
"""

import re
import unicodedata
from collections.abc import Iterator

HIDDEN = "***"
DIGITS_END = 0x20000  # digits of all scripts stand in the first two planes; the others cost each start a sixth of a second

# Spaces, dashes, dots and invisible marks that people put between digits; never a line break.
_GAP = "[ \t\u00a0\u00ad\u2000-\u2015\u202f\u205f\u2060\u2212\u3000\ufeff._·•-]{0,3}"


def _letters() -> dict[int, str]:
    table = {
        code: str(unicodedata.decimal(chr(code)))
        for code in range(0x80, DIGITS_END)
        if unicodedata.category(chr(code)) == "Nd"
    }
    chinese = ("〇零", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    table |= {ord(sign): str(value) for value, signs in enumerate(chinese) for sign in signs}
    circled = {ord(sign): str(value) for value, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨")}
    wide = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
    return wide | circled | table


_PLAIN = _letters()


def _digits(*classes: str) -> str:
    """Return a pattern of digits that may stand apart."""
    return _GAP.join(classes)


_D = "[0-9]"
_END = "(?![0-9])"
_CANDIDATE = re.compile(rf"[0-9](?:[()]?{_GAP}[()]?[0-9]){{6,}}[Xx]?")
_PREFIX = rf"(?:(?:00)?8{_GAP}6{_GAP}[()]?{_GAP}|0)?"
_MOBILE = _PREFIX + _digits("1", "[3-9]", *[_D] * 9)
_CENTURY = rf"(?:1{_GAP}[89]|2{_GAP}0)"
_MONTH = rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
_DAY = rf"(?:0{_GAP}[1-9]|[12]{_GAP}[0-9]|3{_GAP}[01])"
_IDENTITY = _digits("[1-9]", *[_D] * 5, _CENTURY, _D, _D, _MONTH, _DAY, *[_D] * 3, "[0-9Xx]")
_OLD_IDENTITY = _digits("[1-8]", *[_D] * 7, _MONTH, _DAY, *[_D] * 3)
_CARD = rf"[3-69](?:{_GAP}[0-9]){{15,18}}"
_LANDLINE = rf"0[0-9]{{2,3}}[()]?{_GAP}[2-9](?:{_GAP}[0-9]){{6,7}}"
_NUMBER = re.compile(
    rf"(?<![0-9])[+(]{{0,2}}(?:{_IDENTITY}|{_OLD_IDENTITY}|{_CARD}|{_MOBILE}|{_LANDLINE}|[0-9]{{20,}}){_END}"
)
_ABROAD = re.compile(rf"\+{_GAP}[1-9](?:[()]?{_GAP}[()]?[0-9]){{7,14}}{_END}")
_LOCAL = re.compile(  # a landline without its area code is told by the word before it
    rf"(?:电话|座机|固话|手机|致电|拨打|来电|[Tt][Ee][Ll]|[Pp]hone)[^0-9\n]{{0,6}}"
    rf"([2-9](?:{_GAP}[0-9]){{6,7}}){_END}"
)
_MAIL = re.compile(
    r"[A-Za-z0-9._%+-]{0,64} ?@ ?[A-Za-z0-9-]{1,63}(?: ?[.。] ?[A-Za-z0-9-]{1,63}){1,5}"
)
_PLATE = re.compile(
    rf"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使]{_GAP}[A-Za-z]{_GAP}"
    rf"(?=(?:(?:[A-Za-z]{_GAP}){{0,2}}[0-9]{_GAP}){{3}})"
    rf"(?:[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警港澳]|[A-Za-z0-9](?:{_GAP}[A-Za-z0-9]){{4}})"
    rf"(?![A-Za-z0-9])"
)
_BARE = re.compile(rf"\s*(?!(?:19|20)[0-9]{{6}}\s*$)[2-9](?:{_GAP}[0-9]){{6,7}}\s*")


def mask(text: str) -> str:
    """Return the text with everything hidden that looks like it identifies a person."""
    while found := places(text):
        for start, end in reversed(found):
            text = text[:start] + HIDDEN + text[end:]
    return text


def places(text: str) -> list[tuple[int, int]]:
    """Return where in a text stands what looks like it identifies a person."""
    return _merged(_spans(text.translate(_PLAIN)))


def looks_personal(query: str) -> bool:
    """Tell whether a search would look for a person: such a search is refused."""
    plain = query.translate(_PLAIN)
    return _BARE.fullmatch(plain) is not None or next(_spans(plain), None) is not None


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    candidate = None
    for candidate in _CANDIDATE.finditer(plain):
        start = max(candidate.start() - 2, 0)
        yield from (match.span() for match in _NUMBER.finditer(plain, start, candidate.end()))
    if candidate is not None:  # most texts have no seven digits in a row
        yield from (match.span(1) for match in _LOCAL.finditer(plain))
        yield from (match.span() for match in _ABROAD.finditer(plain))
    if "@" in plain:
        yield from (match.span() for match in _MAIL.finditer(plain))
    yield from (match.span() for match in _PLATE.finditer(plain))


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
