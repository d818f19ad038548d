"""How good suggestions are: precision and recall, calibration, coverage, and what is mixed up most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 15
PRECISION = 0.98  # of the surest part that could go without a second look


@dataclass(frozen=True, kw_only=True)
class Score:
    """How one label fares: of those called so how many are, of those that are how many were found."""

    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, kw_only=True)
class Above:
    """What a threshold would do: which part of all is at or above it, and which part of that is wrong."""

    per_cent: int
    covered: float
    wrong: float


@dataclass(frozen=True, kw_only=True)
class Report:
    """All figures of one measurement."""

    labels: dict[str, Score]
    macro_f1: float
    calibration_error: float
    coverage: float
    worst: tuple[str, str, int] | None  # is, was called, how often
    confidence: float  # mean
    above: tuple[Above, ...]  # by each per cent of confidence


def report(truth: Sequence[str], called: Sequence[str], confidence: Sequence[float]) -> Report:
    """Return the figures of suggestions against what people decided."""
    pairs = Counter(zip(truth, called, strict=True))
    labels = {label: _score(label, pairs) for label in sorted({*truth, *called})}
    right = [one == other for one, other in zip(truth, called, strict=True)]
    surest = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    wrong = {pair: often for pair, often in pairs.items() if pair[0] != pair[1]}
    worst = max(wrong, key=lambda pair: (wrong[pair], pair)) if wrong else None
    return Report(
        labels=labels,
        macro_f1=sum(score.f1 for score in labels.values()) / max(len(labels), 1),
        calibration_error=_calibration_error(surest),
        coverage=_coverage(surest),
        worst=(*worst, wrong[worst]) if worst else None,
        confidence=sum(confidence) / max(len(confidence), 1),
        above=_above(surest),
    )


def _score(label: str, pairs: Counter[tuple[str, str]]) -> Score:
    hits = pairs[label, label]
    called = sum(often for (_, one), often in pairs.items() if one == label)
    there = sum(often for (one, _), often in pairs.items() if one == label)
    precision, recall = hits / max(called, 1), hits / max(there, 1)
    f1 = 2 * hits / max(called + there, 1)
    return Score(precision=precision, recall=recall, f1=f1, count=there)


def _calibration_error(surest: Sequence[tuple[float, bool]]) -> float:
    """Return the mean gap of confidence and accuracy over bins of equal mass."""
    total = len(surest)
    gaps = 0.0
    for number in range(BINS):
        part = surest[number * total // BINS : (number + 1) * total // BINS]
        gaps += abs(sum(sure for sure, _ in part) - sum(hit for _, hit in part))
    return gaps / max(total, 1)


def _coverage(surest: Sequence[tuple[float, bool]]) -> float:
    """Return the largest part above some confidence in which enough is right."""
    right, most = 0, 0
    for number, (sure, hit) in enumerate(surest, start=1):
        right += hit
        last = number == len(surest) or surest[number][0] < sure
        if last and right >= PRECISION * number:
            most = number
    return most / max(len(surest), 1)


def _above(surest: Sequence[tuple[float, bool]]) -> tuple[Above, ...]:
    """Return for each per cent what a threshold there would cover, and how much of that is wrong."""
    total, left, found = len(surest), sorted(surest), list[Above]()
    hits, place = sum(hit for _, hit in left), 0
    for per_cent in range(100):
        while place < total and left[place][0] < per_cent / 100:
            hits -= left[place][1]
            place += 1
        covered = total - place
        found.append(
            Above(
                per_cent=per_cent,
                covered=covered / max(total, 1),
                wrong=(covered - hits) / max(covered, 1),
            )
        )
    return tuple(found)
