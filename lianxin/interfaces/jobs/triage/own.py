"""Learning from the city's own decisions: a candidate, its trial on the newest weeks, and into use if it won."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.triage import queries
from lianxin.followers.triage.classify import grams, shelf
from lianxin.followers.triage.classify.learning import Learnt
from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.queries import suggestions, training
from lianxin.followers.triage.rules import trials, versions
from lianxin.followers.triage.rules.trials import Fared, Verdict
from lianxin.foundation.time import begin_of, end_of
from lianxin.interfaces.jobs.progress import bar
from lianxin.interfaces.jobs.triage import Say, use

Described = Sequence[tuple[str, str]]
Learn = Callable[[Sequence[str], Sequence[str], Say, Described], Learnt]
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


def train(options: Mapping[str, object], say: Say, *, learn: Learn) -> None:
    """Learn a new version, hold it against the one in use, and take it into use where it is better."""
    at = timezone.now()
    with shelf.alone():
        pass  # where nothing can be written, nothing is worth learning
    since, until = options["since"], options["until"]
    begin = begin_of(since) if isinstance(since, date) else ALWAYS
    end = end_of(until) if isinstance(until, date) else at
    found = _gathered(begin, end)
    seen, old = queries.seq(), queries.in_use()
    learnt = learn(found.known.texts, found.known.labels, say, training.described())
    new_fared = _fared(learnt.model, found.held)
    old_fared = _fared(old.model if old else suggestions.cold_start(), found.held)
    verdict = trials.verdict(new_fared, old_fared, len(found.held.texts))
    before = old.version if old else versions.COLD_START
    data = {
        "source": "ledger",
        "since": found.first.isoformat(),
        "until": found.last.isoformat(),
        "held_from": found.held_from.isoformat(),
        "known": len(found.known.texts),
        "trial": {
            "held": len(found.held.texts),
            "right": new_fared.right,
            "macro_f1": new_fared.macro_f1,
            "against": before,
            "against_right": old_fared.right,
            "against_macro_f1": old_fared.macro_f1,
            "verdict": verdict.value,
        },
    }
    version = shelf.put(learnt, at=at, data=data)
    if verdict is Verdict.BETTER:
        use.take(version, shelf.sha256(version), seen=seen)
    _tell(say, verdict, version, before, (new_fared, old_fared), found)


def _gathered(since: datetime, until: datetime) -> training.Gathered:
    weeks = tickets.decided_weeks(since=since, until=until)
    with bar("reading decisions", training.count(weeks)) as advance:
        return training.gathered(weeks, since=since, until=until, advance=advance)


def _fared(model: Model | None, held: training.Decisions) -> Fared:
    if model is None:
        return Fared(right=0, macro_f1=0.0)
    called: list[str] = []
    for start in range(0, len(held.texts), grams.AT_ONCE):
        called += [one.label for one in model.suggest(held.texts[start : start + grams.AT_ONCE])]
    return trials.fared(held.labels, called)


def _tell(
    say: Say,
    verdict: Verdict,
    version: str,
    before: str,
    fared: tuple[Fared, Fared],
    found: training.Gathered,
) -> None:
    new, old = fared
    said = {
        "version": version,
        "before": before,
        "from": found.held_from,
        "held": len(found.held.texts),
        "new": new.right,
        "old": old.right,
        "new_f1": new.macro_f1,
        "old_f1": old.macro_f1,
        "least": trials.LEAST,
    }
    say(
        _(
            "On the %(held)d decisions from %(from)s on, which it never saw, %(version)s finds %(new)d "
            "(macro-F1 %(new_f1).3f); %(before)s finds %(old)d (macro-F1 %(old_f1).3f)."
        )
        % said
    )
    say(_told(verdict) % said)


def _told(verdict: Verdict) -> str:
    sentences = {
        Verdict.BETTER: _(
            "It is better, and in use from now on. Back again: lianxin triage use %(before)s"
        ),
        Verdict.NOT_BETTER: _(
            "It is not better, for frequent and rare categories alike: %(before)s stays in use. "
            "To use it all the same: lianxin triage use %(version)s"
        ),
        Verdict.TOO_FEW: _(
            "Fewer than %(least)d decisions cannot tell which is better: %(before)s stays in use. "
            "To use it all the same: lianxin triage use %(version)s"
        ),
    }
    return sentences[verdict]
