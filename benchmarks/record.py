"""The columnar record from a real ledger on PostgreSQL: the follower's pace, a rebuild, and how fresh figures are.

`lianxin bench record [TICKETS]`: the ledger is filled and sealed, read by the follower from its
beginning, and made anew; both are held against each other. Then a worker runs as it does every day,
and requests are taken in one by one. The reference is DuckDB writing the same rows to Parquet at once.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import _stage

if TYPE_CHECKING:
    from lianxin.followers.insight.queries.reading import Reader

TICKETS = 1_000_000
ASKED = 20  # requests taken in one by one
PAUSE = 2.0  # seconds between them
WITHIN = 60.0  # seconds after which a request is not waited for any more


def main() -> None:
    """Print the figures beside their aims."""
    many = sys.argv[1] if len(sys.argv) > 1 else str(TICKETS)
    with _stage.stage("fsync=off") as environment:
        filled = _stage.inside(environment, "record", "fill", many)
        print(f"{int(many):,} tickets, {filled['entries']:,.0f} entries: {filled['seconds']:.0f} s")
        kept = _stage.inside(environment, "record", "keep")
        pace = filled["entries"] / kept["seconds"]
        print(
            f"read by the follower: {kept['seconds']:.0f} s, {pace:,.0f} entries a second (aim: 20,000)"
        )
        began = time.perf_counter()
        _stage.lianxin(environment, "insight", "rebuild")
        took = time.perf_counter() - began
        print(f"made anew: {took:.0f} s (aim: 600 s for a million)")
        same = _stage.inside(environment, "record", "same", str(kept["sum"]), str(kept["rows"]))
        print(f"both hold the same {same['rows']:,.0f} rows: {'yes' if same['same'] else 'NO'}")
        print(f"the same rows written at once by DuckDB: {same['reference']:.1f} s")
        _fresh(environment)


def _fresh(environment: dict[str, str]) -> None:
    """Print how long after its intake a request is counted, while a worker runs."""
    command = [sys.executable, "-m", "lianxin", "worker"]
    worker = subprocess.Popen(
        command,
        env=environment,
        cwd=_stage.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        fresh = _stage.inside(environment, "record", "fresh")
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    print(
        f"counted after intake: median {fresh['median']:.1f} s, at most {fresh['most']:.1f} s (aim: 5 s)"
    )


def measure(what: str, *given: str) -> dict[str, float]:
    """Take one part of the measurement in a process of its own."""
    parts: dict[str, Callable[..., dict[str, float]]] = {
        "fill": _fill,
        "keep": _keep,
        "same": _same,
        "fresh": _ask,
    }
    return parts[what](*given)


def _fill(tickets: str) -> dict[str, float]:
    from benchmarks._city import fill, settle
    from lianxin.foundation.ledger import queries as ledger

    began = time.perf_counter()
    fill(tickets=int(tickets), sealed=True)
    settle()
    return {"seconds": time.perf_counter() - began, "entries": ledger.size()}


def _keep() -> dict[str, float]:
    from django.utils import timezone

    from lianxin.interfaces.jobs import insight

    began = time.perf_counter()
    insight.catch_up(timezone.now())
    seconds = time.perf_counter() - began
    return {"seconds": seconds, **_summed()}


def _summed() -> dict[str, float]:
    """Return how many rows the record has, and a number that is another where any of them is."""
    (row,) = _reader().read(
        "SELECT count(*) AS many, (sum(hash(t)) % 1000000007)::BIGINT AS hashed FROM tickets t"
    )
    return {"rows": row["many"], "sum": row["hashed"]}


def _reader() -> "Reader":
    from django.conf import settings

    from lianxin.followers.insight.queries.reading import Reader

    return Reader(Path(settings.LIANXIN_INSIGHT))


def _same(hashed: str, rows: str) -> dict[str, float]:
    found, whole = _summed(), _reader().cursor()
    began = time.perf_counter()
    whole.execute("CREATE TEMP TABLE rows AS SELECT * FROM tickets")
    whole.execute("COPY rows TO '/dev/null' (FORMAT parquet)")
    took = time.perf_counter() - began
    same = (found["sum"], found["rows"]) == (float(hashed), float(rows))
    return {"same": same, "rows": found["rows"], "reference": took}


def _ask() -> dict[str, float]:
    from django.utils import timezone

    from lianxin.casework.tickets import actions
    from lianxin.casework.tickets.rules import Privacy
    from lianxin.casework.tickets.rules.intake import Request
    from lianxin.foundation.actor import Actor

    reader, took = _reader(), []
    for number in range(ASKED):
        request = Request(what=f"路灯不亮（{number}）", where="长堤路", privacy=Privacy.ANONYMOUS)
        by = Actor.public(f"record-{number}")
        began = time.perf_counter()
        entry = actions.receive(
            request=request, contact=None, by=by, at=timezone.now(), key=f"record-{number:04}"
        )
        while not _counted(reader, entry.about_id) and time.perf_counter() - began < WITHIN:
            time.sleep(0.05)
        took.append(time.perf_counter() - began)
        time.sleep(PAUSE)
    return {
        "median": median(took[1:]),
        "most": max(took[1:]),
    }  # the first one waited for the worker


def _counted(reader: "Reader", ticket_id: int) -> bool:
    found = reader.cursor().execute("SELECT 1 FROM tickets WHERE ticket = ?", [ticket_id])
    return found.fetchone() is not None
