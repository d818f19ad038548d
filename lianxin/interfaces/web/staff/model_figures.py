"""Figures of the classifier as its pages show them: shares in per cent, categories by their names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from lianxin.followers.triage.rules import versions
from lianxin.followers.triage.rules.drift import Drift, OfCategory, Week
from lianxin.followers.triage.rules.manifests import Told
from lianxin.followers.triage.rules.trials import Verdict
from lianxin.foundation.actor import Role
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import chart
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.duties import queries as duties

if TYPE_CHECKING:
    from lianxin.followers.triage.queries import Version
    from lianxin.foundation.ledger.models import Entry

STEP = 5  # per cent between two lines of the table
TICKS = tuple(range(versions.LOWEST, 100, 10))
DRIFT: Mapping[Drift, str | Promise] = {
    Drift.TOO_FEW: pgettext_lazy(
        "drift", "There are not yet enough decided requests of the last four weeks to tell."
    ),
    Drift.FINE: pgettext_lazy("drift", "In the last four weeks suggestions fared as expected."),
    Drift.FOLLOWED_LESS: pgettext_lazy(
        "drift",
        "In the last four weeks people chose another category clearly more often than expected. Look at the categories below, "
        "and learn anew from newer decisions: lianxin triage train.",
    ),
    Drift.LESS_SURE: pgettext_lazy(
        "drift",
        "In the last four weeks the classifier was clearly less sure than expected: what is asked has changed. "
        "Learn anew from newer decisions: lianxin triage train.",
    ),
}
BAD = frozenset({Drift.FOLLOWED_LESS, Drift.LESS_SURE})
VERDICT: Mapping[Verdict, str | Promise] = {
    Verdict.BETTER: pgettext_lazy("trial", "Better than the one before"),
    Verdict.NOT_BETTER: pgettext_lazy("trial", "Not better than the one before"),
    Verdict.TOO_FEW: pgettext_lazy("trial", "Too few decisions to tell"),
}


def called(name: str) -> str:
    """Return how a page calls a version; "" is the cold start."""
    return pgettext("classifier", "Cold start") if name in ("", versions.COLD_START) else name


def version(told: Told, threshold: int) -> dict[str, object]:
    """Return the charts of a version, the table beside them, and its scores by category."""
    above = [one for one in told.above if one.per_cent >= versions.LOWEST]
    found: dict[str, object] = {"scores": _scores(told), "trial": _trial(told)}
    if not above:
        return found
    covered = chart.line(
        _("Which part of all requests is suggested as sure, by threshold"),
        [(one.per_cent, one.covered) for one in above],
        mark=threshold,
        ticks=TICKS,
    )
    wrong = chart.line(
        _("Which part of what is suggested as sure is wrong, by threshold"),
        [(one.per_cent, one.wrong) for one in above],
        mark=threshold,
        ticks=TICKS,
    )
    head = (
        pgettext("classifier", "Threshold"),
        pgettext("classifier", "Suggested as sure"),
        pgettext("classifier", "Of these wrong"),
    )
    lines = [one for one in above if one.per_cent % STEP == 0 or one.per_cent == threshold]
    table = [
        _paired(head, f"{one.per_cent} %", _share(one.covered), _share(one.wrong)) for one in lines
    ]
    here = next((one for one in above if one.per_cent == threshold), None)
    said = {"covered": _share(here.covered), "wrong": _share(here.wrong)} if here else None
    return {
        **found,
        "charts": [covered, wrong],
        "above": {"head": head, "rows": table},
        "here": said,
    }


def _scores(told: Told) -> dict[str, object]:
    head = (
        pgettext("classifier", "Category"),
        pgettext("classifier", "Right of those called so"),
        pgettext("classifier", "Found of those that are"),
        "F1",
        pgettext("classifier", "Requests"),
    )
    names = duties.category_names(told.classes)
    rows = [
        _paired(
            head,
            names.get(code, code),
            _share(one.precision),
            _share(one.recall),
            _share(one.f1),
            str(one.count),
        )
        for code, one in sorted(told.classes.items(), key=lambda pair: pair[1].f1)
    ]
    facts = [
        (pgettext("classifier", "Learnt from"), _learnt(told)),
        (pgettext("classifier", "Categories"), str(told.labels)),
        (pgettext("classifier", "Macro-F1 on texts held back"), f"{told.macro_f1:.3f}"),
        (pgettext("classifier", "Calibration error"), f"{told.calibration_error:.3f}"),
        (pgettext("classifier", "Can be suggested at 98 % precision"), _share(told.coverage)),
    ]
    if told.left_out:
        left = labels.listed(duties.category_names(told.left_out).values() or told.left_out)
        facts.append((pgettext("classifier", "Left out, with a single text each"), left))
    return {"head": head, "rows": rows, "facts": facts}


def _learnt(told: Told) -> str:
    if not told.since:
        return _("%(count)s texts of a file") % {"count": told.rows}
    said = {"count": told.rows, "since": told.since, "until": told.until}
    return _("%(count)s decisions from %(since)s to %(until)s") % said


def _trial(told: Told) -> str:
    if told.trial is None:
        return ""
    one = told.trial
    said = {
        "held": one.held,
        "right": one.right,
        "before": called(one.against),
        "before_right": one.against_right,
        "verdict": VERDICT[one.verdict],
    }
    return (
        _(
            "%(verdict)s: of the %(held)s newest decisions, which it never saw, it found %(right)s; %(before)s found %(before_right)s."
        )
        % said
    )


def listed(one: "Version") -> dict[str, object]:
    """Return a version as a line of the list."""
    told = one.told
    return {
        "name": one.name,
        "url": reverse("staff-model-version", args=[one.name]),
        "in_use": one.in_use,
        "damaged": told is None,
        "learnt": _learnt(told) if told else "",
        "macro_f1": f"{told.macro_f1:.3f}" if told else "",
        "verdict": VERDICT[told.trial.verdict] if told and told.trial else "",
    }


def deed(entry: "Entry") -> dict[str, object]:
    """Return a deed on the classifier as a line of its history."""
    facts: Any = entry.facts
    if entry.verb == versions.TAKEN:
        said = _("In use: %(version)s") % {"version": called(str(facts["version"]))}
    else:
        said = _("Threshold: %(per_cent)s %%") % {"per_cent": facts["threshold"]}
    at: datetime = entry.at
    return {"at": at, "said": said, "by": labels.of(Role, entry.role)}


def expected(told: Told | None) -> str:
    """Return what was measured on what was held out, to hold the weeks against; "" where nothing was."""
    right = told.trial.share if told and told.trial else None
    if told is None or right is None or told.confidence is None:
        return ""
    said = {"right": _share(right), "confidence": _share(told.confidence)}
    return _("Expected: followed %(right)s, mean confidence %(confidence)s.") % said


def weeks(found: Sequence[Week]) -> dict[str, object]:
    """Return how suggestions fared week by week, the newest first."""
    head = (pgettext("classifier", "Week from"), *_faring())
    newest = sorted(found, key=lambda week: week.monday, reverse=True)
    return {
        "weeks": {
            "head": head,
            "rows": [_fared(head, govuk_day(one.monday), one) for one in newest],
        }
    }


def categories(found: Sequence[OfCategory]) -> dict[str, object]:
    """Return how suggestions fared by category, the least followed first."""
    head = (pgettext("classifier", "Category"), *_faring())
    names = {
        pk: row.name
        for pk, row in duties.categories_by_id(one.category_id for one in found).items()
    }
    rows = [_fared(head, names[one.category_id], one) for one in found]
    return {"categories": {"head": head, "rows": rows}}


def _faring() -> tuple[str, ...]:
    return (
        pgettext("classifier", "Suggestions"),
        pgettext("classifier", "Decided"),
        pgettext("classifier", "Followed"),
        pgettext("classifier", "Mean confidence"),
    )


def _fared(head: Sequence[str], name: str, one: Week | OfCategory) -> list[tuple[str, str]]:
    followed = "" if one.share is None else _share(one.share)
    return _paired(head, name, str(one.made), str(one.decided), followed, _share(one.confidence))


def _paired(head: Sequence[str], *values: str) -> list[tuple[str, str]]:
    return list(zip(head, values, strict=True))


def _share(part: float) -> str:
    return f"{100 * part:.1f} %"
