"""The staff inbox at a million tickets beside the same inbox at ten thousand, for every role."""

import statistics
import time

from benchmarks import _stage

SIZES = (10_000, 1_000_000)
READS = 200
ROLES = (
    "agent",
    "dispatcher",
    "supervisor",
    "caller",
    "handler",
    "unit_lead",
    "grid_worker",
    "auditor",
)


def main() -> None:
    """Print the p95 of a desk's first page, and of one deep in it, at both sizes."""
    at: dict[int, dict[str, float]] = {}
    for size in SIZES:
        with _stage.stage("fsync=off") as environment:  # filling only; reads do not wait for disks
            at[size] = _stage.inside(environment, "inbox", str(size))
        print(
            f"{size:>9,} tickets filled in {at[size]['filled']:.0f} s, faults {at[size]['faults']:.0f}"
        )
    small, large = (at[size] for size in SIZES)
    print(f"{'desk':32} {'p95 ms at 10k':>14} {'p95 ms at 1M':>14} {'ratio':>7}")
    for name in sorted(small.keys() - {"filled", "faults"}):
        ratio = large[name] / small[name]
        print(f"{name:32} {small[name]:14.1f} {large[name]:14.1f} {ratio:7.2f}")


def measure(size: str) -> dict[str, float]:
    """Fill an installation and return the p95 in milliseconds of each role's desks."""
    from django.utils import timezone

    from benchmarks._city import actors, fill
    from lianxin.casework.tickets import queries as tickets
    from lianxin.foundation.ledger import verifying

    began = time.perf_counter()
    fill(tickets=int(size), sealed=int(size) <= SIZES[0])
    figures = {"filled": time.perf_counter() - began}
    checked = verifying.whole(now=timezone.now()) if int(size) <= SIZES[0] else tickets.faults()
    figures["faults"] = float(sum(1 for _ in checked))
    for name, actor in actors(ROLES).items():
        for desk in tickets.desks_of(actor):
            figures[f"{name} {desk.name}"] = _p95(tickets, actor, desk)
    return figures


def _p95(tickets: object, actor: object, desk: object) -> float:
    from lianxin.casework.tickets.queries import desk as rows_of
    from lianxin.casework.tickets.queries import texts

    after, taken = None, []
    for _ in range(READS):
        began = time.perf_counter()
        rows = list(rows_of(actor, desk.name, after=after))  # type: ignore[attr-defined, arg-type]
        texts(rows, actor)  # type: ignore[arg-type]
        taken.append((time.perf_counter() - began) * 1000)
        order = desk.order  # type: ignore[attr-defined]
        after = (getattr(rows[-1], order), rows[-1].pk) if len(rows) == 50 else None
    return statistics.quantiles(taken, n=20)[-1]
