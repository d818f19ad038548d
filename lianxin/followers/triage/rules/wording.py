"""A theme's name in plain words: those that its titles use and others do not."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from lianxin.followers.triage.rules import naming, persons

SHORTEST, LONGEST = 2, 4  # characters of a word
WORDS = 3  # of a name
BETWEEN = "、"  # words of a name, which are Chinese
FEWEST = 2  # titles that use a word, else it tells one message and no theme
PART_OF = 0.7  # share of a word's titles that say a longer one: then the longer one is the word


def words(title: str) -> frozenset[str]:
    """Return what may be a word of a spelt title, names of places and persons left out."""
    parts = naming.unnamed(persons.without(title))
    return frozenset(
        part[at : at + length]
        for part in parts
        for length in range(SHORTEST, LONGEST + 1)
        for at in range(len(part) - length + 1)
        if not any(sign.isdigit() or sign.isascii() for sign in part[at : at + length])
    )


def counted(titles: Iterable[str]) -> Counter[str]:
    """Return in how many titles each word stands."""
    return Counter(word for title in titles for word in words(title))


def name(here: Counter[str], everywhere: Counter[str], share: float) -> str:
    """Return the words that tell a theme most, by how far they stand above its share of all titles."""
    telling = sorted(
        ((-_telling(count, everywhere[word], share), word) for word, count in here.items())
    )
    chosen: list[str] = []
    for _, word in telling:
        if len(chosen) == WORDS or here[word] < FEWEST:
            break
        whole = _whole(word, here)
        if not _overlap(whole, chosen):
            chosen.append(whole)
    return BETWEEN.join(chosen)


def _telling(count: int, everywhere: int, share: float) -> float:
    return count * math.log(max(count / (everywhere * share), 1e-9))


def _whole(word: str, here: Counter[str]) -> str:
    """Return the longest word that most titles with this one say instead."""
    longer = [
        other for other, count in here.items() if word in other and count >= PART_OF * here[word]
    ]
    return max(longer, key=lambda other: (len(other), here[other], other))


def _overlap(word: str, chosen: Sequence[str]) -> bool:
    pairs = {word[at : at + 2] for at in range(len(word) - 1)}
    return any(pair in other for other in chosen for pair in pairs)
