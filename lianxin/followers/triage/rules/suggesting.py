"""What becomes of a classifier's confidences: which categories are offered, and how sure that is said to be."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from lianxin.casework.tickets.rules import conflict

OFFERED = 3
VERY = 0.9

Span = tuple[int, int]
Ranked = tuple[str, float]


class Sureness(StrEnum):
    """How sure a suggestion is, for who reads words rather than figures."""

    VERY_SURE = "very_sure"
    FAIRLY_SURE = "fairly_sure"
    NOT_SURE = "not_sure"


def sureness(confidence: float, threshold: float) -> Sureness:
    """Return how sure a confidence is; below the threshold it is not."""
    if confidence < threshold:
        return Sureness.NOT_SURE
    return Sureness.VERY_SURE if confidence >= VERY else Sureness.FAIRLY_SURE


def offered(ranked: Iterable[Ranked], known: Collection[str]) -> list[Ranked]:
    """Return the likeliest labels that are categories in force, the likeliest first."""
    kept = [(label, confidence) for label, confidence in ranked if label in known]
    return sorted(kept, key=lambda one: -one[1])[:OFFERED]


def asks(*, emergency: str, kind: str, grid_id: int | None) -> bool:
    """Tell whether a request needs a second look, in a form, before a suggestion is taken.

    One click is for the others: no possible emergency, no complaint of a unit, and a place that is known.
    """
    return bool(emergency) or conflict.against_somebody(kind) or grid_id is None


def marked(text: str, spans: Iterable[Sequence[int]]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is among the words that led to something."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for begin, end in sorted((max(one[0], 0), one[1]) for one in spans):
        first = max(begin, done)
        if first >= min(end, len(text)):
            continue
        pieces += [(text[done:first], False), (text[first:end], True)]
        done = min(end, len(text))
    return [piece for piece in [*pieces, (text[done:], False)] if piece[0]]
