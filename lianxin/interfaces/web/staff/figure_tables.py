"""Figures as people read them: names of what they are told apart by, values, and a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.casework.tickets.rules import Exclusion
from lianxin.casework.tickets.rules.words import Channel, Kind
from lianxin.followers.insight.queries import figures as insight
from lianxin.followers.insight.queries.figures import Row
from lianxin.followers.insight.rules.figures import By, Measure, Result, Untold
from lianxin.interfaces.web import assessment_words, figure_words, labels, saved
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

Facts = list[tuple[labels.Words, str]]  # columns of a row, and what stands there


def names(by: By, keys: Iterable[Any], on: date) -> Mapping[Any, labels.Words]:
    """Return how the keys of a table are called; what is not known is said so."""
    listed = list(keys)
    nothing = _("Not excluded") if by is By.EXCLUSION else _("Not known")
    found = NAMES[by]([key for key in listed if key not in (None, "")], on)
    return {key: nothing if key in (None, "") else found.get(key) or str(key) for key in listed}


def _places(keys: Iterable[str], on: date) -> Mapping[Any, labels.Words]:
    codes = {key: key.ljust(12, "0") for key in keys}
    known = orgs.division_names(codes.values(), on)
    return {key: known.get(code, code) for key, code in codes.items()}


NAMES: Mapping[By, Callable[[list[Any], date], Mapping[Any, labels.Words]]] = {
    By.MONTH: lambda keys, on: {
        key: date_format(date.fromisoformat(f"{key}-01"), "YEAR_MONTH_FORMAT") for key in keys
    },
    By.CATEGORY: lambda keys, on: {
        pk: one.name for pk, one in duties.categories_by_id(keys).items()
    },
    By.UNIT: lambda keys, on: dict(orgs.unit_names(keys)),
    By.UNIT_THEN: lambda keys, on: dict(orgs.unit_names(keys)),
    By.TOWN: _places,
    By.COMMUNITY: _places,
    By.GRID: lambda keys, on: {pk: one.name for pk, one in orgs.grids_by_id(keys).items()},
    By.KIND: lambda keys, on: {key: labels.of(Kind, key) for key in keys},
    By.CHANNEL: lambda keys, on: {key: labels.of(Channel, key) for key in keys},
    By.EXCLUSION: lambda keys, on: {
        key: assessment_words.EXCLUSION[Exclusion(key)] for key in keys
    },
}


def told(code: str, result: Result) -> str:
    """Return a figure as people read it; without anything to divide by it is "n/a" and never 0."""
    if result.untold is not None:
        return "–" if result.untold is Untold.WITHHELD else _("not defined")
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
            return share(result)


def share(result: Result) -> str:
    """Return a share with its interval and what it is of."""
    if result.value is None:
        return _("n/a")
    low, high = 100 * (result.low or 0), 100 * (result.high or 0)
    of = ngettext("of %(of)d", "of %(of)d", result.of) % {"of": result.of}
    return f"{100 * result.value:.1f} % ({low:.0f}–{high:.0f}, {of})"


def download(by: By, found: Sequence[Row], named: Mapping[Any, labels.Words]) -> HttpResponse:
    """Return the table as a file: codes as heads, plain numbers, nothing where there is none."""
    return saved.table(f"figures-{by}", _saved(by, found, named))


def _saved(
    by: By, found: Sequence[Row], named: Mapping[Any, labels.Words]
) -> Iterator[list[object]]:
    codes = list(figure_words.NAME)
    yield [by.value, *(head for code in codes for head in (code, f"{code}_of"))]
    for row in found:
        cells = [_cells(row.results[code]) for code in codes]
        yield [saved.plain(str(named[row.key])), *(cell for pair in cells for cell in pair)]


def _cells(result: Result) -> tuple[object, object]:
    if result.untold is not None:
        return "", ""
    return ("" if result.value is None else f"{result.value:.10g}"), result.of
