"""A month counted for everybody: by group of categories, subdistrict and kind, and what of it may be told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from ibis import _

from lianxin.casework.tickets.rules.words import Kind
from lianxin.followers.insight.catalogue import FIGURES, TICKETS
from lianxin.followers.insight.queries.figures import read
from lianxin.followers.insight.rules import opendata, suppression
from lianxin.followers.insight.rules.figures import Period, Weights
from lianxin.followers.insight.rules.opendata import NOWHERE, RATES, UNKNOWN, Cut, Month
from lianxin.followers.insight.rules.refusals import NothingReceived
from lianxin.followers.insight.rules.suppression import Frame, Key
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

TOWN = 9  # digits
Counts = Mapping[Key, Mapping[str, int]]  # of each cell: requests, and the parts of each rate


def month(named: str, *, at: datetime, on: date, before: Cut | None = None) -> Month:
    """Return a month as it may be told, or refuse; `before` is how it was told last."""
    cells = counts(opendata.period(named, on=on), at=at)
    if not cells:
        raise NothingReceived(month=named)
    frame = frame_of(cells, on)
    numbers = {cell: of["requests"] for cell, of in cells.items()}
    if before is None:
        rows = suppression.told(numbers, frame)
    else:
        rows = suppression.told_again(numbers, before.rows)
    sums = _by_row(cells, rows)
    rates = {
        code: suppression.rated(
            {key: opendata.parts(of, code) for key, of in sums.items()},
            None if before is None else before.rated[code],
        )
        for code in RATES
    }
    return Month(month=named, frame=frame, rows=rows, rates=rates)


def counts(period: Period, *, at: datetime) -> Counts:
    """Return what was received in a period, by cell, with everything that is excluded elsewhere."""
    figures = [figure for figure in FIGURES if figure.code in RATES]
    made = {
        name: value for figure in figures for name, value in figure.columns(at, Weights()).items()
    }
    town = _.division_code.fill_null("").left(TOWN)
    found = (
        TICKETS.filter(_.received_on >= period.first, _.received_on < period.end)
        .group_by(category=_.category_id, town=town, kind=_.kind.fill_null(""))
        .aggregate(requests=_.count(), **made)
    )
    rows = read(found)
    groups = _groups()
    cells: dict[Key, Counter[str]] = defaultdict(Counter)
    for row in rows:
        key = Key(groups.get(row.pop("category"), UNKNOWN), _place(row), row.pop("kind") or UNKNOWN)
        cells[key].update({name: int(number or 0) for name, number in row.items()})
    return cells


def frame_of(cells: Iterable[Key], on: date) -> Frame:
    """Return what could have been counted: every group, subdistrict and kind that there is."""
    seen = list(cells)
    towns = orgs.divisions_in_force(on).values_list("code", flat=True)
    return Frame(
        groups=frozenset({*_groups().values(), UNKNOWN}),
        places=frozenset({code[:TOWN] for code in towns if code[6:TOWN] != "000"})
        | {key.place for key in seen},
        kinds=frozenset({*(kind.value for kind in Kind), *(key.kind for key in seen)}),
    )


def _by_row(cells: Counts, rows: Mapping[Key, int]) -> dict[Key, Counter[str]]:
    sums: dict[Key, Counter[str]] = defaultdict(Counter)
    for cell, of in cells.items():
        sums[suppression.row_of(cell, rows)].update(of)
    return dict(sums) if rows else {}


def _groups() -> dict[int, str]:
    """Return for each category by id the code of the group at whose top it stands."""
    parents = duties.parents()
    tops: dict[int, int] = {}
    for pk in parents:
        top = pk
        while (above := parents[top]) is not None:
            top = above
        tops[pk] = top
    codes = duties.categories_by_id(tops.values())
    return {pk: codes[top].code for pk, top in tops.items()}


def _place(row: dict[str, Any]) -> str:
    town = row.pop("town")
    return town.ljust(TOWN, "0") if town else NOWHERE
