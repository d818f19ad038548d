"""What a text says: anything at all, as Unicode has many signs that no reader sees; or where somebody lives."""

import re
import unicodedata

BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # fillers that Unicode counts as letters or symbols
# what follows a building's number leads to one door
_DOOR = re.compile(
    r"[0-9]{2,4} *室|(?:单元|号楼|栋|幢) *[0-9]{3,4}(?![0-9])|[0-9]+[-—–][0-9]+[-—–][0-9]{3,4}(?![0-9])"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def says_anything(text: str) -> bool:
    """Tell whether there is a letter, a digit or a symbol in a text that a reader sees."""
    return any(unicodedata.category(sign)[0] in "LNS" and sign not in BLANK for sign in text)


def doors(said: str) -> list[re.Match[str]]:
    """Return where a text leads to one door: "501室", "3单元501", "8栋1203", "2-1-502"."""
    return list(_DOOR.finditer(said.translate(_WIDE)))
