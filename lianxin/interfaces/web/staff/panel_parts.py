"""What every panel is made of: three questions, each with its answer, its charts, and the way to the requests behind them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as _

from lianxin.casework.tickets import queries as tickets
from lianxin.followers.insight.rules.figures import Period
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import month_after
from lianxin.interfaces.web.labels import Words
from lianxin.interfaces.web.plots import Cell, Form, Line, Plot
from lianxin.interfaces.web.staff import desks, inbox
from lianxin.registers.duties import queries as duties

TOP = 10  # categories that one chart shows
DAY = timedelta(days=1)
FROM_LEDGER = _(
    "definition",
    "Counted from the ledger, of the requests that you may see, by the day of receipt.",
)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Who asks, when, of which days; `few`: only volumes may be told, for few people work there."""

    by: Actor
    on: date
    at: datetime
    midnight: datetime
    period: Period
    few: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A number that answers a question at a glance, and where what it counts is listed."""

    text: Words
    told: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Map:
    """A map: its name, what it shows, and the list beside it, each with its key, its name, its figure and its address."""

    name: str
    title: Words
    rows: Sequence[tuple[str, str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Section:
    """What answers one question."""

    answers: Sequence[Answer] = ()
    plots: Sequence[Plot] = ()
    hint: Words = ""
    maps: Sequence[Map] = ()


Build = Callable[[Ask], Section]


def behind(kind: str, *, period: Period | None = None, **narrowed: object) -> str:
    """Return where the requests behind a number are listed."""
    days: dict[str, str] = {}
    if period is not None:
        days = {"first": period.first.isoformat(), "end": period.end.isoformat()}
    said = {name: str(value) for name, value in narrowed.items() if value not in (None, "")}
    return f"{reverse('staff-behind')}?{urlencode({'kind': kind, **days, **said})}"


def days_of(key: str, period: Period) -> Period:
    """Return the days of a month that lie in a period."""
    first = date.fromisoformat(f"{key}-01")
    return Period(first=max(first, period.first), end=min(month_after(first), period.end))


def category_names(keys: Iterable[int | None]) -> Callable[[int | None], str]:
    """Return how categories are called by their ids."""
    known = duties.categories_by_id(key for key in keys if key is not None)
    unknown = str(_("category", "Not known yet"))
    return lambda key: known[key].name if key in known else unknown


def waiting(ask: Ask, *, title: Words) -> tuple[Plot, Sequence[tickets.Waiting]]:
    """Return what waits on the desks of a role, and how much of it is late: right now."""
    found = [one for one in tickets.waiting(ask.by, ask.at) if one.desk.name not in inbox.LOOKED_UP]
    lines = [
        Line(
            label=str(desks.NAMES[one.desk.name]),
            cells=[
                Cell(value=many, url=reverse("staff-desk", args=[one.desk.name]))
                for many in (one.count, one.late)
            ],
        )
        for one in found
    ]
    plot = Plot(
        name="waiting",
        form=Form.BARS,
        title=title,
        about=[
            _("definition", "What stands on your desks at this moment, and no record of it."),
            _("definition", "Late: the moment by which it is due on that desk is over."),
            _("definition", "Of a desk the first 1,000 are counted."),
        ],
        over=gettext_lazy("Desk"),
        series=[_("series", "Waiting"), _("series", "Late")],
        lines=lines,
    )
    return plot, found


def listed(
    name: str,
    title: Words,
    over: Words,
    series: Sequence[Words],
    rows: Iterable[tuple[str, Sequence[tuple[float | None, str]]]],
    **given: Any,
) -> Plot:
    """Return a chart of rows: a name, and for each series a figure and its address."""
    lines = [
        Line(label=label, cells=[Cell(value=value, url=url) for value, url in cells])
        for label, cells in rows
    ]
    given.setdefault("form", Form.BARS)
    given.setdefault("about", [FROM_LEDGER])
    return Plot(name=name, title=title, over=over, series=series, lines=lines, **given)


def mapped(name: str, keys: Iterable[object], plot: Plot) -> list[Map]:
    """Return the map of a chart of places, which has a key for each line of the chart; none without any."""
    rows = [
        (str(key), line.label, line.cells[0].told(percent=False), line.cells[0].url)
        for key, line in zip(keys, plot.lines, strict=True)
    ]
    return [Map(name=name, title=plot.title, rows=rows)] if rows else []
