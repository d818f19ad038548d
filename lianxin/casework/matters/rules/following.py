"""Who is told of a public matter: whoever reports the same, and whoever follows it without a request."""

from collections.abc import Iterable
from datetime import timedelta

from lianxin.foundation.search.rules import grams, spelt

CONFIRM_WITHIN = timedelta(hours=24)  # then the address is erased
SALT = 16  # bytes
PURPOSE = "follow"  # of the key that links are derived with
ALIKE = 2  # pairs of neighbouring characters that a report shares with a matter's line


def fits(said: str, title: str, keywords: Iterable[str]) -> bool:
    """Tell whether a report may be about a matter: by a word of its category, or by its line."""
    words = spelt(said)
    if any(spelt(word) in words for word in keywords if spelt(word)):
        return True
    return len({*grams(words)} & {*grams(spelt(title))}) >= ALIKE
