"""A possible emergency in what somebody wrote: a hint that a person checks at once, never a decision."""

from dataclasses import dataclass
from enum import StrEnum

from lianxin.followers.triage.rules import cries, manner
from lianxin.followers.triage.rules.dangers import SIGNS, Danger

__all__ = ["CALLS", "CLEAR", "SEVERAL", "SHOWN", "Call", "Danger", "Emergency", "possible"]


class Call(StrEnum):
    """Who is to be called."""

    POLICE = "110"
    FIRE = "119"
    MEDICAL = "120"
    TRAFFIC = "122"
    POWER = "95598"
    GAS_COMPANY = "gas"  # its repair line, which differs from city to city


CALLS: dict[Danger, tuple[Call, ...]] = {  # the first before the others
    Danger.GAS: (Call.FIRE, Call.GAS_COMPANY),
    Danger.TRAPPED: (Call.FIRE,),
    Danger.FIRE: (Call.FIRE,),
    Danger.DROWNING: (Call.POLICE, Call.MEDICAL),
    Danger.VIOLENCE: (Call.POLICE,),
    Danger.SUICIDE: (Call.POLICE, Call.MEDICAL),
    Danger.WIRE: (Call.FIRE, Call.POWER),
    Danger.STRUCTURE: (Call.FIRE,),
    Danger.ILLNESS: (Call.MEDICAL,),
    Danger.TRAFFIC: (Call.TRAFFIC, Call.MEDICAL),
}

SHOWN = 0.55  # confidence from which somebody is asked to read a text first
CLEAR = 0.65  # confidence from which a possible emergency is shown in red, with whom to call
SEVERAL = 0.6  # confidence of several words of danger in a short cry
SHORT, TALE = 120, 300  # characters: who is in danger writes few words, who complains tells a tale
_NOW_MORE, _LONG_LESS, _TALE_LESS = 0.1, 0.15, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What may be happening, how sure that is, where in the text it is said, and whom to call."""

    danger: Danger
    confidence: float
    spans: tuple[tuple[int, int], ...]

    @property
    def calls(self) -> tuple[Call, ...]:
        """Return whom to call, the first before the others."""
        return CALLS[self.danger]

    @property
    def clear(self) -> bool:
        """Tell whether it is said so clearly that it stands in red: what stands there too often is not read."""
        return self.confidence >= CLEAR


def possible(text: str) -> Emergency | None:
    """Return the emergency that a text may tell, unless it denies it, tells it as past or only fears it."""
    said = manner.plain(text)
    sure: dict[Danger, float] = {}
    spans: dict[Danger, list[tuple[int, int]]] = {}
    for danger, weight, pattern in SIGNS:
        places = [
            found.span() for found in pattern.finditer(said) if manner.meant(said, *found.span())
        ]
        if places:
            sure[danger] = max(sure.get(danger, 0.0), weight)
            spans.setdefault(danger, []).extend(places)
    if not sure:
        return _cry(said)
    danger = max(sure, key=lambda kind: (sure[kind], len(spans[kind])))
    confidence = sure[danger] - _LONG_LESS * (len(said) > SHORT) - _TALE_LESS * (len(said) > TALE)
    if any(manner.now(said, *place) for place in spans[danger]):
        confidence += _NOW_MORE
    if confidence < SHOWN:
        return _cry(said)
    return Emergency(
        danger=danger,
        confidence=round(min(confidence, 0.99), 2),
        spans=manner.merged(spans[danger]),
    )


def _cry(said: str) -> Emergency | None:
    """Return what a few words of danger tell that no sign knows."""
    found = cries.heard(said)
    if not found:
        return None
    danger = max(Danger, key=lambda kind: sum(one.danger is kind for one in found))
    several = len({one.word for one in found}) > 1
    spans = manner.merged([one.span for one in found])
    return Emergency(danger=danger, confidence=SEVERAL if several else SHOWN, spans=spans)
