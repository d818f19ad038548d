"""Who is told of a public matter: whoever reports the same, and whoever follows it without a request."""

from collections.abc import Iterable
from datetime import timedelta

from lianxin.foundation.search.rules import grams, spelt

CONFIRM_WITHIN = timedelta(hours=24)  # then the address is erased
SALT = 16  # bytes
PURPOSE = "follow"  # of the key that links are derived with
# So many others at least are told of, in these steps: fewer could be known by it, and a step hides who
# came last.
OTHERS = (3, 5, 10, 20, 50, 100, 200, 500, 1000)
ALIKE = 2  # pairs of neighbouring characters that a report shares with a matter's line


def fits(said: str, title: str, keywords: Iterable[str]) -> bool:
    """Tell whether a report may be about a matter: by a word of its category, or by its line."""
    words = spelt(said)
    if any(spelt(word) in words for word in keywords if spelt(word)):
        return True
    return len({*grams(words)} & {*grams(spelt(title))}) >= ALIKE


def others(count: int) -> int:
    """Return how many others everybody may be told of at least; 0 where so few say nothing."""
    return max((step for step in OTHERS if step <= count), default=0)
