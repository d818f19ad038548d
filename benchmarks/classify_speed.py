"""How fast the classifier is on one core: texts of 300 signs in batch and alone, and learning from a million.

`lianxin bench classify-speed [COUNT]`: COUNT texts (a million) are recombined from the invented city's requests;
quality is never measured on them. The reference is a linear SVM on TF-IDF of character 1–4-grams.
"""

import os
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from lianxin.followers.triage.classify import grams, learning
from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.rules import texts
from lianxin.interfaces.jobs.demo import story

Result = TypeVar("Result")
LENGTH, BATCH, ALONE, PLAIN, TURNS = 300, 5_000, 500, 2_000, 3


def main() -> None:
    """Print seconds of learning, texts a second in batch, and milliseconds for one."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    count = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    said, labels = _made(count)
    learnt, took = _timed(lambda: _learn(said, labels))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(
        f"learning from {count} texts: {took[0]:.0f} s, {took[1]:.0f} s of CPU; {peak:.1f} GiB at most"
    )
    batch = said[:BATCH]
    rates = [len(batch) / _timed(lambda: _suggest(learnt, batch))[1][1] for _ in range(TURNS)]
    print(f"in batch: {statistics.median(rates):.0f} texts of {LENGTH} signs a second of CPU")
    alone = [_timed(partial(_suggest, learnt, [one]))[1][0] for one in said[:ALONE]]
    p95 = statistics.quantiles(alone, n=20)[-1]
    print(f"alone: {1000 * statistics.median(alone):.2f} ms, p95 {1000 * p95:.2f} ms")
    plain = _plain(said, labels)
    print(f"reference: {plain:.0f} a second; ratio {statistics.median(rates) / plain:.1f}")


def _made(count: int) -> tuple[list[str], list[str]]:
    """Return so many texts and their labels, with a line for each tenth of them."""
    said, labels = list[str](), list[str]()
    for text, label in islice(_recombined(), count):
        said.append(text)
        labels.append(label)
        if len(said) % max(count // 10, 1) == 0:
            print(f"  {len(said)} texts recombined, {time.process_time():.0f} s of CPU", flush=True)
    return said, labels


def _learn(said: list[str], labels: list[str]) -> Model:
    read = [texts.compact([text]) for text in said]
    print(f"  texts compacted, {time.process_time():.0f} s of CPU", flush=True)
    return learning.learn(read, labels, progress=_step).model


def _step(_steps: int) -> None:
    print(f"  a step of learning done, {time.process_time():.0f} s of CPU", flush=True)


def _suggest(model: Model, said: list[str]) -> None:
    for start in range(0, len(said), grams.AT_ONCE):
        model.suggest([texts.compact([text]) for text in said[start : start + grams.AT_ONCE]])


def _plain(said: list[str], labels: list[str]) -> float:
    """Return how many texts a second the plain baseline takes."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    model = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 4)), LinearSVC())
    model.fit(said[:PLAIN], labels[:PLAIN])
    return PLAIN / _timed(lambda: model.predict(said[:PLAIN]))[1][1]


def _timed(do: Callable[[], Result]) -> tuple[Result, tuple[float, float]]:
    wall, cpu = time.perf_counter(), time.process_time()
    done = do()
    return done, (time.perf_counter() - wall, time.process_time() - cpu)


def _recombined() -> Iterator[tuple[str, str]]:
    """Yield texts put together from sentences of requests of one category, and that category."""
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    for one in story.stories():
        sentences[str(one["category"]).split(".")[0]] += str(one["what"]).split("。")
    kinds = sorted(sentences)
    number = 0
    while True:
        kind = kinds[number % len(kinds)]
        known, text, step = sentences[kind], "", number // len(kinds)
        while len(text) < LENGTH:
            step = step * 48_271 % 2_147_483_647 + 11
            text += known[step % len(known)] + "。"
        yield text[:LENGTH], kind
        number += 1
