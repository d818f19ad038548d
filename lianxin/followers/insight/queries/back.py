"""What comes back, from the counts of the night where these hold what is asked."""

from datetime import date
from typing import Any

from lianxin.followers.insight import back, counts
from lianxin.followers.insight.manifest import Back
from lianxin.followers.insight.queries.counting import Asked
from lianxin.followers.insight.queries.reading import Reader
from lianxin.followers.insight.rules import counting
from lianxin.foundation.time import day_of, month_after


def counted(reader: Reader, asked: Asked) -> list[dict[str, Any]] | None:
    """Return the columns of each key as they stood this morning; None where the rows have to be read."""
    cursor, listed = reader.now()
    known = listed.back
    if known is None or known.by != back.signature() or known.on > day_of(asked.at).isoformat():
        return None
    parts = []
    for days in (False, True):
        months = [one for one in _months(asked) if asked.whole(one) is not days]
        kept = asked.kept(counting.BACK, days=days)
        if months and kept is None:
            return None
        if months and kept is not None:
            parts.append(_sql(reader, asked, known, kept.name, months, days=days))
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in back.COLUMNS)
    told = asked.scopes(" UNION ALL ".join(parts))
    sql = f"SELECT key, within, scope, {sums} FROM ({told}) GROUP BY ALL"  # noqa: S608  our own names
    read = cursor.execute(sql, asked.given(sql))
    names = [one[0] for one in read.description]
    return [dict(zip(names, row, strict=True)) for row in read.fetchall()]


def _sql(
    reader: Reader, asked: Asked, known: Back, name: str, months: list[str], *, days: bool
) -> str:
    rows = counts.read(reader.folder, known.of(name))
    among = ", ".join(f"'{one}'" for one in months)
    columns = ", ".join(back.COLUMNS)
    return (
        f"SELECT {asked.columns()}, {columns} FROM ({rows}) "  # noqa: S608  our own names
        f"WHERE month IN ({among}) AND {asked.of_counts(days=days)}"
    )


def _months(asked: Asked) -> list[str]:
    """Return the months into which a period reaches."""
    one, found = asked.period.first.replace(day=1), list[date]()
    while one < asked.period.end:
        found.append(one)
        one = month_after(one)
    return [f"{one:%Y-%m}" for one in found]
