"""All figures of some requests, from the counts that are kept and what no counts hold: equal to counting every row."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.followers.insight import counts
from lianxin.followers.insight.counts import KEPT
from lianxin.followers.insight.definitions import HOURS, Figure
from lianxin.followers.insight.manifest import File
from lianxin.followers.insight.queries.reading import Reader, nothing
from lianxin.followers.insight.rules import columns, counting
from lianxin.followers.insight.rules.counting import (
    ASSESSED,
    DAY,
    GRID,
    LOOSE,
    PLACE,
    UNIT,
    Kept,
)
from lianxin.followers.insight.rules.figures import By, Period, Scope, Weights
from lianxin.foundation.time import month_after

Found = dict[str, Any]  # of one key: the columns of every figure
NOTHING = f"SELECT *, 1 AS sign FROM ({nothing(columns.TICKETS)})"  # noqa: S608  our own SQL
QUANTILES = {"median": 0.5, "p90": 0.9}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which requests count, and by what they are told apart: none means every place, all units, in one row."""

    period: Period
    scope: Scope | None  # none is both, told apart: at once costs half of one after the other
    at: datetime
    by: By | None = None
    within: By | None = None  # told apart further, by this
    place: str = ""  # a division's code or its beginning
    strictly: bool = False  # else what nobody has placed yet belongs to a place
    units: Sequence[int] | None = None
    grids: Sequence[int] | None = None
    heirs: Mapping[int, int] = field(default_factory=dict)  # units, and which stand for them now
    only: Set[str] | None = None  # what is asked for, by code, where not all is
    middles: int | None = (
        None  # of how many keys medians are asked for, the greatest, where not of all
    )

    def figures(self) -> list[Figure]:
        """Return what is asked for."""
        return [one for one in KEPT if self.only is None or one.code in self.only]

    def keys(self) -> set[str]:
        """Return what counts must be told apart by to answer."""
        found = {one.value for one in (self.by, self.within) if one}
        found |= {PLACE} if self.place else set()
        found |= {UNIT} if self.units is not None else set()
        found |= {GRID} if self.grids is not None else set()
        return found

    def kept(self, listed: Sequence[Kept], *, days: bool) -> Kept | None:
        """Return the smallest counts that answer, of whole months or of some days of one; or none."""
        if len(self.place) > counting.TOWN:
            return None
        codes = {one.code for one in self.figures()}
        return counting.kept_for(listed, self.keys() | ({DAY} if days else set()), codes)

    def whole(self, month: str) -> bool:
        """Tell whether all days of a month count, and count for one month."""
        first = date.fromisoformat(f"{month}-01")
        shifted = self.period.from_day > 1 and By.MONTH in (self.by, self.within)
        return not shifted and self.period.first <= first and month_after(first) <= self.period.end

    def of_rows(self) -> str:
        """Return the condition on rows."""
        found = ["received_on >= $first", "received_on < $end"]
        return " AND ".join(found + self._seen("division_code", "lead_unit_id", "grid_id"))

    def of_counts(self, *, days: bool) -> str:
        """Return the condition on what is kept of whole months, or of days."""
        found = ["day >= $first", "day < $end"] if days else ["true"]
        return " AND ".join(found + self._seen(PLACE, UNIT, GRID) + self._scope())

    def _seen(self, place: str, unit: str, grid: str) -> list[str]:
        found = []
        if self.place:
            within = f"starts_with({place}, $place)"
            found.append(within if self.strictly else f"({within} OR coalesce({place}, '') = '')")
        for column, some in ((unit, self.units), (grid, self.grids)):
            if some is not None:
                found.append(f"{column} IN ({', '.join(str(int(pk)) for pk in some) or 'NULL'})")
        return found

    def _scope(self) -> list[str]:
        return [ASSESSED] if self.scope is Scope.ASSESSED else []

    def columns(self) -> str:
        """Return what counts are told apart by, as columns."""
        keys = {"key": self.by, "within": self.within}
        scope = f"'{self.scope.value}'" if self.scope else ASSESSED
        told = (f"{self.column(by)} AS {name}" for name, by in keys.items())
        return ", ".join([*told, f"{scope} AS scope"])

    def both(self) -> Sequence[Scope]:
        """Return the scopes that are asked for."""
        return [self.scope] if self.scope else list(Scope)

    def scopes(self, counted: str) -> str:
        """Return the SQL in which what is assessed counts in both scopes, where both are asked for."""
        if self.scope:
            return counted
        both = f"CASE WHEN scope THEN {[one.value for one in Scope]} ELSE ['{Scope.ALL.value}'] END"
        return f"SELECT * REPLACE (unnest({both}) AS scope) FROM ({counted})"  # noqa: S608  our own SQL

    def column(self, by: By | None) -> str:
        """Return the column of what counts are told apart by, among what is kept or in rows with their keys."""
        shift = self.period.from_day - 1
        if by is None:
            return "NULL"
        if by is By.UNIT and self.heirs:
            cases = " ".join(
                f"WHEN {int(one)} THEN {int(heir)}" for one, heir in self.heirs.items()
            )
            return f"CASE unit {cases} ELSE unit END"
        if by is By.MONTH and shift:
            return f"strftime(day - INTERVAL {int(shift)} DAY + INTERVAL 1 MONTH, '%Y-%m')"
        return f'"{by.value}"'

    def scoped(self) -> str:
        """Return the condition on counted rows, beside that on rows."""
        return " AND ".join(self._scope()) or "true"

    def given(self, sql: str, **more: object) -> dict[str, Any]:
        """Return the parameters that an SQL names."""
        known = {
            "first": self.period.first,
            "end": self.period.end,
            "place": self.place,
            "at": self.at,
            **more,
        }
        return {name: value for name, value in known.items() if f"${name}" in sql}


def counted(reader: Reader, asked: Asked, weights: Weights) -> list[Found]:
    """Return the columns of every figure for each key, or in one row, and each scope; the greatest volume first."""
    made = _Counted(reader, asked)
    found = {named(row): row for row in made.sums()}
    shown = list(dict.fromkeys(row["key"] for row in found.values()))[: asked.middles]
    spans = any(figure.span for figure in asked.figures())
    for row in made.quantiles(shown) if spans and shown else ():
        if (known := found.get(named(row))) is not None:
            name = row["span"].removesuffix("hours")
            known |= {f"{name}{one}": row[one] / HOURS for one in QUANTILES}
    return [_weighed(row, asked.figures(), weights) for row in found.values()]


def named(row: Found) -> tuple[Any, Any, Any]:
    """Return what a row is about: its key, what it is told apart by further, and its scope."""
    return row.get("key"), row.get("within"), row["scope"]


def _weighed(row: Found, figures: Sequence[Figure], weights: Weights) -> Found:
    for figure in figures:
        if figure.weighed is not None:
            parts = enumerate(figure.weighed(weights))
            row[f"{figure.code}__hits"] = sum(
                weight * (row[f"{figure.code}__part{number}"] or 0)
                for number, (_hit, weight) in parts
            )
        if figure.span is not None:
            row = {f"{figure.code}__{one}": None for one in QUANTILES} | row
    return row


class _Counted:
    """One reading of the record."""

    def __init__(self, reader: Reader, asked: Asked) -> None:
        self.cursor, listed = reader.now()
        self.folder, self.asked, self.defined = reader.folder, asked, counts.definitions()
        months: Mapping[str, Sequence[File]] = listed.files.get("tickets", {})
        first, last = asked.period.first, asked.period.end - timedelta(days=1)
        self.months = {
            month: some
            for month, some in months.items()
            if f"{first:%Y-%m}" <= month <= f"{last:%Y-%m}"
        }

    def _usable(self, one: File) -> bool:
        """Tell whether counts of a file are by today's definitions, and of no later moment than asked."""
        known = one.counted_by == self.defined.signature
        return known and datetime.fromisoformat(one.counted_at) <= self.asked.at

    def _kept(
        self, listed: Sequence[Kept], columns: str, also: str = "true"
    ) -> tuple[list[str], list[File]]:
        """Return the SQL for what is kept of whole months and of days of others, and the files that it stands for."""
        parts, held = [], list[File]()
        for days in (False, True):
            some = [
                one
                for month, files in self.months.items()
                if self.asked.whole(month) is not days
                for one in files
                if self._usable(one)
            ]
            if some and (kept := self.asked.kept(listed, days=days)):
                rows = counts.read(self.folder, [one.counts(kept.name) for one in some])
                where = f"{self.asked.of_counts(days=days)} AND {also}"
                parts.append(
                    f"SELECT {self.asked.columns()}, {columns} FROM ({rows}) WHERE {where} GROUP BY ALL"  # noqa: S608
                )
                held += some
        return parts, held

    def sums(self) -> list[Found]:
        """Return the counts of every figure."""
        names = ["n", *(n for one in self.asked.figures() for n in one.counts(self.asked.at))]
        signs = ", ".join(["sum(sign) AS n", *(f"sum(sign * {n}) AS {n}" for n in names[1:])])
        sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in names)
        parts, held = self._kept(counting.COUNTS, sums)
        parts.append(
            f"SELECT {self.asked.columns()}, {signs} FROM ({self._rows(held)}) WHERE {self.asked.scoped()} GROUP BY ALL"  # noqa: S608
        )
        having = "GROUP BY ALL HAVING sum(n) > 0" if self.asked.by else "GROUP BY ALL"
        found = self._read(
            f"SELECT key, within, scope, {sums} FROM ({self._together(parts)}) {having} ORDER BY n DESC, key, within"  # noqa: S608
        )
        if self.asked.by:
            return found
        nothing = {"key": None, "within": None, **dict.fromkeys(names)}
        scopes = {one.value: {**nothing, "scope": one.value} for one in self.asked.both()}
        return list((scopes | {row["scope"]: row for row in found}).values())

    def quantiles(self, keys: Sequence[Any]) -> list[Found]:
        """Return the quantiles of every span in hours, of some keys."""
        given, also = self._among(keys)
        parts, held = self._kept(counting.HOURS, "span, hours, sum(n) AS n", also)
        rows = counts.unpivoted(self.defined, self._rows(held))
        parts.append(
            f"SELECT {self.asked.columns()}, span, hours, sum(sign) AS n FROM ({rows}) WHERE {self.asked.scoped()} AND {also} GROUP BY ALL"  # noqa: S608
        )
        return self._read(_quantiles(self._together(parts)), **given)

    def _together(self, parts: Sequence[str]) -> str:
        return self.asked.scopes(" UNION ALL ".join(parts))

    def _among(self, keys: Sequence[Any]) -> tuple[dict[str, Any], str]:
        """Return the parameters and the condition for some keys where not all are asked for."""
        if self.asked.middles is None or self.asked.by is None:
            return {}, "true"
        column = self.asked.column(self.asked.by)
        named = {f"key{number}_": one for number, one in enumerate(keys) if one is not None}
        among = f"{column} IN ({', '.join(f'${name}' for name in named) or 'NULL'})"
        return named, f"({among} OR {column} IS NULL)" if None in keys else among

    def _rows(self, held: Sequence[File]) -> str:
        """Return the SQL for the rows to be counted one by one, with what they count for; of files that are held, the loose ones."""
        some = [one for files in self.months.values() for one in files if one not in held]
        parts = [counts.signed(self.folder, some)] if some else []
        if held:
            parts.append(counts.read(self.folder, [one.counts(LOOSE) for one in held]))
        rows = " UNION ALL ".join(parts) or NOTHING
        chosen = f"SELECT * FROM ({rows}) WHERE {self.asked.of_rows()}"  # noqa: S608
        return f"WITH rows AS NOT MATERIALIZED ({chosen}) {self.defined.sql}"

    def _read(self, sql: str, **more: object) -> list[Found]:
        read = self.cursor.execute(sql, self.asked.given(sql, **more))
        names = [one[0] for one in read.description]
        return [dict(zip(names, row, strict=True)) for row in read.fetchall()]


def _quantiles(hours: str) -> str:
    """Return the SQL for quantiles as between two neighbours, from how many waited for how many hours."""
    places = ", ".join(f"{share} * (total - 1) AS {name}_at" for name, share in QUANTILES.items())
    near = ", ".join(
        f"min(hours) FILTER (upto > floor({name}_at)) AS {name}_low, min(hours) FILTER (upto > ceil({name}_at)) AS {name}_high, "
        f"any_value({name}_at - floor({name}_at)) AS {name}_part"
        for name in QUANTILES
    )
    between = ", ".join(
        f"{name}_low + {name}_part * ({name}_high - {name}_low) AS {name}" for name in QUANTILES
    )
    return f"""
    WITH counted AS (SELECT key, within, scope, span, hours, sum(n) AS n FROM ({hours}) GROUP BY ALL HAVING sum(n) > 0),
    summed AS (SELECT *, sum(n) OVER (PARTITION BY key, within, scope, span ORDER BY hours) AS upto, sum(n) OVER (PARTITION BY key, within, scope, span) AS total FROM counted),
    placed AS (SELECT *, {places} FROM summed),
    near AS (SELECT key, within, scope, span, {near} FROM placed GROUP BY ALL)
    SELECT key, within, scope, span, {between} FROM near"""  # noqa: S608  our own SQL
