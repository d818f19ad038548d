"""The re-visits in words: what somebody says when asked again, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.oversight.queries.revisits import Agreement
from lianxin.casework.oversight.rules.revisits import LAPSED, Found
from lianxin.casework.tickets.rules.words import Outcome, Revisited
from lianxin.followers.insight.rules.figures import share
from lianxin.interfaces.web.labels import Words

if TYPE_CHECKING:
    from lianxin.casework.oversight.models import Draw

UNTOLD = "–"  # it would tell what a few said
FOUND: Mapping[Found, Words] = {
    Found.RESOLVED: _("revisit", "It is solved"),
    Found.PARTLY: _("revisit", "It is solved in part"),
    Found.EXPLAINED: _("revisit", "It is not solved, but they explained why"),
    Found.NOT_SOLVED: _("revisit", "It is not solved"),
    Found.UNREACHABLE: _("revisit", "Nobody was reached, at three times of day"),
    Found.REFUSED: _("revisit", "They would rather not say"),
}
RESULT: Mapping[str, Words] = {
    Revisited.AGREES: _("revisit", "Agrees"),
    Revisited.DISAGREES: _("revisit", "Does not agree"),
    Revisited.UNREACHABLE: _("revisit", "Not reached"),
    Revisited.REFUSED: _("revisit", "Would not say"),
    LAPSED: _("revisit", "Not asked in time"),
}
CLAIMED: Mapping[str, Words] = {
    Outcome.RESOLVED: _("revisit", "solved"),
    Outcome.PARTLY: _("revisit", "solved in part"),
    Outcome.EXPLAINED: _("revisit", "explained"),
}


def agreement(counted: Agreement, *, least: int = 0) -> str:
    """Return how many of those who answered agree, with the interval; a word where nobody answered.

    Where fewer than `least` agree, or do not, it is not told.
    """
    if _few(counted, least):
        return UNTOLD
    found = share(counted.agrees, counted.answered)
    if found.value is None:
        return gettext("n/a")
    said = {
        "rate": f"{100 * found.value:.1f}",
        "low": f"{100 * (found.low or 0):.0f}",
        "high": f"{100 * (found.high or 0):.0f}",
        "of": found.of,
    }
    return str(_("revisit", "%(rate)s %% (%(low)s–%(high)s, of %(of)s)")) % said


def _few(counted: Agreement, least: int) -> bool:
    return counted.answered > 0 and min(counted.agrees, counted.disagrees) < least


def months(found: "Sequence[tuple[Draw, Agreement]]", *, least: int = 0) -> dict[str, Any]:
    """Return the table of what came of each month's draw; how answers divide only where `least` are on each side."""
    head = [gettext("Month"), gettext("Asked about again"), *RESULT.values()]
    head += [gettext("Still open"), gettext("Agreement")]
    rows = []
    for draw, came in found:
        answers = [UNTOLD] * 2 if _few(came, least) else [came.agrees, came.disagrees]
        counts = [*answers, came.unreachable, came.refused, came.lapsed, came.open]
        cells = [f"{draw.month:%Y-%m}", came.drawn, *counts, agreement(came, least=least)]
        rows.append(list(zip(head, cells, strict=True)))
    return {"head": head, "rows": rows, "draws": [draw for draw, _came in found]}
