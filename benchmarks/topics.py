"""Topics over days: whether they keep their identity, how hot they are, and how long it takes.

`lianxin bench topics FILE [--texts N]`: the half-year of Boston's service requests as CSV. Replays
its last 30 days day by day on topics found before, holds them against a full rebuild, prints the
hottest and what came back; then places N texts recombined from the file, and a day's 70,000 more.
"""

import argparse
import itertools
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score

from lianxin.followers.triage.rules import heat, returning, spelling
from lianxin.followers.triage.similar import topics as clusters
from lianxin.followers.triage.similar.grams import Ints
from lianxin.followers.triage.similar.space import Space
from lianxin.followers.triage.similar.topics import Topics
from lianxin.interfaces.exchange.tables import read_table

DAYS, HOTTEST = 30, 10
LEARNT_FROM = 20_000  # texts of a sample
TEXTS, DAY, LENGTH, GRIDS = 1_000_000, 70_000, 300, 20_000
Row = Mapping[str, str]


def main() -> None:
    """Print stability, the hottest topics, what came back, and the speed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--texts", type=int, default=TEXTS)
    options = asked.parse_args()
    rows = sorted((row for _, row in read_table(options.file)), key=lambda row: row["open_dt"])
    told = [_text(row, "closure_reason") for row in rows]
    print("by what was asked and how it was closed")
    _replayed(rows, told)
    print("\nby what was asked alone")
    _hottest(rows, _replayed(rows, [_text(row, "case_title") for row in rows]))
    _returned(rows)
    if options.texts:
        _speed(told, options.texts)


def _text(row: Row, more: str) -> str:
    """Return what a request says; a theme is one wherever it is, so the place is left out."""
    return spelling.spelt(f"{row['type']} {row['reason']} {row[more]}")


def _sample(count: int) -> Ints:
    chosen = np.random.default_rng(0).permutation(count)[:LEARNT_FROM]
    return np.sort(chosen)


def _replayed(rows: Sequence[Row], told: Sequence[str]) -> Ints:
    """Replay the last days, print how stable topics are, and return each request's topic."""
    last = _opened(rows[-1]).date()
    days = [(last - _opened(row).date()).days for row in rows]
    before = sum(day >= DAYS for day in days)
    space = Space.learnt([told[at] for at in _sample(before)])
    vectors = space.vectors(told)
    topics = Topics.found(vectors[_sample(before)])
    early = topics.join(vectors[:before], first=len(topics) + 1)
    ends = [sum(day >= one for day in days) for one in range(DAYS, -1, -1)]
    labels = [
        topics.join(vectors[at:upto], first=max(topics.keys) + 1)
        for at, upto in itertools.pairwise(ends)
    ]
    replayed = np.concatenate([early, *labels])
    started = len(set(replayed.tolist()) - set(early.tolist()))
    print(f"{len(rows):,} requests, {len(rows) - before:,} of them in the last {DAYS} days")
    print(f"topics: {len(set(early.tolist()))} before, {started} more started")
    print("kept their topic from day to day: 100.0%, since a join is never undone")
    _held(replayed, _rebuilt(told), before)
    return replayed


def _rebuilt(told: Sequence[str]) -> Ints:
    """Return each request's topic where nothing is known from before."""
    sample = _sample(len(told))
    space = Space.learnt([told[at] for at in sample])
    vectors = space.vectors(told)
    topics = Topics.found(vectors[sample])
    return topics.join(vectors, first=len(topics) + 1)


def _held(replayed: Ints, rebuilt: Ints, before: int) -> None:
    """Print how a replay compares with a full rebuild."""
    heirs = clusters.inherited(replayed, rebuilt)
    both = zip(replayed.tolist(), rebuilt.tolist(), strict=True)
    kept = np.mean([heirs.get(new) == old for old, new in both])
    rand = adjusted_rand_score(rebuilt, replayed)
    late = adjusted_rand_score(rebuilt[before:], replayed[before:])
    print(f"a full rebuild: {len(set(rebuilt.tolist()))} topics; {kept:.1%} would keep theirs")
    print(f"adjusted Rand against it: {rand:.3f}; of the last days alone: {late:.3f}")
    print(f"share of the largest: {np.bincount(replayed).max() / len(replayed):.1%}")


def _hottest(rows: Sequence[Row], labels: Ints) -> None:
    last = _opened(rows[-1])
    weeks = -(-(last - _opened(rows[0])).days // 7)
    after = returning.since(map(_case, rows))
    tables: dict[int, list[list[int]]] = {}
    for row, topic, gone in zip(rows, labels.tolist(), after, strict=True):
        week = weeks - 1 - min((last - _opened(row)).days // 7, weeks - 1)
        cells = tables.setdefault(topic, [[0] * 4 for _ in range(weeks)])[week]
        solved = row["case_status"] == "Closed"
        soon, later = (returning.within(gone, limit) for limit in (returning.SOON, returning.LATER))
        for place, one in enumerate((1, solved, soon, later)):
            cells[place] += one
    heats = {
        topic: heat.heat(
            [heat.Week(count=c, solved=s, back_30=b, back_90=n) for c, s, b, n in table]
        )
        for topic, table in tables.items()
    }
    print(f"\nthe {HOTTEST} hottest; recent is the last {heat.WEEKS} weeks")
    for topic in sorted(heats, key=lambda one: -heats[one].index)[:HOTTEST]:
        own = [row for row, one in zip(rows, labels.tolist(), strict=True) if one == topic]
        found = heats[topic]
        kinds = ", ".join(
            f"{name} {n}" for name, n in Counter(r["type"] for r in own).most_common(3)
        )
        places = Counter(
            row["neighborhood"] for row in own if (last - _opened(row)).days < 7 * heat.WEEKS
        )
        near = ", ".join(f"{name} {n}" for name, n in places.most_common(3))
        print(
            f"{found.index:8.1f} {found.coming:9} {len(own):6d} in all, recent {found.recent:5d} "
            f"(expected {found.expected:.0f}), unsolved {found.unsolved:.0%}, back within 30/90 days "
            f"{found.back_30}/{found.back_90} | {kinds} | {near}"
        )


def _returned(rows: Sequence[Row]) -> None:
    after = returning.since(map(_case, rows))
    print("\nback at the same place (type and address) after it was closed")
    for limit in (returning.SOON, returning.LATER):
        kinds = Counter(
            row["type"]
            for row, gone in zip(rows, after, strict=True)
            if returning.within(gone, limit)
        )
        most = ", ".join(f"{name} {n}" for name, n in kinds.most_common(5))
        print(
            f"within {limit.days} days: {kinds.total():,} ({kinds.total() / len(rows):.1%}): {most}"
        )


def _case(row: Row) -> returning.Case:
    closed = row["closed_dt"]
    return returning.Case(
        what=row["type"],
        where=row["location"].strip() or None,
        received_at=_opened(row),
        solved_at=datetime.fromisoformat(closed) if closed else None,
    )


def _opened(row: Row) -> datetime:
    return datetime.fromisoformat(row["open_dt"])


def _speed(told: Sequence[str], many: int) -> None:
    """Print how long many texts take at once, and a day's on top of them."""
    dice = random.Random(0)  # noqa: S311  recombined the same every time
    texts = [_long(told, dice) for _ in range(many)]
    grids = np.array([dice.randrange(1, GRIDS) for _ in range(many + DAY)])
    began = time.process_time()
    spelt = [spelling.spelt(text) for text in texts]
    read = time.process_time() - began
    space = Space.learnt([spelt[at] for at in _sample(many)])
    vectors = space.vectors(spelt)
    topics = Topics.found(vectors[_sample(many)])
    topics.join(vectors, first=len(topics) + 1)
    themes = time.process_time() - began
    clusters.problems(grids[:many], vectors)
    took = time.process_time() - began
    print(
        f"\n{many:,} texts of {LENGTH} characters, {GRIDS:,} places: {took:.0f} s of the processor "
        f"(spelling {read:.0f}, themes {themes - read:.0f}, problems {took - themes:.0f})"
    )
    day = [_long(told, dice) for _ in range(DAY)]
    began = time.process_time()
    late = space.vectors([spelling.spelt(text) for text in day])
    topics.join(late, first=max(topics.keys) + 1)
    clusters.problems(grids, np.concatenate([vectors, late]))
    print(f"a day's {DAY:,} more: {time.process_time() - began:.0f} s of the processor")


def _long(told: Sequence[str], dice: random.Random) -> str:
    said = ""
    while len(said) < LENGTH:
        said += dice.choice(told) + " "
    return said[:LENGTH]


if __name__ == "__main__":
    main()
