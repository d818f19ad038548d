"""Open tickets per second that move to the successor of a closed unit, beside the bare statements.

One unit leads nine of ten tickets of a city, and is closed while some five thousand of them are open.
The worker's own chunks carry it out, each ticket to whom the catalogue names.
"""

import time
from datetime import date, datetime

from benchmarks import _stage

TICKETS = 40_000
UNIT, SUCCESSOR = "urban-management", "hewan"
PART = 9 / 10  # of all tickets
REFERENCE = 2_000  # tickets
CHUNK = 4  # tickets in a statement of the reference


def main(tickets: int = TICKETS) -> None:
    """Print rate, time and the p99 of a chunk."""
    with _stage.stage() as environment:
        made = _stage.inside(environment, "reorganise", str(tickets))
    print(f"{tickets:,} tickets filled in {made['filled']:.0f} s")
    print(
        f"{made['moved']:,.0f} open tickets moved in {made['took']:.1f} s:"
        f" {made['rate']:,.0f} tickets/s ({made['cpu']:.1f} ms CPU each)"
    )
    print(
        f"bare statements: {made['bare']:,.0f} tickets/s (ratio {made['rate'] / made['bare']:.2f})"
    )
    print(f"a chunk: median {made['median']:.0f} ms, p99 {made['p99']:.0f} ms")
    print(f"left out: {made['left']:.0f}; faults found by verify: {made['faults']:.0f}")


def measure(tickets: str) -> dict[str, float]:
    """Fill, close, move, verify; return the figures."""
    from django.utils import timezone

    from benchmarks import _city
    from lianxin.casework.tickets import queries
    from lianxin.foundation.ledger import rounds
    from lianxin.registers.orgs import queries as orgs

    began = time.perf_counter()
    _city.LEADS.update({UNIT: PART})
    _city.LEADS_NEW.update({UNIT: PART})
    _city.fill(tickets=int(tickets), sealed=False)
    figures = {"filled": time.perf_counter() - began}
    at = timezone.now()
    figures["bare"] = _bare(orgs.unit(UNIT).pk, orgs.unit(SUCCESSOR).pk)
    _close(at)
    figures |= _moved(at)
    (progress,) = rounds.progress(orgs.unit(UNIT))
    figures["moved"], figures["left"] = float(progress.done), float(progress.left)
    figures["rate"] = progress.done / figures["took"]
    figures["cpu"] *= 1000 / progress.done
    figures["faults"] = float(sum(1 for _ in queries.faults()))
    return figures


def _close(at: datetime) -> None:
    """Close the unit through the actions that its administrator uses."""
    from benchmarks._city import BY
    from lianxin.casework.tickets import queries
    from lianxin.foundation.actor import STAFF
    from lianxin.foundation.time import day_of
    from lianxin.registers.orgs import actions
    from lianxin.registers.orgs import queries as orgs
    from lianxin.registers.orgs.rules import Held, Kept, Successor

    on: date = day_of(at)
    below = [row for row in orgs.table(Kept.UNITS, on).values() if row["parent_code"] == UNIT]
    moved = [{**row, "parent_code": "city", "valid_from": ""} for row in below]
    rows = list(enumerate(moved, 2))
    actions.import_units(rows=rows, sha256="0" * 64, by=BY, at=at, key="bench:below")
    for post in orgs.colleagues(orgs.unit(UNIT).pk, on, STAFF):
        key = f"bench:end:{post.pk}"
        actions.end_post(post_id=post.pk, valid_to=on, by=BY, at=at, key=key, seen=post.seq)
    actions.end_unit(
        code=UNIT,
        valid_to=on,
        held=Held(tickets=queries.held_by([UNIT])[UNIT]),
        successor=Successor(code=SUCCESSOR, by_catalogue=True),
        by=BY,
        at=at,
        key="bench:close",
    )


def _moved(at: datetime) -> dict[str, float]:
    """Carry it out in chunks as the worker does, and return what it took."""
    from lianxin.casework.tickets import actions
    from lianxin.interfaces.jobs.spells import Spells

    carrying, taken = Spells(), list[float]()
    cpu, began = time.process_time(), time.perf_counter()
    while True:
        start = time.perf_counter()
        came = actions.carry(at=at, limit=carrying.limit)
        if not came:
            break
        taken.append(time.perf_counter() - start)
        if came == carrying.limit:
            carrying.learn(taken[-1])
    chunks = sorted(taken)
    return {
        "took": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "median": chunks[len(chunks) // 2] * 1000,
        "p99": chunks[len(chunks) * 99 // 100] * 1000,
    }


BARE = (
    "UPDATE tickets_ticket SET lead_unit_id = %s, seq = seq + 1 WHERE id = ANY(%s)",
    "INSERT INTO ledger_entry (about, about_id, seq, verb, at, role, system_name, facts, digests,"
    " once, asked, imported) SELECT about, about_id, seq + 1000, 'ticket.moved', at, role,"
    " system_name, facts, '{}', md5(once) || md5(id::text), '', imported FROM ledger_entry"
    " WHERE about = 'ticket' AND seq = 1 AND about_id = ANY(%s)",
)


def _bare(unit_id: int, successor_id: int) -> float:
    """Return how many tickets a second plain SQL moves, a chunk a statement; it is rolled back."""
    from django.db import connection, transaction

    from lianxin.casework.tickets import queries

    ids = list(queries.held(unit_id, after=0, limit=REFERENCE))
    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            cursor.execute(BARE[0], [successor_id, chunk])
            cursor.execute(BARE[1], [chunk])
        rate = len(ids) / (time.perf_counter() - began)
        transaction.set_rollback(True)
    return rate
