"""A made-up city-year of requests, written as the columnar record, and the same rows in PostgreSQL."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import psycopg

from lianxin.followers.insight import counts, files, manifest
from lianxin.followers.insight.manifest import File, Manifest
from lianxin.followers.insight.rules.columns import TICKETS
from lianxin.foundation.time import month_after

DISTRICTS = 16
CENTRE = datetime(2027, 1, 1, tzinfo=UTC)
SEASON = (90, 70, 88, 92, 98, 104, 118, 116, 100, 96, 112, 116)  # of 100; heat, rain, heating
# what differs of a request from what is empty; u1 … u9 are dealt out evenly
MADE = {
    "ticket": "id",
    "position": "id * 8",
    "entries": "6 + (u1 * 6)::INTEGER",
    "imported": "false",
    "kind": "list_extract(['help', 'complaint', 'inquiry', 'suggestion', 'tip_off', 'commendation'], 1 + floor(6 * u2 * u2)::INTEGER)",
    "channel": "list_extract(['phone', 'web', 'grid', 'counter', 'import'], 1 + floor(5 * u3 * u3)::INTEGER)",
    "privacy": "list_extract(['open', 'confidential', 'anonymous'], 1 + floor(3 * u4 * u4 * u4)::INTEGER)",
    "source": "''",
    "category_id": "category",
    "division_code": "format('99{:02}01{:03}{:03}', district, town, community)",
    "grid_id": "(district * 40 + town) * 20 + community",
    "tier": "if(u5 < 0.03, 'urgent', if(u5 < 0.2, 'essential', 'general'))",
    "lead_unit_id": "if(u6 < 0.4, 100000 + district * 1000 + town, 200000 + district * 1000 + category % 60)",
    "state": "if(over, 'closed', if(u7 < 0.3, 'dispatched', 'handling'))",
    "outcome": "if(NOT over, '', list_extract(['resolved', 'resolved', 'resolved', 'explained', 'partly', '', 'unreachable'], 1 + floor(7 * u8)::INTEGER))",
    "rating": "if(over AND u8 < 0.71, 5 - floor(5 * u9 * u9 * u9)::INTEGER, NULL)",
    "excluded_for": "if(u1 < 0.03, 'beyond_power', '')",
    "received_at": "came",
    "received_on": "(came + INTERVAL 8 HOUR)::DATE",
    "accepted_at": "came + INTERVAL 12 MINUTE",
    "first_dispatched_at": "came + INTERVAL 25 MINUTE",
    "dispatched_at": "came + to_minutes(25 + (u2 * 300)::INTEGER)",
    "signed_at": "came + to_minutes(60 + (u3 * 600)::INTEGER)",
    "contacted_at": "if(u4 < 0.97, came + to_minutes(90 + (u4 * 900)::INTEGER), NULL)",
    "replied_at": "if(over, came + to_minutes(greatest(30, hours * 55)::INTEGER), NULL)",
    "answered_at": "if(over, answered, NULL)",
    "ended_at": "if(over, answered + to_minutes((u5 * 2000)::INTEGER), NULL)",
    "ended_on": "if(over, (answered + INTERVAL 8 HOUR)::DATE, NULL)",
    "promise_at": "came + INTERVAL 7 DAY",
    "current_promise_at": "came + to_days(7 + if(u6 < 0.06, 5, 0))",
    "dispatches": "1 + (u7 < 0.08)::INTEGER + (u7 < 0.01)::INTEGER",
    "returns_asked": "(u7 < 0.1)::INTEGER",
    "returns_granted": "(u7 < 0.08)::INTEGER",
    "extensions": "(u6 < 0.06)::INTEGER",
    "holds": "(u6 > 0.98)::INTEGER",
    "hurries": "(u9 < 0.07)::INTEGER",
    "whistles": "(u9 > 0.99)::INTEGER",
    "rework_count": "(u2 > 0.95)::INTEGER",
    "reopened": "(u2 > 0.995)::INTEGER",
}
PARQUET = {"int64": "BIGINT", "int32": "INTEGER", "string": "VARCHAR", "date32": "DATE"}
PARQUET |= {"timestamp": "TIMESTAMPTZ", "bool": "BOOLEAN"}


QUOTED = "kind, channel, excluded_for, outcome"


def units_of(district: int, many: int) -> list[int]:
    """Return some units of a district: its departments, then the subdistricts' offices."""
    return [200000 + district * 1000 + number for number in range(many)]


def write(folder: Path, tickets: int, *, counted: bool = True) -> Iterator[str]:
    """Write the record of a year, month by month as the follower would have merged it, and yield how far it is."""
    from lianxin.followers.insight import actions  # once Django is set up

    began, listed, first = time.perf_counter(), dict[str, list[File]](), 0
    memory = duckdb.connect(config={**counts.SETTINGS, "TimeZone": "UTC"})
    for number, share in enumerate(SEASON):
        many = tickets * share // sum(SEASON)
        month = f"2026-{number + 1:02}"
        memory.execute("SELECT setseed(?)", [number / 12]).fetchall()
        rows = memory.sql(_rows(date(2026, number + 1, 1), first, many)).to_arrow_table()
        path = f"g1/tickets/month={month}/{first:012d}.parquet"
        listed[month] = [files.write(folder, path, rows.cast(files.SCHEMAS["tickets"]))]
        first += many
        del rows
    yield f"{first:,} requests written: {time.perf_counter() - began:.0f} s"
    began = time.perf_counter()
    for month, (file,) in listed.items() if counted else ():
        listed[month] = [counts.write(folder, file, CENTRE - timedelta(hours=1))]
    known = Manifest(files={"tickets": listed, "events": {}})
    manifest.commit(folder, replace(known, position=first))
    yield f"their counts: {time.perf_counter() - began:.0f} s"
    began = time.perf_counter()
    while counted and actions.count_back(folder=folder, at=CENTRE):
        pass
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    yield f"what comes back: {time.perf_counter() - began:.0f} s; {size / 2**20:,.0f} MiB in all"


def _rows(month: date, first: int, many: int) -> str:
    """Return the SQL for the requests of a month: some places, categories and days have many more than others."""
    days = (month_after(month) - month).days
    dealt = ", ".join(f"random() AS u{number}" for number in range(1, 10))
    columns = ", ".join(
        f'CAST({MADE.get(one.name, "0" if one.type == "int32" else "NULL")} AS {PARQUET[one.type]}) AS "{one.name}"'
        for one in TICKETS
    )
    return f"""
    WITH dealt AS MATERIALIZED (SELECT {first} + range AS id, {dealt}, random() AS d1, random() AS d2, random() AS d3, random() AS d4, random() AS d5 FROM range({many})),
    placed AS (SELECT *,
        floor(16 * pow(d1, 1.6))::INTEGER AS district, 1 + floor(22 * pow(d2, 1.4))::INTEGER AS town, 1 + floor(20 * d3)::INTEGER AS community,
        floor(120 * pow(d4, 2.2))::INTEGER AS category,
        TIMESTAMPTZ '{month} 00:00:00+08' + to_seconds(floor(d5 * {days * 86400})) AS came,
        if(u5 < 0.1, 2 + 20 * u1, 10 + 150 * u1 * u2 + if(u9 < 0.04, 200, 0)) AS hours FROM dealt),
    answering AS (SELECT *, came + to_seconds(floor(hours * 3600)) AS answered FROM placed),
    ending AS (SELECT *, answered < TIMESTAMPTZ '2027-01-01 00:00:00+08' - INTERVAL 2 HOUR AND u8 < 0.999 AS over FROM answering)
    SELECT {columns} FROM ending ORDER BY division_code, came"""  # noqa: S608  made from this table


def copied(folder: Path, url: str) -> int:
    """Bring what the three rates need into PostgreSQL by COPY, with an index that holds it, and return how many rows."""
    names = (
        "received_on",
        "division_code",
        "category_id",
        "lead_unit_id",
        "kind",
        "channel",
        "excluded_for",
        "dispatches",
        "outcome",
        "rating",
        "contacted_at",
        "answered_at",
        "current_promise_at",
    )
    memory, rows = duckdb.connect(config=counts.SETTINGS), 0
    with psycopg.connect(url, autocommit=True) as own:
        own.execute(
            "CREATE UNLOGGED TABLE tickets (received_on date, division_code text, category_id bigint, lead_unit_id bigint, kind text, channel text,"
            " excluded_for text, dispatches int, outcome text, rating int, contacted_at timestamptz, answered_at timestamptz, current_promise_at timestamptz)"
        )
        for one in manifest.read(folder).files["tickets"].values():
            csv = folder / "copy.csv"
            some = counts.read(folder, [file.path for file in one])
            chosen = f"SELECT {', '.join(names)} FROM ({some})"  # noqa: S608  our own names
            memory.execute(f"COPY ({chosen}) TO '{csv}' (HEADER false, FORCE_QUOTE ({QUOTED}))")
            with (
                csv.open("rb") as file,
                own.cursor().copy("COPY tickets FROM STDIN (FORMAT csv)") as copy,
            ):
                while block := file.read(1 << 20):
                    copy.write(block)
            csv.unlink()
            rows += sum(file.rows for file in one)
        own.execute("CREATE INDEX ON tickets (received_on)")
        own.execute("VACUUM ANALYZE tickets")
    return rows


RATES = """
SELECT left(division_code, 9), count(*),
    count(*) FILTER (WHERE valid AND contacted_at IS NOT NULL) / nullif(count(*) FILTER (WHERE valid), 0)::float,
    count(*) FILTER (WHERE valid AND outcome = 'resolved') / nullif(count(*) FILTER (WHERE valid), 0)::float,
    sum(CASE WHEN rating >= 4 THEN 1 WHEN rating = 3 THEN 0.9 ELSE 0 END) FILTER (WHERE valid) / nullif(count(*) FILTER (WHERE valid), 0)
FROM (SELECT *, dispatches > 0 AND outcome IN ('resolved', 'partly', 'explained') AS valid FROM tickets) AS one
WHERE received_on >= '2026-03-01' AND received_on < '2026-04-01' AND excluded_for = '' GROUP BY 1
"""


def three_rates(url: str) -> float:
    """Return the milliseconds in which PostgreSQL answers the three rates: the middle of five, after one to warm it."""
    times = []
    with psycopg.connect(url, autocommit=True) as own:
        for _ in range(6):
            began = time.perf_counter()
            own.execute(RATES).fetchall()
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[1:])
