"""What was asked and what was done, for everybody: counts of the whole place, and no small ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import pgettext_lazy as _
from django.views.decorators.http import require_safe

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.insight import publication
from lianxin.followers.insight.queries import panels as insight
from lianxin.followers.insight.queries import publication as publications
from lianxin.followers.insight.queries.profile import profile
from lianxin.followers.insight.rules.figures import Period, Result, Scope
from lianxin.followers.insight.rules.opendata import UNKNOWN
from lianxin.followers.insight.rules.suppression import ANY, FEWEST
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.memory import for_a_while
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import month_after, months_from
from lianxin.interfaces.web import figure_words, plots
from lianxin.interfaces.web.plots import Cell, Form, Line, Plot, month
from lianxin.interfaces.web.publication import data
from lianxin.registers.duties import queries as duties

MONTHS = 12  # before the one that runs
KEPT = 5 * 60  # seconds
PUBLIC = Actor.public("")
RATES = ("on_time", "resolution_rate", "satisfaction_rate")
FROM_LEDGER = _(
    "definition", "Counted from the ledger by the day of receipt, the whole place together."
)


@dataclass(frozen=True)
class Told:
    """What the page tells, in one language."""

    asked: Sequence[Plot]
    done: Sequence[Plot]
    received: int
    open: int
    excluded: int

    @property
    def answered(self) -> int:
        """Return how many were answered of those that the chart of months tells."""
        return sum(int(line.cells[1].value or 0) for line in self.asked[0].lines)


@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """Show what was asked and what was done; `csv` in the query downloads the table of a chart."""
    context: dict[str, Any] = {"held": sum(one.count for one in tickets.holds()), "fewest": FEWEST}
    newest = publications.listed(PUBLIC).first()
    try:
        told = _told((get_language(), newest.pk if newest else None), timezone.now())
    except Refusal as refusal:
        context["fault"] = words.of(refusal)
        return render(request, "public/asked_and_done.html", context, status=503)
    if "csv" in request.GET:
        if (file := plots.asked([*told.asked, *told.done], request.GET["csv"])) is None:
            raise Http404
        return file
    context |= {"told": told, "csv_base": f"{reverse('asked-and-done')}?"}
    return render(request, "public/asked_and_done.html", context)


@for_a_while(KEPT)
def _told(_page: tuple[str | None, int | None]) -> Told:
    """Count everything once for all who ask within some minutes, in a language, beside the newest report."""
    at, on = timezone.now(), timezone.localdate()
    period, weights = _year(on), profile("", on).weights
    whole = insight.for_everybody(period, at, weights)
    results = whole[Scope.ALL]
    return Told(
        asked=[one for one in (_months(period), _groups()) if one is not None],
        done=[_rates(whole)],
        received=results["received"].of,
        open=results["open"].of,
        excluded=results["excluded"].of,
    )


def _year(on: date) -> Period:
    """Return the month that runs and a year before it."""
    return Period(first=months_from(on, -MONTHS), end=month_after(on))


def _months(period: Period) -> Plot:
    found = insight.months_for_everybody(period)
    return Plot(
        name="months",
        form=Form.COLUMNS,
        title=_("chart", "Requests by month"),
        about=[
            FROM_LEDGER,
            _("definition", "Answered: an answer has reached the requester since."),
        ],
        over=_("over", "Month of receipt"),
        series=[_("series", "Received"), _("series", "Answered")],
        lines=[
            Line(label=month(key), cells=[_count(received), _count(answered)])
            for key, received, answered in found
        ],
    )


def _groups() -> Plot | None:
    """Return what the newest report says of groups of categories; None before the first.

    Told from what is published only: sums of rows that may be told give away no row that may not.
    """
    row = publications.listed(PUBLIC).first()
    if row is None:
        return None
    told = data.cut(publication.read(row.sha256, data.TABLE)).rows
    sums = Counter[str]()
    for key, many in told.items():
        sums[key.group] += many
    names = duties.category_names(sums)
    others = {ANY: _("category", "All others together"), UNKNOWN: _("category", "Not known yet")}
    listed = sorted(sums.items(), key=lambda one: (one[0] in others, -one[1]))
    return Plot(
        name="groups",
        form=Form.BARS,
        title=_("chart", "What it was about in the month of the newest report"),
        about=[
            _("definition", "Counted as in the open data of %(month)s.")
            % {"month": month(row.month)}
        ],
        over=_("field", "Group of categories"),
        series=[_("series", "Requests")],
        lines=[
            Line(label=str(others.get(code) or names.get(code, code)), cells=[Cell(value=many)])
            for code, many in listed
        ],
    )


def _rates(whole: Mapping[Scope, Any]) -> Plot:
    return Plot(
        name="rates",
        form=Form.BARS,
        title=_("chart", "How it was done"),
        about=[figure_words.MADE[code] for code in RATES],
        over=gettext_lazy("Figure"),
        series=list(figure_words.SCOPE.values()),
        percent=True,
        lines=[
            Line(
                label=str(figure_words.NAME[code]),
                cells=[_rate(whole[scope][code]) for scope in figure_words.SCOPE],
            )
            for code in RATES
        ],
    )


def _count(many: int) -> Cell:
    """Return a count, or nothing where it is fewer than may be shown to everybody."""
    return Cell(value=None if 0 < many < FEWEST else many)


def _rate(result: Result) -> Cell:
    """Return a share, or nothing where fewer than may be shown to everybody were hit or missed."""
    hits = round((result.value or 0) * result.of)
    few = any(0 < part < FEWEST for part in (result.of, hits, result.of - hits))
    return Cell(value=None if few else result.value)
