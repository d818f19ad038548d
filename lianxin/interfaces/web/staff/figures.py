"""Figures of the requests that one may see: all in both scopes, or told apart by month, category, unit, place."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from lianxin.casework.tickets.rules.words import Channel, Kind
from lianxin.followers.insight.queries import figures as insight
from lianxin.followers.insight.queries.figures import Results, Row
from lianxin.followers.insight.rules.figures import (
    FEWEST_STAFF,
    By,
    Measure,
    Period,
    Result,
    Scope,
    Weights,
)
from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import figure_words, labels
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

DAY, LONGEST_MONTH = timedelta(days=1), timedelta(days=31)
MONTHS = 13  # to choose from: this one, and a year before it
PAGE = 50
WEIGHTS = Weights()
# beside a month, a place or a unit: what the whole page has would not fit
BESIDE = ("received", "on_time", "resolution_rate", "satisfaction_rate", "waited", "returned")
VOLUMES = ("received", "open")  # what is told of units where rates would be those of persons
Facts = list[tuple[labels.Words, str]]


class PeriodForm(forms.Form):
    """From which month to which, and what the figures are told apart by."""

    use_required_attribute = False
    first = forms.ChoiceField(label=gettext_lazy("From"), required=False)
    last = forms.ChoiceField(label=gettext_lazy("To"), required=False)
    by = forms.ChoiceField(
        label=gettext_lazy("Told apart by"), required=False, choices=figure_words.BY.items()
    )

    def __init__(self, *given: Any, on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        months = [(f"{one:%Y-%m}", date_format(one, "YEAR_MONTH_FORMAT")) for one in _months(on)]
        for name in ("first", "last"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
            field.choices = months

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        said = super().clean() or {}
        first, last = said.get("first", ""), said.get("last", "")
        if first and last and last < first:
            self.add_error("last", _("The period ends before it begins."))
        return said


def _months(on: date) -> list[date]:
    """Return the first days of the months to choose from, the newest first."""
    found = [on.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - DAY).replace(day=1))
    return found


@shell.page(*shell.COUNTERS)
@require_safe
def figures(request: StaffRequest) -> HttpResponseBase:
    """Show the figures of a period; `csv` in the query downloads the table."""
    on, at = timezone.localdate(), timezone.now()
    form = PeriodForm({**_default(on), **request.GET.dict()}, on=on)
    said = form.cleaned_data if form.is_valid() else {}
    period = _period(said, on)
    by = By(said.get("by") or By.MONTH)
    given: dict[str, Any] = {"period": period, "at": at, "weights": WEIGHTS}
    try:
        whole = {scope: insight.figures(request.actor, scope=scope, **given) for scope in Scope}
        found = insight.rows(request.actor, by, scope=Scope.ALL, **given)
    except Refusal as refusal:
        context = {"form": form, "fault": words.of(refusal)}
        return shell.show(request, "staff/figures.html", context, status=503)
    few = _few(request.actor, on)
    named = Naming(by, [row.key for row in found], on, few=few)
    if "csv" in request.GET:
        return _download(by, found, named)
    context = {
        "form": form,
        "head": [_("Figure"), *figure_words.SCOPE.values()],
        "rows": list(_whole(whole, few=few)),
        "by": figure_words.BY[by],
        "beside": [_beside(by, row, named) for row in found[:PAGE]],
        "beside_head": [figure_words.BY[by], *(figure_words.NAME[code] for code in BESIDE)],
        "more": max(0, len(found) - PAGE),
        "made": [(said, figure_words.MADE[code]) for code, said in figure_words.NAME.items()],
        "fewest": FEWEST_STAFF,
        "volumes": few or by is By.UNIT,
        "csv_url": f"?{urlencode({**request.GET.dict(), 'csv': '1'})}",
    }
    return shell.show(request, "staff/figures.html", context, status=422 if form.errors else 200)


def _few(by: Actor, on: date) -> bool:
    """Tell whether an actor sees only what few people do, whose rates would be those of persons."""
    if by.role is not Role.UNIT_LEAD:
        return False
    large = orgs.units_with_staff(FEWEST_STAFF, on)
    return large.isdisjoint(orgs.unit_ids_under(by.unit_path))


def _default(on: date) -> dict[str, str]:
    """Return what is shown where nothing was chosen: all months, by month."""
    months = _months(on)
    return {"first": f"{months[-1]:%Y-%m}", "last": f"{months[0]:%Y-%m}", "by": By.MONTH}


def _period(said: Mapping[str, Any], on: date) -> Period:
    chosen = {**_default(on), **{name: value for name, value in said.items() if value}}
    first, last = (date.fromisoformat(f"{chosen[name]}-01") for name in ("first", "last"))
    return Period(first=first, end=(last + LONGEST_MONTH).replace(day=1))


class Naming:
    """How the keys of a table are called, and of which only volumes are told."""

    def __init__(self, by: By, keys: Sequence[Any], on: date, *, few: bool) -> None:
        known = [key for key in keys if key not in (None, "")]
        self._names = NAMES[by](known, on)
        large = orgs.units_with_staff(FEWEST_STAFF, on) if by is By.UNIT else set(known)
        self.volumes_only = set(keys) if few else set(known) - large

    def of(self, key: Any) -> labels.Words:
        """Return the name of a key; what is not known is said so."""
        return self._names.get(key) or (_("Not known") if key in (None, "") else str(key))


def _towns(keys: Iterable[str], on: date) -> Mapping[Any, labels.Words]:
    codes = {key: key.ljust(12, "0") for key in keys}
    names = orgs.division_names(codes.values(), on)
    return {key: names.get(code, code) for key, code in codes.items()}


NAMES: Mapping[By, Callable[[list[Any], date], Mapping[Any, labels.Words]]] = {
    By.MONTH: lambda keys, on: {
        key: date_format(date.fromisoformat(f"{key}-01"), "YEAR_MONTH_FORMAT") for key in keys
    },
    By.CATEGORY: lambda keys, on: {
        pk: one.name for pk, one in duties.categories_by_id(keys).items()
    },
    By.UNIT: lambda keys, on: dict(orgs.unit_names(keys)),
    By.TOWN: _towns,
    By.KIND: lambda keys, on: {key: labels.of(Kind, key) for key in keys},
    By.CHANNEL: lambda keys, on: {key: labels.of(Channel, key) for key in keys},
}


def _whole(found: Mapping[Scope, Results], *, few: bool) -> Iterable[Facts]:
    heads = (_("Figure"), *figure_words.SCOPE.values())
    for code, name in figure_words.NAME.items():
        shown = code in VOLUMES or not few
        values = [told(code, found[scope][code]) if shown else "–" for scope in Scope]
        yield list(zip(heads, [str(name), *values], strict=True))


def _beside(by: By, row: Row, named: Naming) -> Facts:
    shown = VOLUMES if row.key in named.volumes_only else BESIDE
    values = [told(code, row.results[code]) if code in shown else "–" for code in BESIDE]
    names = [figure_words.NAME[code] for code in BESIDE]
    return [(figure_words.BY[by], str(named.of(row.key))), *zip(names, values, strict=True)]


def told(code: str, result: Result) -> str:
    """Return a figure as people read it; without anything to divide by it is "n/a" and never 0."""
    if result.value is None:
        return _("n/a")
    match insight.MEASURES[code]:
        case Measure.COUNT:
            return f"{result.value:,.0f}"
        case Measure.DAYS:
            return _("%(middle).1f (nine of ten: %(most).1f)") % {
                "middle": result.value,
                "most": result.high,
            }
        case Measure.POINTS:
            return f"{result.value:.1f}"
        case _:
            low, high = 100 * (result.low or 0), 100 * (result.high or 0)
            of = ngettext("of %(of)d", "of %(of)d", result.of) % {"of": result.of}
            return f"{100 * result.value:.1f} % ({low:.0f}–{high:.0f}, {of})"


def _download(by: By, found: Sequence[Row], named: Naming) -> HttpResponse:
    """Return the table as a file: codes as heads, plain numbers, nothing where there is none."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="figures-{by}.csv"'
    answer.write("\ufeff")  # a mark, so that spreadsheets take it for UTF-8
    table = csv.writer(answer)
    codes = list(figure_words.NAME)
    table.writerow([by.value, *(head for code in codes for head in (code, f"{code}_of"))])
    for row in found:
        shown = VOLUMES if row.key in named.volumes_only else codes
        cells = [_cells(row.results[code], shown=code in shown) for code in codes]
        table.writerow([plain(str(named.of(row.key))), *(cell for pair in cells for cell in pair)])
    return answer


def plain(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name


def _cells(result: Result, *, shown: bool) -> tuple[object, object]:
    if not shown:
        return "", ""
    return ("" if result.value is None else f"{result.value:.10g}"), result.of
