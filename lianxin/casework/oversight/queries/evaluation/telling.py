"""What is known of an evaluation: the figures kept with its round, evidence, judgements, and what comes of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lianxin.casework.oversight.models import Evaluation, EvaluationRound
from lianxin.casework.oversight.queries.evaluation import schemes
from lianxin.casework.oversight.rules import evaluation as rules
from lianxin.casework.oversight.rules.evaluation import Outcome, Reading, Told, deeds
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.chapters import Chapter, chapter

FIGURES = "figures"  # how the words are named that keep them
IMPROVED = "improved"
BETWEEN = "+"  # of codes that are named together


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was said last on a line that people decide: handed in, and judged."""

    words: str = ""
    files: Sequence[str] = ()  # ids
    judged: bool | None = None
    reason: str = ""


def readings(found: EvaluationRound) -> dict[int, dict[str, Reading]]:
    """Return the figures that were kept with a round, by unit and line."""
    entry = ledger.about(found).filter(verb=deeds.FIGURES_FIXED).first()
    if entry is None:
        return {}
    made: dict[int, dict[str, Reading]] = {}
    for one in json.loads(ledger.words(entry)[FIGURES] or "[]"):
        reading = Reading(value=one["value"], of=one["of"], few_staff=one["few_staff"])
        made.setdefault(one["unit"], {})[one["line"]] = reading
    return made


def story(found: Evaluation) -> list[Chapter]:
    """Return every deed on an evaluation, oldest first."""
    return [chapter(entry, ledger.words(entry)) for entry in ledger.about(found)]


def evidence(chapters: Sequence[Chapter]) -> dict[str, Evidence]:
    """Return what people handed in and judged, by line; what is handed in anew waits for a new judgement."""
    made: dict[str, Evidence] = {}
    for one in chapters:
        if one.verb == deeds.HANDED_IN:
            bound = [
                text.partition(" ")[0] for name, text in one.words.items() if text and ":" in name
            ]
            words = one.words.get("evidence") or ""
            made[str(one.facts["indicator"])] = Evidence(words=words, files=bound)
        elif one.verb in deeds.JUDGING:
            line = str(one.facts.get("indicator") or one.facts.get("veto"))
            met, why = bool(one.facts["met"]), one.words.get("reason") or ""
            made[line] = replace(made.get(line, Evidence()), judged=met, reason=why)
    return made


def improved(chapters: Sequence[Chapter]) -> list[str]:
    """Return what re-checks found better, by the codes of dimensions and vetoes."""
    said = [one.words.get(IMPROVED) or "" for one in chapters if one.verb == deeds.RECHECKED]
    return [code for one in said for code in one.split(BETWEEN) if code]


def told(
    found: Evaluation, chapters: Sequence[Chapter], known: Mapping[int, Mapping[str, Reading]]
) -> Told:
    """Return what the result of a unit is made from, without what was found better since."""
    judged = {line: one.judged for line, one in evidence(chapters).items()}
    return Told(
        readings=known.get(found.unit_id, {}),
        judged={line: met for line, met in judged.items() if met is not None},
    )


def outcome(found: Evaluation) -> Outcome:
    """Return the result of an evaluation as it stands, without what was found better since."""
    return _outcome(found, told(found, story(found), readings(found.round)))


def now(found: Evaluation, more: Sequence[str] = ()) -> Outcome:
    """Return what the result would be with everything that re-checks found better, and with `more`."""
    chapters = story(found)
    known = told(found, chapters, readings(found.round))
    return _outcome(found, replace(known, improved=[*improved(chapters), *more]))


def _outcome(found: Evaluation, known: Told) -> Outcome:
    return rules.outcome(schemes.said(found.round.scheme), found.round.domain, known)
