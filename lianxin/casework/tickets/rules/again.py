"""The same text again within minutes: whether two tellings are one, however they are typed."""

import unicodedata
from datetime import timedelta

WITHIN = timedelta(minutes=10)


def plain(*told: str) -> str:
    """Return what was told as it counts: letters and digits, without case, width, space or marks."""
    text = unicodedata.normalize("NFKC", "\n".join(told)).casefold()
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LN")
