"""The words that led to a suggestion, as places in the text and never as words."""

from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.rules import texts

SHARE = 0.5  # of all that speaks for the label stands in the words that are shown
APART = 1  # signs between two words that are shown as one


def reasons(model: Model, text: str, label: str) -> list[tuple[int, int]]:
    """Return where the words stand that speak most for a label: begin and end, in reading order."""
    compact = texts.compact([text])
    values = model.signs_for(compact, label).tolist()
    enough = SHARE * sum(value for value in values if value > 0)
    chosen, reached = set(), 0.0
    for at in sorted(range(len(values)), key=lambda at: -values[at]):
        if reached >= enough or values[at] <= 0:
            break
        chosen.add(at)
        reached += values[at]
    where = texts.places(text)
    return _spans(sorted({where[at] for at in chosen}))


def _spans(places: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and place - spans[-1][1] <= APART:
            spans[-1] = spans[-1][0], place + 1
        else:
            spans.append((place, place + 1))
    return spans
