"""What a search asks for, and how text is spelt so that any two characters of it can be found."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.search import masking

LONGEST = 100  # characters of a search


class PersonalSearch(Refusal):
    """What looks like a phone or identity number or an e-mail address is not searched for."""


class SearchTooShort(Refusal):
    """A search needs at least two letters or digits side by side."""


class SearchTooLong(Refusal):
    """A search has at most `limit` characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody searches for: each word must be in the text, as it is spelt there."""

    words: tuple[str, ...]
    grams: tuple[str, ...]


def spelt(text: str) -> str:
    """Return text in its one spelling: nothing personal, small letters and digits, one space."""
    known = unicodedata.normalize("NFKC", masking.mask(text)).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in known).split())


def grams(text: str) -> list[str]:
    """Return the pairs of neighbouring characters of a spelt text, each once."""
    pairs = (word[at : at + 2] for word in text.split() for at in range(len(word) - 1))
    return list(dict.fromkeys(pairs))


def query(said: str) -> Query:
    """Read a search, or refuse it."""
    if masking.looks_personal(said):
        raise PersonalSearch
    if len(said) > LONGEST:
        raise SearchTooLong(limit=LONGEST)
    text = spelt(said)
    found = grams(text)
    if not found:
        raise SearchTooShort
    return Query(words=tuple(dict.fromkeys(text.split())), grams=tuple(found))


def nearest(asked: Query, headings: Mapping[int, str], limit: int) -> list[int]:
    """Return the ids whose headings share most pairs with a search, at least a third and two of them."""
    least = max(2, -(-len(asked.grams) // 3))
    shared = {pk: _shared(asked.grams, heading) for pk, heading in headings.items()}
    near = [pk for pk, many in shared.items() if many >= least]
    return sorted(near, key=lambda pk: (-shared[pk], -pk))[:limit]


def _shared(pairs: Iterable[str], heading: str) -> int:
    return sum(pair in heading for pair in pairs)
