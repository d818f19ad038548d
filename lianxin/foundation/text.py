"""Whether a text says anything: Unicode has many signs that no reader sees."""

import unicodedata

BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # fillers that Unicode counts as letters or symbols


def says_anything(text: str) -> bool:
    """Tell whether there is a letter, a digit or a symbol in a text that a reader sees."""
    return any(unicodedata.category(sign)[0] in "LNS" and sign not in BLANK for sign in text)
