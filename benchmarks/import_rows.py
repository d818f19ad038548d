"""Imported tickets per second on PostgreSQL, beside a plain COPY of the very rows that they become.

The file is CSV with deadlines, closings and texts; the import checks, translates, binds the words and
writes ticket, entries, words and queue in chunks, as `lianxin import tickets` does.
"""

import csv
import io
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import _stage

ROWS = 20_000
TABLES = ("tickets_ticket", "ledger_entry", "ledger_passage", "ledger_unsealed")
MAP = """
source: bench
id: no
what: [title, text]
where: place
opened: opened
deadline: deadline
closed: {at: closed, text: result}
point: {longitude: x, latitude: y, crs: GCJ-02}
"""


def main() -> None:
    """Print both rates and their ratio."""
    with _stage.stage() as environment:
        found = _stage.inside(environment, "import_rows", str(ROWS))
    print(
        f"imported tickets per second: {found['imported']:,.0f} ({found['cpu']:,.0f} µs of CPU each)"
    )
    print(f"copied tickets per second:   {found['copied']:,.0f} (the same rows of the same tables)")
    print(f"known tickets per second:    {found['known']:,.0f} (the same file once more)")
    ratio = found["imported"] / found["copied"]
    print(f"ratio: {ratio:.2f}; faults found by verify: {found['faults']:.0f}")


def measure(rows: str) -> dict[str, float]:
    """Import a file, import it again, copy what it became, verify; return the rates."""
    from django.utils import timezone

    from lianxin.casework.tickets import queries
    from lianxin.foundation.ledger import verifying
    from lianxin.interfaces.jobs import first_day

    now, many = timezone.now(), int(rows)
    if not first_day.is_over():
        first_day.prepare(now)
    with tempfile.TemporaryDirectory() as folder:
        file, known = Path(folder, "tickets.csv"), Path(folder, "map.yaml")
        file.write_text(_table(many), encoding="utf-8")
        known.write_text(MAP, encoding="utf-8")
        cpu = time.process_time()
        imported = _import(file, known, now)
        cpu = time.process_time() - cpu
        again = _import(file, known, now)
    copied = _copy()
    faults = [*verifying.whole(now=now), *queries.faults()]
    return {
        "imported": many / imported,
        "cpu": cpu / many * 1e6,
        "known": many / again,
        "copied": many / copied,
        "faults": len(faults),
    }


def _import(file: Path, known: Path, now: datetime) -> float:
    from lianxin.foundation.actor import Actor
    from lianxin.interfaces.exchange import mapping
    from lianxin.interfaces.exchange.tickets import TicketImport

    run = TicketImport(
        mapping.load(known), by=Actor.system("bench"), at=now, refuse=lambda row: print(row)
    )
    began = time.perf_counter()
    run.take(file)
    return time.perf_counter() - began


def _copy() -> float:
    """Take the rows out, empty the tables, and return how long a COPY puts them in again."""
    from django.db import connection, transaction

    rows = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            with cursor.copy(f"COPY {table} TO STDOUT") as out:
                rows[table] = b"".join(bytes(block) for block in out)
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        began = time.perf_counter()
        with transaction.atomic():
            for table in TABLES:
                with cursor.copy(f"COPY {table} FROM STDIN") as into:
                    into.write(rows[table])
    return time.perf_counter() - began


def _table(many: int) -> str:
    text = io.StringIO()
    table = csv.writer(text)
    head = "no title text place opened deadline closed result x y"
    table.writerow(head.split())
    for number in range(many):
        opened = datetime(2025, 1, 1) + timedelta(minutes=number * 17)  # noqa: DTZ001  as tables say it
        moments = [opened, opened + timedelta(days=5), opened + timedelta(days=3, minutes=number)]
        told = [
            f"路灯不亮（{number}）",
            f"长堤路{number % 900}号门口的路灯坏了三天，晚上看不见路。",
        ]
        done = "已派人检修，更换了灯具和保险，今晚恢复照明。"
        point = [f"{116.2 + number % 700 / 1000:.6f}", f"{39.8 + number % 300 / 1000:.6f}"]
        table.writerow([number, *told, f"长堤路{number % 900}号", *moments, done, *point])
    return text.getvalue()
