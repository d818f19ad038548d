"""The staff desk at a million tickets beside the same desk at ten thousand, for every role.

`lianxin bench inbox [--tickets SMALL LARGE] [--rounds N]`. Beside the list stand a ticket with its list, the part that a
key asks for, what is asked every twenty seconds, and lists narrowed down.
"""

import argparse
import html
import re
import time
from collections import defaultdict
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks import _stage

if TYPE_CHECKING:
    from django.test import Client

    from lianxin.casework.tickets.queries import Desk
    from lianxin.foundation.actor import Actor

SIZES = (10_000, 1_000_000)
ROUNDS = 4  # the two sizes take turns, so that whatever else the machine does falls on both
WARM, READS = 5, 25  # of each desk in each round: those not counted, and those that are
MOST, RATIO = (
    100.0,
    1.5,
)  # what a page may take at a million, and how many times that at ten thousand
PAGE = 50  # rows; every desk has more, so that the two sizes show as many
# What comes beside the work, and is not in the city that is filled in: never more than a page of it.
UNFILLED = {"rights", "holds", "hurried", "orders", "mentions", "called"}
NEXT = re.compile(r'href="([^"]+)"\s+rel="next"')
BESIDE = re.compile(r'data-beside="([^"]+)"')
# All that a person waits for; the list and its texts alone; a ticket beside its list; the next ticket
# by its key; what a script asks now and then; the list narrowed down to a category.
KINDS = ("page", "rows", "beside", "next", "poll", "narrowed")
SEEN = 400  # deeds since a list was read
Samples = dict[str, list[float]]  # milliseconds


def main() -> None:
    """Print the p95 of every desk of every role at both sizes: of the page, and of all that is asked from it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tickets", type=int, nargs=len(SIZES), default=SIZES)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    said = asked.parse_args()
    with _stage.stage("fsync=off") as small, _stage.stage("fsync=off") as large:
        for size, environment in zip(said.tickets, (small, large), strict=True):
            filled = _stage.inside(environment, "inbox", "fill", str(size))
            print(
                f"{size:>9,} tickets filled in {filled['seconds']:.0f} s, faults {filled['faults']:.0f}",
                flush=True,
            )
        compare(small, large, said.rounds)


def compare(small: dict[str, str], large: dict[str, str], rounds: int = ROUNDS) -> None:
    """Measure two filled installations in turn, and print what came of it beside the aims."""
    taken: tuple[Samples, Samples] = (defaultdict(list), defaultdict(list))
    for _ in range(rounds):
        for samples, environment in zip(taken, (small, large), strict=True):
            for name, milliseconds in _stage.inside(environment, "inbox", "read").items():
                samples[name.partition("#")[0]].append(milliseconds)
    for some in (KINDS[:3], KINDS[3:]):
        heads = [f"{kind + ': p95 small':>20}{'large':>8}{'ratio':>7}" for kind in some]
        print("\n" + " " * 36 + "".join(heads))
        for desk in taken[0]:
            if desk.startswith("page"):
                print(f"{desk[4:]:36}" + "".join(_figures(taken, kind + desk[4:]) for kind in some))
    for kind in KINDS:
        _summary(taken, kind)


def _figures(taken: tuple[Samples, Samples], name: str) -> str:
    small, large = (_p95(samples[name]) for samples in taken)
    return f"{small:20.1f}{large:8.1f}{large / small:7.2f}"


def _summary(taken: tuple[Samples, Samples], kind: str) -> None:
    names = [name for name in taken[0] if name.startswith(kind)]
    small, large = (_p95([one for name in names for one in samples[name]]) for samples in taken)
    slowest = max(_p95(taken[1][name]) for name in names)
    steepest = max(_p95(taken[1][name]) / _p95(taken[0][name]) for name in names)
    steep = max(median(taken[1][name]) / median(taken[0][name]) for name in names)
    print(
        f"\n{kind}, all desks: p95 {small:.1f} ms at the small size, {large:.1f} ms at the large (aim: at most {MOST:.0f});",
        end="",
    )
    print(f" ratio {large / small:.2f} (aim: at most {RATIO})")
    print(
        f"{kind}, worst desk: p95 {slowest:.1f} ms at the large size; ratio {steepest:.2f}, of medians {steep:.2f}"
    )


def _p95(samples: list[float]) -> float:
    return quantiles(samples, n=20)[-1]


def measure(what: str, size: str = "") -> dict[str, float]:
    """Fill an installation, or return the milliseconds of each read of each desk in one."""
    return _fill(int(size)) if what == "fill" else _read()


def _fill(size: int) -> dict[str, float]:
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks._city import fill, settle
    from lianxin.casework.tickets import queries as tickets
    from lianxin.foundation.ledger import actions as ledger
    from lianxin.foundation.ledger import verifying

    call_command("collectstatic", interactive=False, verbosity=0)  # pages name built files
    began, sealed = time.perf_counter(), size <= SIZES[0]
    fill(tickets=size, sealed=sealed)
    if not sealed:
        ledger.seal(limit=20_000)  # so that there is something to be told of
    settle()
    seconds = time.perf_counter() - began
    checked = verifying.whole(now=timezone.now()) if sealed else tickets.faults()
    return {"seconds": seconds, "faults": sum(1 for _ in checked)}


def _read() -> dict[str, float]:
    from benchmarks._city import PEOPLE, signed_in
    from lianxin.casework.tickets import queries as tickets

    taken: Samples = {}
    for role, username in PEOPLE.items():
        actor, client = signed_in(username)
        for desk in tickets.desks_of(actor):
            if desk.name in UNFILLED:
                continue
            taken[f"page {role}: {desk.name}"] = _pages(client, desk)
            taken[f"rows {role}: {desk.name}"] = _rows(actor, desk)
            for kind, milliseconds in _more(client, desk).items():
                taken[f"{kind} {role}: {desk.name}"] = milliseconds
    return {f"{name}#{turn}": ms for name, some in taken.items() for turn, ms in enumerate(some)}


def _more(client: "Client", desk: "Desk") -> Samples:
    """Read what is asked from a desk: a ticket beside it, the next one by key, what is new, what fits."""
    from lianxin.foundation.ledger import queries as ledger
    from lianxin.registers.duties import queries as duties

    first = f"/staff/desks/{desk.name}/"
    begun = BESIDE.search(client.get(first).content.decode())
    assert begun, first
    part = {"headers": {"X-Part": "ticket"}}
    since = max(ledger.size() - SEEN, 0)
    taken: Samples = {"beside": [], "next": [], "poll": [], "narrowed": []}
    url, leaves = html.unescape(begun[1]), duties.leaves()
    for turn in range(WARM + READS):
        told = _timed(client, taken["beside"], url)
        _timed(client, taken["next"], url, **part)
        _timed(client, taken["poll"], f"{first}new/?since={since}")
        _timed(client, taken["narrowed"], f"{first}?category={leaves[turn % len(leaves)].pk}")
        more = NEXT.search(told)
        url = html.unescape(more[1] if more else begun[1])
    return {kind: some[WARM:] for kind, some in taken.items()}


def _timed(client: "Client", taken: list[float], url: str, **given: Any) -> str:
    """Read a page, and note how long it took."""
    began = time.perf_counter()
    response = client.get(url, **given)
    taken.append((time.perf_counter() - began) * 1000)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def _pages(client: "Client", desk: "Desk") -> list[float]:
    """Read a desk as its people do, page after page, and from the first one again."""
    first = f"/staff/desks/{desk.name}/"
    url, taken = first, list[float]()
    for _ in range(WARM + READS):
        more = NEXT.search(_timed(client, taken, url))
        url = html.unescape(more[1]) if more else first
    return taken[WARM:]


def _rows(actor: "Actor", desk: "Desk") -> list[float]:
    """Read the same rows and their texts, without a page around them."""
    from lianxin.casework.tickets.queries import desk as rows_of
    from lianxin.casework.tickets.queries import texts

    after, taken = None, []
    for _ in range(WARM + READS):
        began = time.perf_counter()
        rows = list(rows_of(actor, desk.name, after=after))
        texts(rows, actor)
        taken.append((time.perf_counter() - began) * 1000)
        assert after or len(rows) == PAGE, (desk, "holds less than a page")
        after = (getattr(rows[-1], desk.order), rows[-1].pk) if len(rows) == PAGE else None
    return taken[WARM:]
