"""What the manifest of a learnt version says of it, whoever wrote it when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lianxin.followers.triage.rules.measures import Above, Score
from lianxin.followers.triage.rules.trials import Verdict


@dataclass(frozen=True, kw_only=True)
class Trial:
    """How a version fared against the one that was in use, on the newest decisions."""

    held: int
    right: int
    macro_f1: float
    against: str
    against_right: int
    against_macro_f1: float
    verdict: Verdict

    @property
    def share(self) -> float | None:
        """Return which part it found."""
        return self.right / self.held if self.held else None


@dataclass(frozen=True, kw_only=True)
class Told:
    """A version: from how much it was learnt, from when to when, and how it fares on what it never saw."""

    made_at: str
    rows: int
    labels: int
    left_out: tuple[str, ...]
    since: str
    until: str
    macro_f1: float
    calibration_error: float
    coverage: float
    confidence: float | None  # mean
    classes: Mapping[str, Score]
    above: tuple[Above, ...]
    trial: Trial | None


def told(said: Mapping[str, object] | None) -> Told | None:
    """Return what a manifest says, or None where it cannot be read."""
    try:
        return _told(dict(said)) if said is not None else None
    except (KeyError, TypeError, ValueError):
        return None


def _told(said: dict[str, Any]) -> Told:
    scores, data = said["scores"], said["data"]
    return Told(
        made_at=str(said["made_at"]),
        rows=int(said["rows"]),
        labels=len(said["labels"]),
        left_out=tuple(map(str, said.get("left_out", ()))),
        since=str(data.get("since", "")),
        until=str(data.get("until", "")),
        macro_f1=float(scores["macro_f1"]),
        calibration_error=float(scores["calibration_error"]),
        coverage=float(scores["coverage"]),
        confidence=float(scores["confidence"]) if "confidence" in scores else None,
        classes={
            str(label): Score(
                precision=float(one), recall=float(two), f1=float(f1), count=int(count)
            )
            for label, (one, two, f1, count) in said.get("classes", {}).items()
        },
        above=tuple(
            Above(per_cent=int(per_cent), covered=float(covered), wrong=float(wrong))
            for per_cent, covered, wrong in said.get("above", ())
        ),
        trial=_trial(data["trial"]) if "trial" in data else None,
    )


def _trial(said: dict[str, Any]) -> Trial:
    return Trial(
        held=int(said["held"]),
        right=int(said["right"]),
        macro_f1=float(said["macro_f1"]),
        against=str(said["against"]),
        against_right=int(said["against_right"]),
        against_macro_f1=float(said["against_macro_f1"]),
        verdict=Verdict(said["verdict"]),
    )
