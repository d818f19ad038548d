"""Tickets per second that a run of retention erases and de-identifies, beside the bare statements.

A million tickets with their entries and words, one of twenty with a contact; the run takes place four
years later. The reference does the same to as many rows with plain SQL in pieces of the same size.
"""

import resource
import time
from datetime import timedelta
from itertools import count

from benchmarks import _stage

TICKETS = 1_000_000
REFERENCE = 20_000  # tickets
CONTACTS = 20  # one of so many tickets has one
QUARTERS = (1, 2, 3, 4)  # of the run: rate and memory stay as they are


def main(tickets: int = TICKETS) -> None:
    """Print the rates, their ratio, how long a piece takes, and what the run looks like on its way."""
    with _stage.stage("fsync=off") as environment:  # filled, sealed and verified without waiting
        made = _stage.inside(environment, "retention", str(tickets))
    print(f"{tickets:,} tickets filled and sealed in {made['filled']:.0f} s")
    print(f"contacts erased per second:       {made['contacts']:,.0f}")
    print(
        f"tickets de-identified per second: {made['tickets']:,.0f} ({made['cpu']:.0f} µs CPU each)"
    )
    print(
        f"bare statements per second:       {made['bare']:,.0f} (ratio {made['tickets'] / made['bare']:.2f})"
    )
    print(
        f"a piece of {made['chunk']:.0f}: median {made['median']:.0f} ms, p99 {made['p99']:.0f} ms"
    )
    for quarter in QUARTERS:
        rate, memory = made[f"rate{quarter}"], made[f"memory{quarter}"]
        print(f"quarter {quarter}: {rate:,.0f} tickets per second, {memory:.0f} MB at most so far")
    print(f"faults found by verify: {made['faults']:.0f} (in {made['verified']:.0f} s)")


def measure(tickets: str) -> dict[str, float]:
    """Fill, run, verify; return the figures."""
    from django.utils import timezone

    from benchmarks._city import fill, settle
    from lianxin.casework.tickets import queries
    from lianxin.foundation.ledger import actions as ledger
    from lianxin.foundation.ledger import verifying

    began, many = time.perf_counter(), int(tickets)
    fill(tickets=many, sealed=True)
    settle()
    _contacts(many)
    figures = {"filled": time.perf_counter() - began}
    later = timezone.now() + timedelta(days=4 * 365)
    figures["bare"] = _bare(REFERENCE)
    figures |= _run(later)
    while ledger.seal(limit=20_000):
        pass
    ledger.sign_head(at=later)
    ledger.witness()
    began = time.perf_counter()
    figures["faults"] = float(
        sum(1 for _ in verifying.whole(now=later)) + sum(1 for _ in queries.faults())
    )
    return figures | {"verified": time.perf_counter() - began}


def _contacts(many: int) -> None:
    """Give one of twenty tickets a contact."""
    from lianxin.casework.tickets.models import Ticket
    from lianxin.foundation.ledger import actions as ledger
    from lianxin.registers.residents import actions as residents
    from lianxin.registers.residents.rules import NewContact

    wang = NewContact(name="王女士", phone="19900001234")
    ids = Ticket.objects.order_by("pk").values_list("pk", flat=True)
    chosen = [
        pk for place, pk in zip(count(), ids.iterator(), strict=False) if place % CONTACTS == 1
    ]
    for start in range(0, len(chosen), 1000):
        with ledger.writing():
            for pk in chosen[start : start + 1000]:
                residents.sealed(ticket_id=pk, contact=wang).save()


def _run(later: "object") -> dict[str, float]:
    """Do the whole run four years later, and return rates, pieces and memory."""
    from lianxin.casework.tickets.actions.retention import CHUNK
    from lianxin.interfaces.jobs import retention
    from lianxin.registers.residents import queries
    from lianxin.registers.residents.rules.retention import Data

    assert retention.begin(later, "bench:retention")  # type: ignore[arg-type]
    taken: dict[Data | None, list[float]] = {}
    memory: list[float] = []
    cpu = 0.0
    while (run := queries.open_run()) is not None:
        at_work, began = time.process_time(), time.perf_counter()
        retention.go_on(run, later)  # type: ignore[arg-type]
        taken.setdefault(run.next, []).append(time.perf_counter() - began)
        if run.next is Data.REQUEST:
            cpu += time.process_time() - at_work
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        last = run
    done = {part.data: part.done for part in queries.run(last.run_id).parts}
    pieces = sorted(taken[Data.REQUEST])
    return {
        "contacts": done[Data.CONTACT] / sum(taken[Data.CONTACT]),
        "tickets": done[Data.REQUEST] / sum(pieces),
        "cpu": cpu / done[Data.REQUEST] * 1e6,
        "median": pieces[len(pieces) // 2] * 1000,
        "p99": pieces[len(pieces) * 99 // 100] * 1000,
        "chunk": float(CHUNK),
        **_quarters(taken[Data.REQUEST], memory, done[Data.REQUEST]),
    }


def _quarters(taken: list[float], memory: list[float], done: int) -> dict[str, float]:
    """Return rate and memory of each quarter of the run."""
    figures: dict[str, float] = {}
    for quarter in QUARTERS:
        first, end = (len(taken) * part // len(QUARTERS) for part in (quarter - 1, quarter))
        figures[f"rate{quarter}"] = done / len(QUARTERS) / sum(taken[first:end])
        figures[f"memory{quarter}"] = memory[end - 1]
    return figures


BARE = (
    "UPDATE ledger_passage SET text = NULL, salt = NULL WHERE entry_id IN"
    " (SELECT id FROM ledger_entry WHERE about = 'ticket' AND about_id = ANY(%s))",
    "DELETE FROM residents_contact WHERE ticket_id = ANY(%s)",
    "UPDATE tickets_ticket SET state = 'archived', code_salt = '', seq = seq + 1 WHERE id = ANY(%s)",
    "INSERT INTO ledger_entry (about, about_id, seq, verb, at, role, system_name, facts, digests,"
    " once, asked, imported) SELECT about, about_id, seq + 1000, 'ticket.archived', at, role,"
    " system_name, '{{}}', '{{}}', md5(once) || md5(id::text), '', imported FROM ledger_entry"
    " WHERE about = 'ticket' AND seq = 1 AND about_id = ANY(%s)",
)


def _bare(many: int) -> float:
    """Return how many tickets a second plain SQL does the same to; it is rolled back."""
    from django.db import connection, transaction

    from lianxin.casework.tickets.actions.retention import CHUNK
    from lianxin.casework.tickets.models import Ticket

    ids = list(
        Ticket.objects.exclude(ended_at=None)
        .order_by("ended_at")[:many]
        .values_list("pk", flat=True)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        for start in range(0, len(ids), CHUNK):
            for statement in BARE:
                cursor.execute(statement.format(), [ids[start : start + CHUNK]])
        rate = len(ids) / (time.perf_counter() - began)
        transaction.set_rollback(True)
    return rate
