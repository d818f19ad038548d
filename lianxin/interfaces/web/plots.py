"""A chart and its table: figures for a drawing, the same as a table that needs no script, and as a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.interfaces.web import saved
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.saved import plain

MOST_BARS = 25  # that one drawing holds; the table has them all


class Form(StrEnum):
    """How figures are drawn."""

    LINE = "line"  # over time
    COLUMNS = "columns"  # over time, each for itself
    BARS = "bars"  # one for each name
    FUNNEL = "funnel"  # each a part of the one before


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure, and where the requests behind it are listed; None is "not known"."""

    value: float | None
    url: str = ""

    def told(self, *, percent: bool) -> str:
        """Return the figure as people read it."""
        if self.value is None:
            return _("n/a")
        if percent:
            return f"{100 * self.value:.1f} %"
        return f"{self.value:,.0f}" if self.value == round(self.value) else f"{self.value:,.1f}"


@dataclass(frozen=True, kw_only=True)
class Line:
    """What stands beside one name."""

    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Plot:
    """A chart: what it is called, how it is counted, and its figures; `drawn` series stand in the drawing."""

    name: str
    form: Form
    title: Words
    about: Sequence[Words]
    over: Words  # what the lines are told apart by
    series: Sequence[Words]
    lines: Sequence[Line]
    percent: bool = False
    drawn: int | None = None  # the first so many series, where not all fit into one drawing

    @property
    def script(self) -> str:
        """Return the name under which the page carries what the drawing is made from."""
        return f"plot-{self.name}-data"

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not any(cell.value for line in self.lines for cell in line.cells)

    @property
    def rows(self) -> list[tuple[str, list[tuple[Words, str, str]]]]:
        """Return the table: each name with what stands beside it, as people read it."""
        return [(line.label, self._cells(line)) for line in self.lines]

    def _cells(self, line: Line) -> list[tuple[Words, str, str]]:
        return [
            (head, cell.told(percent=self.percent), cell.url if cell.value else "")
            for head, cell in zip(self.series, line.cells, strict=True)
        ]

    @property
    def data(self) -> dict[str, Any]:
        """Return what the drawing is made from."""
        drawn, lines = self.drawn or len(self.series), self.lines
        if self.form is Form.BARS:
            lines = lines[:MOST_BARS]
        return {
            "form": self.form,
            "percent": self.percent,
            "labels": [line.label for line in lines],
            "series": [
                {
                    "name": str(name),
                    "values": [line.cells[number].value for line in lines],
                    "told": [line.cells[number].told(percent=self.percent) for line in lines],
                    "urls": [line.cells[number].url for line in lines],
                }
                for number, name in enumerate(self.series[:drawn])
            ],
        }

    def file(self) -> HttpResponse:
        """Return the table as a file: plain numbers, nothing where there is none."""
        return saved.table(self.name, self._saved())

    def _saved(self) -> Iterator[list[str]]:
        yield [plain(str(name)) for name in (self.over, *self.series)]
        for line in self.lines:
            cells = ("" if one.value is None else f"{one.value:.10g}" for one in line.cells)
            yield [plain(line.label), *cells]


def asked(plots: Iterable[Plot], name: str) -> HttpResponse | None:
    """Return the file of one of several charts, or None where none is called so."""
    found = next((one for one in plots if one.name == name), None)
    return found.file() if found else None


def month(key: str) -> str:
    """Return a month as people write it: "2026-11" as "2026年11月"."""
    return date_format(date.fromisoformat(f"{key}-01"), "YEAR_MONTH_FORMAT")
