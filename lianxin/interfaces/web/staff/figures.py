"""Figures of the requests that one may see: all in both scopes, or told apart by month, category, unit, place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lianxin.followers.insight.catalogue import QUESTIONS
from lianxin.followers.insight.queries import figures as insight
from lianxin.followers.insight.queries.figures import Results, Row
from lianxin.followers.insight.queries.profile import Profile, at_end, profile
from lianxin.followers.insight.rules.figures import FEWEST_STAFF, By, Scope, Untold
from lianxin.foundation import words
from lianxin.foundation.actor import Role
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import figure_sources, figure_words, labels
from lianxin.interfaces.web.staff import figure_periods, figure_plots, shell
from lianxin.interfaces.web.staff import words as staff_words
from lianxin.interfaces.web.staff.figure_tables import Facts, download, names, told
from lianxin.interfaces.web.staff.shell import StaffRequest

PAGE = 50
# beside a month, a place or a unit: what the whole page has would not fit
BESIDE = ("received", "on_time", "resolution_rate", "satisfaction_rate", "waited", "returned")
SHOWN = frozenset({*BESIDE, "open"})


class FiguresForm(figure_periods.PeriodForm):
    """The months, and what the figures are told apart by."""

    by = forms.ChoiceField(
        label=gettext_lazy("Told apart by"), required=False, choices=figure_words.BY.items()
    )


@shell.page(*shell.COUNTERS)
@require_safe
def figures(request: StaffRequest) -> HttpResponseBase:
    """Show the figures of a period; `csv` in the query downloads the table."""
    on, at = timezone.localdate(), timezone.now()
    now = profile(request.actor.division, on)
    last = figure_periods.newest(on, request.GET.get("window", ""), now.from_day)
    form = FiguresForm({**figure_periods.default(last), **request.GET.dict()}, on=last)
    said = form.cleaned_data if form.is_valid() else {}
    by = By(said.get("by") or By.MONTH)
    period = figure_periods.chosen(said, last, now.from_day)
    used = at_end(request.actor.division, period, on)
    given: dict[str, Any] = {"period": period, "at": at, "weights": used.weights}
    try:
        whole = insight.in_both_scopes(request.actor, **given)
        shown: dict[str, Any] = {} if "csv" in request.GET else {"codes": SHOWN, "middles": PAGE}
        found = insight.rows(request.actor, by, scope=Scope.ALL, **given, **shown)
    except Refusal as refusal:
        context = {"form": form, "fault": words.of(refusal)}
        return shell.show(request, "staff/figures.html", context, status=503)
    named = names(by, [row.key for row in found], on)
    if "csv" in request.GET:
        return download(by, found, named)
    context = {
        "form": form,
        "questions": list(_questions(whole)),
        "compares": request.actor.role is not Role.UNIT_LEAD,
        "head": [_("Figure"), *figure_words.SCOPE.values()],
        "rows": list(_both(figure_words.NAME, whole)),
        "broken": broken(whole[Scope.ALL]),
        "recomputed": whole[Scope.ALL]["recomputed"].of,
        "by": figure_words.BY[by],
        "beside": [_beside(by, row, named) for row in found[:PAGE]],
        "beside_head": [figure_words.BY[by], *(figure_words.NAME[code] for code in BESIDE)],
        "plot": figure_plots.volumes(by, found, named),
        "csv_base": f"?{urlencode(request.GET.dict())}&",
        "more": max(0, len(found) - PAGE),
        "made": definitions(),
        "profile": used,
        "numbers": numbers(used),
        "fewest": FEWEST_STAFF,
        "volumes": any(_withheld(row.results) for row in found),
        "csv_url": f"?{urlencode({**request.GET.dict(), 'csv': '1'})}",
    }
    return shell.show(request, "staff/figures.html", context, status=422 if form.errors else 200)


def numbers(used: Profile) -> list[tuple[str, str, str]]:
    """Return what a profile says about the rates: what of, how much, and from which source."""
    return [
        (str(staff_words.FIGURE[one.figure]), f"{one.amount.normalize():f}", one.source)
        for one in used.numbers
    ]


def broken(found: Results) -> list[labels.Words]:
    """Return the figures whose definition does not compile, by name."""
    return [figure_words.NAME[code] for code, one in found.items() if one.untold is Untold.BROKEN]


def definitions() -> list[tuple[labels.Words, list[labels.Words]]]:
    """Return each figure with how it is made, its unit, its source, and what it leaves out."""
    return [
        (
            name,
            [
                figure_words.MADE[code],
                _("Told in: %(unit)s.") % {"unit": figure_words.UNIT[insight.MEASURES[code]]},
                _("Leaves out: %(what)s") % {"what": figure_sources.leaves_out(code)},
                figure_sources.source(code),
            ],
        )
        for code, name in figure_words.NAME.items()
    ]


def _questions(found: Mapping[Scope, Results]) -> Iterable[tuple[labels.Words, list[Facts]]]:
    for question, codes in QUESTIONS.items():
        yield figure_words.QUESTION[question], list(_both(codes, found))


def _both(codes: Iterable[str], found: Mapping[Scope, Results]) -> Iterable[Facts]:
    heads = (_("Figure"), *figure_words.SCOPE.values())
    for code in codes:
        values = [told(code, found[scope][code]) for scope in Scope]
        yield list(zip(heads, [str(figure_words.NAME[code]), *values], strict=True))


def _withheld(found: Results) -> bool:
    return any(one.untold is Untold.WITHHELD for one in found.values())


def _beside(by: By, row: Row, named: Mapping[Any, labels.Words]) -> Facts:
    values: Sequence[str] = [told(code, row.results[code]) for code in BESIDE]
    heads = [figure_words.NAME[code] for code in BESIDE]
    return [(figure_words.BY[by], str(named[row.key])), *zip(heads, values, strict=True)]
