"""A text as triage reads it: one form for what people type in many."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import repeat

LONGEST = 4000  # characters that are read of one text; what it is about is said before
_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"(.)\1{3,}")  # 急急急急急急 says no more than 急急急


def clean(text: str) -> str:
    """Return a text in one width and case, with single spaces and short repetitions, cut where it is long."""
    folded = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).lower()
    return _RUN.sub(r"\1\1\1", _SPACE.sub(" ", folded)).strip()[:LONGEST]


@lru_cache(maxsize=65536)
def _fold(sign: str) -> str:
    return "".join(unicodedata.normalize("NFKC", sign).lower().split())


def compact(parts: Iterable[str]) -> str:
    """Return the parts of a text in one width and case without any space, a full stop between them."""
    said = "。".join(part for part in parts if part)
    return "".join(map(_fold, said[:LONGEST]))


def places(text: str) -> list[int]:
    """Return for each sign of the compact text where in the text it stands."""
    return [
        place for at, sign in enumerate(text[:LONGEST]) for place in repeat(at, len(_fold(sign)))
    ]
