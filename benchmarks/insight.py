"""Figures of a city-year: p95 of every panel's queries in cold processes, memory, and PostgreSQL beside it.

`lianxin bench insight [-- --tickets N] [--folder PATH]`: the record is written by the product's own
files and manifest; the requests are made up (350 subdistricts, 7,000 communities, 120 categories,
seasons, skew). A folder that is there already is read as it is.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import _stage, _year

TICKETS = 24_500_000  # of a city as large as Beijing, in a year
COLD, EACH = 6, 20  # processes, and questions in each
AT = datetime(2027, 1, 1, tzinfo=UTC)
WEEKS = (("four weeks", 4), ("a quarter", 13), ("52 weeks", 52))
# what the page of figures shows beside a month, a place or a unit
BESIDE = {
    "received",
    "open",
    "on_time",
    "resolution_rate",
    "satisfaction_rate",
    "waited",
    "returned",
}


def main() -> None:
    """Print what figures of a city-year cost."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tickets", type=int, default=TICKETS)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--without-postgresql", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="lianxin-year-") as own:
        folder = options.folder or Path(own)
        _written(folder, options.tickets)
        ours = _ours(folder)
        if not options.without_postgresql:
            _beside(folder, ours)


def _written(folder: Path, tickets: int) -> None:
    if (folder / "manifest.json").exists():
        return
    for said in _year.write(folder, tickets):
        print(said, flush=True)


def _ours(folder: Path) -> float:
    """Print what questions cost in cold processes, and return the milliseconds of the three rates."""
    found = [_cold(folder, number) for number in range(COLD)]
    times = sorted(took for one in found for _, took in one["times"])
    warm = [took for one in found for _, took in one["times"][1:]]
    kinds: dict[str, list[float]] = {}
    for one in found:
        for kind, took in one["times"]:
            kinds.setdefault(kind, []).append(took)
    print(f"{len(times)} questions in {COLD} cold processes, no result twice:")
    print(
        f"  p50 {statistics.median(times):.0f} ms, p95 {_p95(times):.0f} ms, worst {times[-1]:.0f} ms"
    )
    print(
        f"  without the first of each process: p95 {_p95(sorted(warm)):.0f} ms, worst {max(warm):.0f} ms"
    )
    for kind, some in sorted(kinds.items(), key=lambda one: -max(one[1])):
        print(f"    {kind:60} p50 {statistics.median(some):4.0f}, worst {max(some):4.0f} ms")
    rates: float = statistics.median(one["rates"] for one in found)
    print(f"three rates of all subdistricts for a month: {rates:.0f} ms (p50 of the processes)")
    print(
        f"a process: {max(one['start'] for one in found):.1f} s to import and compile; peak {max(one['memory'] for one in found):,.0f} MiB",
        flush=True,
    )
    return rates


def _p95(times: Sequence[float]) -> float:
    return times[min(len(times) - 1, int(len(times) * 0.95))]


def _cold(folder: Path, seed: int) -> dict[str, Any]:
    code = "import sys; from benchmarks import insight; insight.ask(*sys.argv[1:])"
    command = [sys.executable, "-c", code, str(folder), str(seed)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
    done = subprocess.run(
        command, cwd=_stage.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def ask(folder: str, seed: str) -> None:
    """Ask a process's questions and print what they took."""
    began = time.perf_counter()
    import django

    django.setup()
    from django.conf import settings

    from lianxin.followers.insight import back, counts
    from lianxin.followers.insight.queries.counting import counted
    from lianxin.followers.insight.queries.figures import reader as reader_of
    from lianxin.followers.insight.rules.figures import Weights

    counts.definitions()
    back.signature()
    settings.LIANXIN_INSIGHT = folder
    reader = reader_of(Path(folder))
    start, times = time.perf_counter() - began, []
    for kind, ask in _questions(int(seed)):
        began = time.perf_counter()
        ask(reader)
        times.append((kind, (time.perf_counter() - began) * 1000))
    began = time.perf_counter()
    counted(reader, three_rates(), Weights())
    rates = (time.perf_counter() - began) * 1000
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"times": times, "rates": rates, "start": start, "memory": memory}))


def three_rates() -> Any:
    """Return the question for all subdistricts in a month."""
    from lianxin.followers.insight.catalogue import RATES
    from lianxin.followers.insight.queries.counting import Asked
    from lianxin.followers.insight.rules.figures import By, Period, Scope

    march = Period(first=date(2026, 3, 1), end=date(2026, 4, 1))
    return Asked(period=march, scope=Scope.ASSESSED, at=AT, by=By.TOWN, only=set(RATES))


def _questions(seed: int) -> Iterator[tuple[str, Callable[[Any], object]]]:
    """Yield what pages ask: of a city, a district, a subdistrict, some units; of a year, a quarter, a month, four weeks."""
    chance = random.Random(seed)  # noqa: S311  no secret: the same questions each time
    for _ in range(EACH):
        span, period = chance.choice(_periods(chance))
        district = chance.randrange(_year.DISTRICTS)
        eyes, seen = _eyes(chance, district)
        asks, ask = chance.choice(_asked(chance, period, seen))
        yield f"{asks}; {eyes}, {span}", ask


def _periods(chance: random.Random) -> list[tuple[str, Any]]:
    from lianxin.followers.insight.rules.figures import Period
    from lianxin.foundation.time import month_after

    first, monday = date(2026, chance.randint(1, 12), 1), date(2026, 12, 28)
    weeks = {name: Period(first=monday - timedelta(weeks=n), end=monday) for name, n in WEEKS}
    return [
        ("the year", Period(first=date(2026, 1, 1), end=date(2027, 1, 1))),
        ("a month", Period(first=first, end=month_after(first))),
        *weeks.items(),
    ]


def _asked(
    chance: random.Random, period: Any, seen: dict[str, Any]
) -> list[tuple[str, Callable[[Any], object]]]:
    """Return what the pages ask of a period with somebody's eyes, as they ask it."""
    from lianxin.followers.insight import stages
    from lianxin.followers.insight.queries import back, panels
    from lianxin.followers.insight.queries.counting import Asked, counted
    from lianxin.followers.insight.rules.figures import (
        VOLUMES,
        VOLUMES_ONLY,
        By,
        Period,
        Scope,
        Weights,
    )
    from lianxin.followers.insight.rules.panels import Stage
    from lianxin.foundation.actor import Actor, Role

    def told(**more: Any) -> Callable[[Any], object]:
        asked = Asked(period=period, at=AT, **{"scope": Scope.ALL, **seen, **more})
        return lambda reader: counted(reader, asked, Weights())

    def whole(reader: Any) -> None:
        asked = Asked(period=period, at=AT, scope=None, **seen)
        counted(reader, asked, Weights())
        if back.counted(reader, asked) is None:
            raise SystemExit("what comes back would be read from every row")

    by = chance.choice(list(By))
    beside = VOLUMES if by in VOLUMES_ONLY else BESIDE
    steps = {name for stage in Stage for name in (stages.came(stage), stages.waits(stage))}
    plain = {stages.plain(kind) for kind in ("returns_asked", "returned", "reworked", "hurried")}
    found = [
        ("all figures, both scopes", whole),
        (f"beside each other by {by}", told(by=by, only=beside, middles=50)),
        ("how far the loop", told(only=steps)),
        ("plain numbers by month", told(only=plain, by=By.MONTH)),
        ("plain numbers by category", told(only=plain, by=By.CATEGORY)),
        ("volumes of towns", told(only=VOLUMES, by=By.TOWN)),
    ]
    if "units" not in seen:
        by_role = Actor(role=Role.SUPERVISOR, division=seen.get("place", ""))
        month = Period(first=AT.date() - timedelta(days=28), end=AT.date())
        found += [
            ("what is promised for when", lambda _reader: panels.promises(by_role, AT, AT)),
            ("what is late, by category", lambda _reader: panels.late_by_category(by_role, AT, AT)),
            ("days of four weeks", lambda _reader: panels.days(by_role, month)),
            ("what surges", lambda _reader: panels.recent(by_role, AT.date())),
        ]
    return found


def _eyes(chance: random.Random, district: int) -> tuple[str, dict[str, Any]]:
    """Return whose eyes see, and what."""
    seen: list[tuple[str, dict[str, Any]]] = [
        ("city", {}),
        ("district", {"place": f"99{district:02}01"}),
        ("subdistrict", {"place": f"99{district:02}01{chance.randint(1, 5):03}"}),
        ("units", {"units": _year.units_of(district, chance.randint(1, 40))}),
    ]
    return chance.choice(seen)


def _beside(folder: Path, ours: float) -> None:
    """Print the ratio to PostgreSQL answering the three rates from the same requests."""
    with _stage.postgres.cluster(*_stage.SETTINGS) as url:
        began = time.perf_counter()
        rows = _year.copied(folder, url)
        print(
            f"PostgreSQL: {rows:,} rows by COPY, indexed, analysed: {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        took = _year.three_rates(url)
    print(
        f"PostgreSQL, three rates of all subdistricts for a month: {took:.0f} ms; ratio {took / ours:.0f}"
    )


if __name__ == "__main__":
    main()
