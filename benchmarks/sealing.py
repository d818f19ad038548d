"""Sealed entries per second, beside plain hashing of the same leaves in the same process."""

import time

from benchmarks import _stage

ENTRIES = 50_000


def main() -> None:
    """Print how fast the sealer works on PostgreSQL."""
    with _stage.stage() as environment:
        figures = _stage.inside(environment, "sealing", str(ENTRIES))
    print(
        f"sealed entries per second: {figures['sealed']:,.0f} in batches of {figures['batch']:.0f}"
    )
    print(f"leaves hashed per second:  {figures['hashed']:,.0f} (the same entries, nothing else)")
    print(
        f"ratio: {figures['sealed'] / figures['hashed']:.2f}; faults found by verify: {figures['faults']:.0f}"
    )


def measure(entries: str) -> dict[str, float]:
    """Make entries, hash them, seal them, verify the log; return the rates."""
    from django.utils import timezone

    from benchmarks._city import fill
    from lianxin.foundation.ledger import actions, queries, verifying
    from lianxin.foundation.ledger.actions.sealing import BATCH
    from lianxin.foundation.ledger.models import Entry

    fill(tickets=int(entries) // 2, sealed=False)
    rows = list(Entry.objects.filter(seal__isnull=True))
    began = time.perf_counter()
    for row in rows:
        queries.leaf(row)
    hashed = len(rows) / (time.perf_counter() - began)
    began, done = time.perf_counter(), 0
    while sealed := actions.seal():
        done += sealed
    rate = done / (time.perf_counter() - began)
    actions.sign_head(at=timezone.now())
    faults = len(list(verifying.whole(now=timezone.now())))
    return {"sealed": rate, "hashed": hashed, "batch": BATCH, "faults": faults}
