"""Units of a kind, or subdistricts, beside each other: bands rather than places, and never for few requests or few people."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.followers.insight.queries import comparison
from lianxin.followers.insight.queries import figures as insight
from lianxin.followers.insight.queries.comparison import Beside
from lianxin.followers.insight.queries.profile import at_end, profile
from lianxin.followers.insight.rules.fairness import FEWEST, Band, Compared, Comparison
from lianxin.followers.insight.rules.figures import FEWEST_STAFF, UNITS, By, Scope
from lianxin.foundation import words
from lianxin.foundation.actor import Role
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import figure_words, labels, saved
from lianxin.interfaces.web.staff import figure_periods, shell
from lianxin.interfaces.web.staff import words as staff_words
from lianxin.interfaces.web.staff.figure_tables import Facts, names, share
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs.rules import UnitKind

READERS = (Role.DISPATCHER, Role.SUPERVISOR, Role.AUDITOR)
DEFAULT = "resolution_rate"
BANDS, PLACES = "bands", "places"
BESIDE = [(one.value, figure_words.BY[one]) for one in (By.UNIT, By.UNIT_THEN, By.TOWN)]
BAND: Mapping[Band, labels.Words] = {
    Band.HIGHER: pgettext_lazy("band", "higher than all together"),
    Band.ALIKE: pgettext_lazy("band", "as all together, within chance"),
    Band.LOWER: pgettext_lazy("band", "lower than all together"),
    Band.TOO_FEW: pgettext_lazy("band", "too few requests"),
}


class CompareForm(figure_periods.PeriodForm):
    """The months, which share, of whom, and whether places are wanted."""

    code = forms.ChoiceField(label=gettext_lazy("Figure"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("Compared"), required=False, choices=BESIDE)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of unit"), required=False, choices=staff_words.UNIT_KIND.items()
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[(BANDS, gettext_lazy("Bands")), (PLACES, gettext_lazy("Places"))],
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = [(code, figure_words.NAME[code]) for code in comparison.SHARES]


@shell.page(*READERS)
@require_safe
def compare(request: StaffRequest) -> HttpResponseBase:
    """Show units beside each other by one share, in both scopes; `csv` in the query downloads the table."""
    on, at = timezone.localdate(), timezone.now()
    now = profile(request.actor.division, on)
    last = figure_periods.newest(on, request.GET.get("window", ""), now.from_day)
    usual = {"code": DEFAULT, "by": By.UNIT, "kind": UnitKind.DEPARTMENT, "order": BANDS}
    typed = {**figure_periods.default(last), **usual, **request.GET.dict()}
    form = CompareForm(typed, on=last)
    said = {
        **usual,
        **({k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}),
    }
    by, period = By(said["by"]), figure_periods.chosen(said, last, now.from_day)
    used = at_end(request.actor.division, period, on)
    given: dict[str, Any] = {"period": period, "at": at, "weights": used.weights}
    try:
        found = comparison.beside(request.actor, by, code=said["code"], kind=said["kind"], **given)
        excluded = insight.rows(
            request.actor, By.EXCLUSION, scope=Scope.ALL, codes={"received"}, **given
        )
    except Refusal as refusal:
        context = {"form": form, "fault": words.of(refusal)}
        return shell.show(request, "staff/figure_compare.html", context, status=503)
    named = names(by, [one.key for one in found.scopes[Scope.ALL].units], on)
    if "csv" in request.GET:
        return saved.table("comparison", _saved(found, named))
    reasons = names(By.EXCLUSION, [row.key for row in excluded], on)
    places = said["order"] == PLACES
    context = {
        "form": form,
        "figure": figure_words.NAME[said["code"]],
        "made": figure_words.MADE[said["code"]],
        "head": [str(figure_words.BY[by]), *_heads(places=places)],
        "rows": list(_rows(by, found, named, places=places)),
        "sums": list(_sums(found)),
        "sums_head": [_("All that are compared"), *figure_words.SCOPE.values()],
        "left_out": found.left_out,
        "units": by in UNITS,
        "fewest": FEWEST,
        "fewest_staff": FEWEST_STAFF,
        "excluded_head": [figure_words.BY[By.EXCLUSION], figure_words.NAME["received"]],
        "excluded": [
            [
                (figure_words.BY[By.EXCLUSION], str(reasons[row.key])),
                (figure_words.NAME["received"], f"{row.results['received'].of:,}"),
            ]
            for row in excluded
        ],
        "csv_url": f"?{urlencode({**request.GET.dict(), 'csv': '1'})}",
    }
    status = 422 if form.errors else 200
    return shell.show(request, "staff/figure_compare.html", context, status=status)


def _heads(*, places: bool) -> list[str]:
    """Return the columns of both scopes."""
    columns = [_("as counted"), _("for the mix of all")]
    columns += [_("drawn to all"), _("place")] if places else [_("band")]
    return [f"{scope}: {name}" for scope in figure_words.SCOPE.values() for name in columns]


def _rows(
    by: By, found: Beside, named: Mapping[Any, labels.Words], *, places: bool
) -> Iterable[Facts]:
    scopes = {scope: {one.key: one for one in told.units} for scope, told in found.scopes.items()}
    heads = [str(figure_words.BY[by]), *_heads(places=places)]
    ordered = sorted(found.scopes[Scope.ALL].units, key=_by_place if places else _by_band)
    for one in ordered:
        cells = [str(named[one.key])]
        for scope in Scope:
            cells += _cells(scopes[scope].get(one.key), places=places)
        yield list(zip(heads, cells, strict=True))


def _by_band(one: Compared) -> tuple[int, str]:
    return list(Band).index(one.band), str(one.key)  # within a band there is no order that tells


def _by_place(one: Compared) -> tuple[bool, int, str]:
    return one.place is None, one.place or 0, str(one.key)


def _cells(one: Compared | None, *, places: bool) -> list[str]:
    if one is None:
        return [_("n/a")] * (4 if places else 3)
    told = [share(one.raw), _per_cent(one.adjusted)]
    if places:
        return [*told, _per_cent(one.shrunk), "–" if one.place is None else str(one.place)]
    return [*told, str(BAND[one.band])]


def _sums(found: Beside) -> Iterable[Facts]:
    heads = (_("All that are compared"), *figure_words.SCOPE.values())
    told: list[tuple[str, Any]] = [
        (_("Pooled: of all their requests together"), lambda one: share(one.pooled)),
        (_("Mean of units: each counts the same"), lambda one: _per_cent(one.mean)),
    ]
    for name, value in told:
        cells = [value(found.scopes[scope]) for scope in Scope]
        yield list(zip(heads, [name, *cells], strict=True))


def _per_cent(value: float | None) -> str:
    return _("n/a") if value is None else f"{100 * value:.1f} %"


def _saved(found: Beside, named: Mapping[Any, labels.Words]) -> Iterator[list[object]]:
    columns = ("value", "of", "low", "high", "adjusted", "shrunk", "band", "place")
    yield ["unit", "scope", *columns]
    for scope, told in found.scopes.items():
        for one in told.units:
            yield [saved.plain(str(named.get(one.key, one.key))), scope, *_plain(one)]
        yield ["pooled", scope, *_pooled(told)]


def _plain(one: Compared) -> list[object]:
    numbers = (one.raw.value, one.raw.of, one.raw.low, one.raw.high, one.adjusted, one.shrunk)
    return ["" if value is None else f"{value:.10g}" for value in numbers] + [
        one.band.value,
        one.place or "",
    ]


def _pooled(told: Comparison) -> list[object]:
    whole = told.pooled
    numbers = (whole.value, whole.of, whole.low, whole.high)
    return ["" if value is None else f"{value:.10g}" for value in numbers]
