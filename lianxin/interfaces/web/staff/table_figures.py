"""The figures with which the ledger fills a table in by itself: of one unit, for one period."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from lianxin.casework.paperwork import rules
from lianxin.casework.paperwork.rules import Field
from lianxin.followers.insight.queries import figures as insight
from lianxin.followers.insight.queries.profile import at_end
from lianxin.followers.insight.rules.figures import (
    By,
    Measure,
    Period,
    Result,
    Scope,
    Untold,
)
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs

DAY = timedelta(days=1)
COUNTED = frozenset({Measure.COUNT, Measure.SHARE})
OFFERED: Sequence[str] = tuple(
    code for code, measure in insight.MEASURES.items() if measure in COUNTED
)


def known(
    fields: Sequence[Field], unit_id: int, period: rules.Period, at: datetime
) -> Mapping[str, str]:
    """Return what the ledger knows of a unit's period by the fields' codes, or refuse: nothing was counted yet.

    Everything counts that the unit or one below it leads, with what is excluded from assessment.
    """
    asked = [one for one in fields if one.figure]
    if not asked:
        return {}
    unit = orgs.units_by_id([unit_id])[unit_id]
    leads = Actor(role=Role.UNIT_LEAD, unit_id=unit.pk, unit_path=unit.path)
    days = Period(first=period.first, end=period.last + DAY)
    given: dict[str, Any] = {
        "period": days,
        "scope": Scope.ALL,
        "at": at,
        "weights": at_end(unit.division.code, days, day_of(at)).weights,
    }
    try:
        whole = insight.figures(leads, **given)
        apart = (
            {row.key: row.results for row in insight.rows(leads, By.CATEGORY, **given)}
            if any(one.category_id for one in asked)
            else {}
        )
    except Refusal as refusal:
        raise rules.FiguresNotThere from refusal
    none: Mapping[str, Result] = {}
    return {
        one.code: written(
            one.figure,
            (apart.get(one.category_id, none) if one.category_id else whole).get(one.figure),
        )
        for one in asked
    }


def written(code: str, result: Result | None) -> str:
    """Return a figure as a table holds it: a count, a percentage, or "n/a" and never 0 for what is none.

    Rates of fewer than five people are withheld below, and stand here as "n/a" as well.
    """
    share = insight.MEASURES[code] is Measure.SHARE
    if result is None:
        return rules.answers.NONE if share else "0"
    if result.untold is Untold.BROKEN:
        return ""  # its definition does not compile: nothing is handed in as if it were known
    if result.value is None:
        return rules.answers.NONE
    return f"{100 * result.value:.1f}" if share else f"{result.value:.0f}"
