"""What a search asks for, and how text is spelt so that any two characters of it can be found."""

import re
import unicodedata
from dataclasses import dataclass

from lianxin.foundation.refusal import Refusal
from lianxin.foundation.search import masking

LONGEST = 100  # characters of a search
MOST = 16  # pairs of a whole question that are looked for
ASKING = re.compile(  # what makes a question of it, whatever it is about
    "怎么办|怎么样|怎么|怎样|如何|为什么|什么时候|什么|[去在]?哪里|[去在]哪|哪儿|多少|多久|请问|可以|能不能"
    "|是不是|有没有|需要|[吗呢吧啊呀了的得我您你]"
)


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


def holds(text: str, query: "Query") -> bool:
    """Tell whether every word of a search stands in a text."""
    known = spelt(text)
    return all(word in known for word in query.words)


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


def telling(asked: Query) -> tuple[list[str], int]:
    """Return the pairs of a question that say what it is about, and how many a heading must have."""
    pairs = grams(ASKING.sub(" ", " ".join(asked.words)))[:MOST]
    return pairs, -(-len(pairs) // 3)
