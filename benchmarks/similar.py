"""The messages most like one, among a million: time, memory, and how many of the best are found.

`lianxin bench similar [FILE]`: a CSV file with title and detail, else the demo city's requests. The
million is recombined from their sentences; quality is never measured on it. The reference compares
a text with every other, by the same runs of characters.
"""

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from lianxin.followers.triage.rules import spelling
from lianxin.followers.triage.similar import grams
from lianxin.followers.triage.similar.index import Index
from lianxin.interfaces.exchange.tables import read_table

TEXTS, SEARCHES, REFERENCES, BEST = 1_000_000, 1_000, 20, 10
LENGTH = 300  # characters
SAMPLE = 20_000  # texts by which runs are weighed
BLOCK = 20_000  # texts that the reference compares at a time


def main() -> None:
    """Print what a search takes, beside reading everything."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path, nargs="?")
    asked.add_argument("--texts", type=int, default=TEXTS)
    options = asked.parse_args()
    pieces = _pieces(options.file)
    began, before = time.perf_counter(), _memory()
    index = Index(_texts(pieces, options.texts), like=list(_texts(pieces, SAMPLE, seed=1)))
    print(f"{len(index):,} texts from {len(pieces):,} sentences, {LENGTH} characters each")
    print(f"taken in: {time.perf_counter() - began:.0f} s (with putting the texts together)")
    print(f"memory: {_memory() - before:,.0f} MiB more at the peak", flush=True)
    searched = list(_texts(pieces, SEARCHES, seed=2))
    for name, clock in (
        ("on the wall", time.perf_counter),
        ("of the processor", time.process_time),
    ):
        times = [_search(index, text, clock) for text in searched]
        quantiles = statistics.quantiles(times, n=20)
        middle, slow = statistics.median(times), quantiles[-1]
        print(f"a search, {name}: p50 {middle:.1f} ms, p95 {slow:.1f} ms", flush=True)
    shares, took = _reference(index, pieces, options.texts, searched[:REFERENCES])
    print(f"the {BEST} best found: {statistics.mean(shares):.1%} of {REFERENCES} searches")
    print(f"reading everything: {took * 1000:,.0f} ms; ratio {slow / took / 1000:.5f}")


def _search(index: Index, text: str, clock: Callable[[], float]) -> float:
    began = clock()
    index.nearest(text, BEST)
    return (clock() - began) * 1000


def _pieces(file: Path | None) -> list[str]:
    """Return sentences in their one spelling."""
    if file is None:
        from lianxin.interfaces.jobs.demo import story

        told = [str(one["what"]) for one in story.stories()]
    else:
        told = [f"{row['title']} {row['detail']}" for _, row in read_table(file)]
    return sorted({part for text in told for part in spelling.spelt(text).split() if len(part) > 3})


def _texts(pieces: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """Yield texts put together from sentences, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311  no secret: the same texts each time
    for _ in range(count):
        text = ""
        while len(text) < LENGTH:
            text += f"{chance.choice(pieces)} "
        yield text[:LENGTH]


def _reference(
    index: Index, pieces: Sequence[str], count: int, searched: Sequence[str]
) -> tuple[list[float], float]:
    """Return which share of the best each search finds, and the seconds of one full reading."""
    likeness = np.zeros((len(searched), count), np.float32)
    asked, texts, took = _vectors(searched, index), _texts(pieces, count), 0.0
    for at in range(0, count, BLOCK):
        vectors = _vectors(list(islice(texts, BLOCK)), index)
        began = time.process_time()
        likeness[:, at : at + BLOCK] = (asked @ vectors.T).toarray()
        took += time.process_time() - began
    shares = []
    for row, text in zip(likeness, searched, strict=True):
        least = np.partition(row, -BEST)[-BEST]
        found = [place for place, _ in index.nearest(text, BEST)]
        shares.append(float(np.sum(row[found] >= least - 1e-6)) / BEST)
    return shares, took / len(searched)


def _vectors(texts: Sequence[str], index: Index) -> csr_matrix:
    told = [index.telling(text) for text in texts]
    buckets = np.concatenate(told)
    bounds = np.concatenate([[0], np.cumsum([len(one) for one in told])])
    shape = (len(texts), len(index.weight))
    return grams.unit(csr_matrix((index.weight[buckets], buckets, bounds), shape))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
