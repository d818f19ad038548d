"""Search among ten thousand articles, on PostgreSQL and on SQLite, beside reading every text."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from typing import TYPE_CHECKING

from benchmarks import _stage

if TYPE_CHECKING:
    from lianxin.registers.duties.models import Category

ARTICLES = 10_000
READS = 600
ASKED = (
    "路灯",
    "停水",
    "电梯 维修资金",
    "公积金提取",
    "怎么办理",  # in thousands of texts
    "办理 路灯 第七百",
    "顺位抵押",
    "量子",  # nowhere
    "家门口路灯坏了怎么办",  # a question: nothing holds it as a whole
    "老人补贴去哪里领",
)


def main() -> None:
    """Print the p95 of a search on both databases, and of the same search without an index."""
    print(
        f"{'database':12} {'filled s':>9} {'p50 ms':>8} {'p95 ms':>8} {'scan p95':>9} {'ratio':>7}"
    )
    for name, run in (("PostgreSQL", _postgresql), ("SQLite", _sqlite)):
        figures = run()
        ratio = figures["p95"] / figures["scan"]
        print(
            f"{name:12} {figures['filled']:9.1f} {figures['p50']:8.1f} {figures['p95']:8.1f}"
            f" {figures['scan']:9.1f} {ratio:7.3f}",
            flush=True,
        )
        for asked in ASKED:
            print(f"{figures[asked]:40.1f} ms p95  {asked}")


def _postgresql() -> dict[str, float]:
    with _stage.stage("fsync=off") as environment:
        return _stage.inside(environment, "knowledge")


def _sqlite() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        environment = {**os.environ, "LIANXIN_DATA_DIR": folder}
        environment.pop("DATABASE_URL", None)
        _stage.lianxin(environment, "migrate", "--verbosity", "0")
        return _stage.inside(environment, "knowledge")


def measure() -> dict[str, float]:
    """Fill a knowledge register and return what a search takes in milliseconds."""
    from django.db import connection
    from django.utils import timezone

    from lianxin.foundation.time import day_of
    from lianxin.registers.knowledge import queries
    from lianxin.registers.knowledge.rules import Audience

    began = time.perf_counter()
    _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures = {"filled": time.perf_counter() - began}
    on = day_of(timezone.now())

    def search(asked: str) -> object:
        return queries.search(asked, audience=Audience.STAFF, on=on)

    taken = {asked: [] for asked in ASKED}  # type: dict[str, list[float]]
    for asked in islice(cycle(ASKED), READS):
        taken[asked].append(_milliseconds(search, asked))
    everything = [one for times in taken.values() for one in times]
    figures |= {asked: statistics.quantiles(times, n=20)[-1] for asked, times in taken.items()}
    figures["p50"] = statistics.median(everything)
    figures["p95"] = statistics.quantiles(everything, n=20)[-1]
    scans = [_milliseconds(_scan, asked) for asked in islice(cycle(ASKED), 5 * len(ASKED))]
    figures["scan"] = statistics.quantiles(scans, n=20)[-1]
    return figures


def _scan(asked: str) -> object:
    """Find the same words in the same texts, reading all of them."""
    from lianxin.registers.knowledge.models import Findable

    found = Findable.objects.filter(audience="staff")
    for word in asked.split():
        found = found.filter(text__contains=word)
    return list(found.order_by("-pk")[:20])


def _milliseconds(search: Callable[[str], object], asked: str) -> float:
    began = time.perf_counter()
    search(asked)
    return (time.perf_counter() - began) * 1000


def _fill() -> None:
    """Import articles through the action that a city uses, a thousand a file."""
    from django.utils import timezone

    from lianxin.foundation.actor import Actor
    from lianxin.interfaces.jobs.demo import city, story
    from lianxin.registers.duties import queries as duties
    from lianxin.registers.knowledge import actions

    now = timezone.now()
    for _ in city.build(at=now):
        pass
    said = [str(one.get("answer") or one.get("reply") or one["what"]) for one in story.stories()]
    leaves = duties.leaves()
    rows = [
        (number + 2, _row(number, said, leaves[number % len(leaves)])) for number in range(ARTICLES)
    ]
    for start in range(0, ARTICLES, 1000):
        actions.import_articles(
            rows=rows[start : start + 1000],
            sha256="0" * 64,
            by=Actor.system("bench"),
            at=now,
            key=f"bench:articles:{start}",
        )


def _row(number: int, said: list[str], leaf: "Category") -> dict[str, str]:
    """Return an article of some six hundred characters, put together from the demo's answers."""
    parts = [said[(number * step + step) % len(said)] for step in (1, 7, 31, 57)]
    return {
        "code": f"bench-{number}",
        "title": f"{leaf.name}怎么办理，第{number}条",
        "public": "\n".join(parts),
        "internal": said[number * 13 % len(said)],
        "keywords": ";".join(leaf.keywords),
        "owner_code": "hotline",
        "legal_basis": "",
        "category_code": leaf.code,
        "review_by": "2030-01-01",
    }
