"""The requests beside a ticket, as its page finds them: the rows read, the texts weighed, at two sizes.

`lianxin bench beside [--tickets N …]`. Texts of 300 characters are recombined from the demo city's; quality is
never measured on them. What a search reads has an end, so that the larger size should take no longer.
"""

import argparse
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks import _stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lianxin.casework.tickets.models import Ticket

SIZES = (10_000, 100_000)  # at the second, communities and towns hold more than a search reads
SEARCHES, WARM = 200, 10
CHUNK = 2_000
Times = dict[str, list[float]]


def main() -> None:
    """Print what it takes to find what stands beside a ticket, at each size."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tickets", type=int, nargs="+", default=SIZES)
    sizes = asked.parse_args().tickets
    slowest = []
    for size in sizes:
        with _stage.stage("fsync=off") as environment:
            figures = _stage.inside(environment, "beside", str(size))
        print(f"{size:>9,} tickets, filled in {figures.pop('seconds'):.0f} s")
        for name, milliseconds in figures.items():
            print(f"{'':11}{name}: {milliseconds:.1f}", flush=True)
        slowest.append(figures["all of it: p95 ms"])
    print(f"ratio {slowest[-1] / slowest[0]:.2f}")


def measure(size: str) -> dict[str, float]:
    """Fill an installation, and return the figures of searches in it."""
    began = time.perf_counter()
    _fill(int(size))
    seconds = time.perf_counter() - began
    taken: Times = {"reading and ranking": [], "all of it": [], "of its processor": []}
    for number, ticket in enumerate(_asked()):
        for name, milliseconds in _once(ticket).items():
            if number >= WARM:
                taken[name].append(milliseconds)
    figures = {"seconds": seconds}
    for name, times in taken.items():
        figures[f"{name}: p50 ms"] = median(times)
        figures[f"{name}: p95 ms"] = quantiles(times, n=20)[-1]
    return figures


def _fill(size: int) -> None:
    from benchmarks._city import fill, settle
    from benchmarks.similar import _pieces, _texts

    texts: Iterator[str] = _texts(_pieces(None), size)
    fill(tickets=size, sealed=False, say=lambda _number: next(texts))
    _trace()
    settle()


def _trace() -> None:
    """Trace every ticket as the follower does, but many at a time."""
    from lianxin.casework.tickets import queries as tickets
    from lianxin.casework.tickets.models import Ticket
    from lianxin.followers.triage.actions.tracing import FOLLOWER
    from lianxin.followers.triage.models import Trace
    from lianxin.followers.triage.rules.beside import town
    from lianxin.followers.triage.similar.traces import trace
    from lianxin.foundation.ledger import actions as ledger

    last = 0
    while rows := list(Ticket.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last, said = rows[-1].pk, tickets.texts(rows, FOLLOWER)
        with ledger.writing():
            Trace.objects.bulk_create(
                Trace(
                    pk=row.pk,
                    place=row.division_code,
                    town=town(row.division_code),
                    pairs=trace(said[row.pk]["what"]),
                )
                for row in rows
            )


def _asked() -> "list[Ticket]":
    """Return tickets spread over all of them."""
    from lianxin.casework.tickets.models import Ticket

    ids = list(Ticket.objects.order_by("pk").values_list("pk", flat=True))
    chosen = ids[:: max(1, len(ids) // (SEARCHES + WARM))]
    return list(Ticket.objects.filter(pk__in=chosen).order_by("?")[: SEARCHES + WARM])


def _once(ticket: "Ticket") -> dict[str, float]:
    from lianxin.followers.triage import queries
    from lianxin.followers.triage.actions.tracing import FOLLOWER
    from lianxin.followers.triage.models import Trace
    from lianxin.followers.triage.queries.beside import sharing

    own = Trace.objects.get(pk=ticket.pk)
    return {
        "reading and ranking": _taken(lambda: sharing(own)),
        "all of it": _taken(lambda: queries.beside(ticket, FOLLOWER)),
        "of its processor": _taken(lambda: queries.beside(ticket, FOLLOWER), time.process_time),
    }


def _taken(do: "Callable[[], object]", clock: "Callable[[], float]" = time.perf_counter) -> float:
    began = clock()
    do()
    return (clock() - began) * 1000


if __name__ == "__main__":
    main()
