"""The blanks of a reply template (答复模板): what stands in 【】 is filled in for each answer."""

import re

from lianxin.registers.knowledge.rules.refusals import BlankBroken, BlanksLeft

BLANK = re.compile(r"【([^【】]{1,30})】")
BETWEEN = "、"


def check_blanks(template: str) -> None:
    """Refuse a bracket that begins or ends no blank with a name."""
    if {*"【】"} & {*BLANK.sub("", template)} or not all(map(str.strip, BLANK.findall(template))):
        raise BlankBroken


def check_filled(template: str, words: str) -> None:
    """Refuse an answer in which a blank of its template still stands."""
    named = dict.fromkeys(BLANK.findall(template))
    left = [name for name in named if f"【{name}】" in words]
    if left:
        raise BlanksLeft(blanks=BETWEEN.join(left))
