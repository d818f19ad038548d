"""A text as triage reads it: one form for what people type in many."""

import re
import unicodedata

LONGEST = 4000  # characters that are read of one text; what it is about is said before
_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"(.)\1{3,}")  # 急急急急急急 says no more than 急急急


def clean(text: str) -> str:
    """Return a text in one width and case, with single spaces and short repetitions, cut where it is long."""
    folded = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).lower()
    return _RUN.sub(r"\1\1\1", _SPACE.sub(" ", folded)).strip()[:LONGEST]
