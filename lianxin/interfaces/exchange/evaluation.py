"""Schemes of unit evaluation from files, and the figures that a round is handed from insight."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.rules.evaluation import Measure as Line
from lianxin.followers.insight.catalogue import RATES
from lianxin.followers.insight.queries import figures as insight
from lianxin.followers.insight.queries.profile import at_end
from lianxin.followers.insight.rules.figures import Measure, Period, Result, Scope, Untold
from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import BadRows
from lianxin.foundation.time import day_of, months_from
from lianxin.interfaces.exchange import sheets
from lianxin.interfaces.exchange.registers import Report
from lianxin.registers.orgs import queries as orgs

DAY = timedelta(days=1)
# a mere volume is no merit of a unit's
COMPARABLE = {code for code, kind in insight.MEASURES.items() if kind is not Measure.COUNT}


def run(kind: str, path: Path, *, by: Actor, at: datetime) -> Report:
    """Import a scheme as its next version.

    Raises the Refusal of a file that cannot be read; refused rows stand in the report.
    """
    rows, sha256 = sheets.read("scheme", path)
    key = f"import/{kind}/{at.timestamp()}"
    try:
        entry = actions.import_scheme(
            rows=rows, sha256=sha256, figures=COMPARABLE, by=by, at=at, key=key
        )
    except BadRows as refusal:
        return Report(kind=kind, refused=tuple(reasons(refusal)))
    return Report(kind=kind, rows=entry.facts["lines"], added=entry.facts["lines"])


def reasons(refusal: BadRows) -> Iterable[tuple[int, str]]:
    """Yield what is wrong with each line of a file (0 is the whole)."""
    for row in refusal.rows:
        yield row.line, words.sentence(row.code, row.facts)


def figures(
    lines: Mapping[str, Line], *, units: Mapping[int, str], first: date, last: date, at: datetime
) -> list[actions.Figure]:
    """Return the figures of a scheme's lines for units, each with all that is below it.

    `units` are their paths in the tree by id; `first` and `last` the days of the period.
    """
    codes = {line.figure for line in lines.values()} | set(
        RATES
    )  # its own, and what a score is made of
    made, named = [], orgs.units_by_id(units)
    days = Period(first=first, end=last + DAY)
    for unit_id, path in units.items():
        by = Actor(role=Role.UNIT_LEAD, unit_id=unit_id, unit_path=path)  # sees what is below it
        weights = at_end(named[unit_id].division.code, days, day_of(at)).weights
        read: dict[tuple[Scope, Period], insight.Results] = {}
        for code, line in lines.items():
            given = Scope(line.scope), _period(line, first, last)
            if given not in read:
                read[given] = insight.figures(
                    by, scope=given[0], period=given[1], at=at, weights=weights, codes=codes
                )
            result = read[given][line.figure]
            made.append(
                actions.Figure(
                    unit_id=unit_id,
                    line=code,
                    value=_value(line.figure, result),
                    of=result.of,
                    few_staff=result.untold is Untold.WITHHELD,
                )
            )
    return made


def _period(line: Line, first: date, last: date) -> Period:
    """Return the days that a line looks at: the round's, or so many months that end with them."""
    if line.months:
        first = months_from(last, 1 - line.months)
    return Period(first=first, end=last + DAY)


def _value(figure: str, result: Result) -> float | None:
    """Return a figure as thresholds are written: a share in per cent."""
    if result.value is None:
        return None
    share = insight.MEASURES[figure] is Measure.SHARE
    return round(100 * result.value if share else result.value, 4)
