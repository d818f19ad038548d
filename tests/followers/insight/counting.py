"""Rows of the record made by hand, and what the catalogue counts of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from lianxin.followers.insight import files
from lianxin.followers.insight.catalogue import FIGURES, TICKETS, Figure, counted
from lianxin.followers.insight.counts import SETTINGS
from lianxin.followers.insight.rules.columns import MOMENT
from lianxin.followers.insight.rules.columns import TICKETS as COLUMNS
from lianxin.followers.insight.rules.figures import By, Period, Scope, Weights
from lianxin.followers.insight.rules.folding import EMPTY
from lianxin.foundation.time import day_of

BEGIN = datetime(2026, 3, 2, 1, tzinfo=UTC)  # nine in the morning in Shanghai
AT = BEGIN + timedelta(days=200)
YEAR = Period(first=date(2026, 1, 1), end=date(2027, 1, 1))
MOMENTS = frozenset(one.name for one in COLUMNS if one.type == MOMENT)


def row(ticket: int, **said: Any) -> dict[str, Any]:
    """Return a row of a request; moments are said in days after the beginning."""
    made: dict[str, Any] = {
        **EMPTY,
        "ticket": ticket,
        "imported": False,
        "excluded_for": "",
        "received_at": 0,
    }
    made |= said
    for name in MOMENTS:
        if isinstance(made[name], int | float):
            made[name] = BEGIN + timedelta(days=made[name])
    return {**made, "received_on": day_of(made["received_at"])}


def found(
    rows: Sequence[dict[str, Any]],
    *,
    scope: Scope = Scope.ALL,
    at: datetime = AT,
    by: By | None = None,
    period: Period = YEAR,
    weights: Weights | None = None,
    figures: Sequence[Figure] = FIGURES,
) -> list[dict[str, Any]]:
    """Return what the catalogue counts of some rows."""
    table = counted(
        TICKETS,
        period=period,
        scope=scope,
        at=at,
        by=by,
        weights=weights or Weights(),
        figures=figures,
    )
    memory = duckdb.connect(":memory:", config=SETTINGS)
    memory.register("tickets", pa.Table.from_pylist(list(rows), schema=files.SCHEMAS["tickets"]))
    sql = str(ibis.to_sql(table, dialect="duckdb"))
    told: list[dict[str, Any]] = memory.sql(sql).to_arrow_table().to_pylist()
    return told
