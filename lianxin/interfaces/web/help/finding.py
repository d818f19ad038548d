"""Searching a shelf of help: by pairs of characters, as articles are searched, in memory since it is small."""

from collections.abc import Sequence

from lianxin.foundation.search import rules
from lianxin.interfaces.web.help.reading import Read


def find(said: str, shelf: Sequence[Read]) -> tuple[list[Read], bool]:
    """Return the pages that hold all words, what they are headed first, else those near; or refuse."""
    asked = rules.query(said)
    exact = [one for one in shelf if all(word in one.text for word in asked.words)]
    if exact:
        return sorted(exact, key=lambda one: not all(w in one.heading for w in asked.words)), True
    parts = _parts(asked)
    shared = {one.name: sum(part in one.text for part in parts) for one in shelf}
    near = [one for one in shelf if shared[one.name] and 3 * shared[one.name] >= len(parts)]
    return sorted(near, key=lambda one: -shared[one.name]), False


def _parts(asked: rules.Query) -> list[str]:
    """Return what tells: pairs of Chinese characters, and whole words of other letters."""
    pairs = [pair for pair in rules.telling(asked)[0] if not pair.isascii()]
    return pairs + [word for word in asked.words if word.isascii() and len(word) > 2]
