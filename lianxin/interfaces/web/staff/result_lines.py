"""The result of a unit in words: its band, and each indicator with its definition, its data and its n."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.casework.oversight.queries.evaluation import Evidence
from lianxin.casework.oversight.rules.evaluation import Found, Outcome, Scheme
from lianxin.interfaces.web import scheme_lines
from lianxin.interfaces.web.staff import evaluation_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lianxin.casework.oversight.models import Evaluation

COLOUR = {True: "green", False: "red", None: "grey"}


def kept(scheme: Scheme, found: "Evaluation") -> str:
    """Return the result that a unit was shown last, or nothing where it was shown none."""
    return _result(scheme, found.band, found.good, found.good_most)


def again(scheme: Scheme, found: "Evaluation") -> str:
    """Return what a re-check found, or nothing where there was none."""
    return _result(scheme, found.again_band, found.again_good, found.again_good_most)


def _result(scheme: Scheme, code: str, good: int | None, most: int | None) -> str:
    if good is None or most is None:
        return ""
    band = scheme.band(code)
    said = {"band": band.name if band else _("n/a"), "good": counted(good, most)}
    return _("%(band)s (%(good)s good)") % said


def counted(low: int, high: int) -> str:
    """Return a count that lies between two bounds."""
    return str(low) if low == high else f"{low}–{high}"


def shown(scheme: Scheme, made: Outcome, evidence: "Mapping[str, Evidence]") -> dict[str, object]:
    """Return an outcome for a template: its band, its parts, and the why of each line."""
    band = scheme.band(made.band or "")
    names = [one.name for one in scheme.bands if one.code in (made.highest, made.lowest)]
    return {
        "band": band,
        "between": pgettext("evaluation", " – ").join(names),
        "good": counted(made.good, made.good_most),
        "of": len(made.parts),
        "points": counted(made.points, made.points_most),
        "parts": [
            {
                "name": part.name,
                "verdict": verdict(part.verdict, good=True),
                "colour": COLOUR[part.verdict],
                "share": counted(int(part.low), int(part.high)),
                "least": part.least,
                "lines": [_line(one, evidence) for one in part.found],
                "vetoes": [_line(one, evidence) for one in part.vetoes if one.verdict],
            }
            for part in made.parts
        ],
        "vetoes": [_line(one, evidence) for one in made.vetoes if one.verdict],
    }


def verdict(said: bool | None, *, good: bool = False) -> str:  # noqa: FBT001  a verdict, not a switch
    """Return a verdict in words: met, not met or n/a."""
    if said is None:
        return _("n/a")
    if good:
        return pgettext("evaluation", "Good") if said else pgettext("evaluation", "Not good")
    return pgettext("evaluation", "Met") if said else pgettext("evaluation", "Not met")


def _line(one: Found, evidence: "Mapping[str, Evidence]") -> dict[str, object]:
    people = evidence.get(one.line.code)
    return {
        "name": one.line.name,
        "text": one.line.text,
        "how": scheme_lines.how(one.line.measure),
        "verdict": verdict(one.verdict),
        "colour": COLOUR[one.verdict],
        "data": _data(one),
        "why_not": evaluation_words.LACKING[one.lacking] if one.lacking else "",
        "evidence": people,
    }


def _data(one: Found) -> str:
    if one.reading is None or one.reading.few_staff:
        return ""
    if one.reading.value is None:  # of a few cases it would be that of persons
        return _("Cases: %(of)s") % {"of": one.reading.of}
    said = {"value": f"{one.reading.value:.1f}", "of": one.reading.of}
    return _("%(value)s, from %(of)s cases") % said
