"""Which counts of a month may be told, so that no small one can be had back from all that is told.

Every request of a month is counted in one row and no other: the first of its path that is listed.
So rows are sums of disjoint requests, months do not overlap, and every margin is a sum of rows.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FEWEST = 5  # what is fewer is not told
MOST_HIDDEN = FEWEST - 1
PROTECTION = 4  # whatever is worked out of a hidden count leaves so much open: from 0 to 4 at least
ANY = "*"  # not told apart
DISTRICT = 6  # digits


class Key(NamedTuple):
    """What a row counts: a group of categories, a place by its digits, a kind; `ANY` is the rest."""

    group: str
    place: str
    kind: str


TOP = Key(ANY, ANY, ANY)
Rows = Mapping[Key, int]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What can be counted at all: the same for every month, and public."""

    groups: frozenset[str]
    places: frozenset[str]
    kinds: frozenset[str]

    def cells(self) -> Iterable[Key]:
        """Yield every cell."""
        return (Key(g, p, k) for g in self.groups for p in self.places for k in self.kinds)


class Pool(NamedTuple):
    """Requests that wait for a wider row: how many, and of how many parts that are not told."""

    requests: int = 0
    parts: int = 0

    @property
    def fits(self) -> bool:
        """Tell whether the sum may be told: it leaves open whether a part is 0 or 4."""
        tight = MOST_HIDDEN * (self.parts - 1) < self.requests <= MOST_HIDDEN * self.parts
        return self.requests >= FEWEST and not tight


class Step(NamedTuple):
    """One step to wider rows: which row comes next, and which of these are told all or none."""

    wider: Callable[[Key], Key]
    siblings: Callable[[Key], Key]


def _of_place(key: Key) -> Key:
    return Key(key.group, key.place, ANY)


def _of_district(key: Key) -> Key:
    return Key(key.group, key.place[:DISTRICT], ANY)


def _of_city(key: Key) -> Key:
    return Key(key.group, ANY, ANY)


# Places of a group are told all or none: which of them has fewer than five stays open.
STEPS = (
    Step(_of_place, siblings=_of_district),
    Step(_of_district, siblings=_of_city),
    Step(_of_city, siblings=lambda key: key),
)


def path(key: Key) -> list[Key]:
    """Return the rows in which a cell may be counted, the narrowest first."""
    return list(dict.fromkeys([key, *(step.wider(key) for step in STEPS), TOP]))


def row_of(cell: Key, rows: Container[Key]) -> Key:
    """Return the row in which a cell is counted: the first of its path that is listed."""
    return next((key for key in path(cell) if key in rows), TOP)


def told(cells: Rows, frame: Frame, *, complementary: bool = True) -> dict[Key, int]:
    """Return the rows of a month that is told for the first time; their sum is the month's.

    Without the complementary part each row is hidden for itself alone: tests show what comes of it.
    """
    every = {**dict.fromkeys(frame.cells(), 0), **cells}
    rows = {key: count for key, count in every.items() if count >= FEWEST}
    left = {key: Pool(count, 1) for key, count in every.items() if count < FEWEST}
    for step in STEPS:
        left = _gathered(left, step.wider)
        together: dict[Key, list[Key]] = defaultdict(list)
        for key in left:
            together[step.siblings(key) if complementary else key].append(key)
        for keys in together.values():
            full = [key for key in keys if left[key].requests]
            if full and all(_may(left[key], complementary=complementary) for key in full):
                rows |= {key: left[key].requests for key in full}
                left = {key: pool for key, pool in left.items() if key not in keys}
    top = Pool(sum(pool.requests for pool in left.values()), len(left))
    if not complementary:
        return {**rows, TOP: top.requests} if top.requests else rows
    return _topped(rows, top)


def told_again(cells: Rows, before: Rows) -> dict[Key, int]:
    """Return the rows of a correction: those that were told before, or some of them together.

    It tells nothing apart that was not told apart before, so the two do not explain each other.
    """
    counted = dict.fromkeys(before, 0)
    for cell, count in cells.items():
        key = row_of(cell, before)
        counted[key] = counted.get(key, 0) + count
    top = counted.pop(TOP, 0)
    while small := [key for key in sorted(counted) if 0 < counted[key] < FEWEST]:
        count = counted.pop(small[0])
        wider = row_of(small[0], counted)
        if wider == TOP:
            top += count
        else:
            counted[wider] += count
    # rows that were cut once may hold anything since: more parts than requests
    return _topped({key: n for key, n in counted.items() if n}, Pool(top, top + 2))


def _may(pool: Pool, *, complementary: bool) -> bool:
    return pool.fits if complementary else pool.requests >= FEWEST


def _gathered(pools: Mapping[Key, Pool], wider: Callable[[Key], Key]) -> dict[Key, Pool]:
    found: dict[Key, Pool] = defaultdict(Pool)
    for key, (count, parts) in pools.items():
        before = found[wider(key)]
        found[wider(key)] = Pool(before.requests + count, before.parts + parts)
    return dict(found)


def _topped(rows: Rows, top: Pool) -> dict[Key, int]:
    """Return rows with what is left over; where that is too little to tell, the smallest row joins it."""
    kept = dict(rows)
    while top.requests and not top.fits:
        # what a wider row would take up does not reach the top
        wide = [key for key in kept if row_of(key, kept.keys() - {key}) == TOP]
        if not wide:
            return {}  # fewer than five in all
        count = kept.pop(min(wide, key=lambda key: (kept[key], key)))
        top = Pool(top.requests + count, top.parts + 1)
    return {**kept, TOP: top.requests} if top.requests else kept


class Parts(NamedTuple):
    """How a row's requests divide for a rate: hits, misses, and those that do not count for it."""

    hits: int
    misses: int
    rest: int


@dataclass(frozen=True, kw_only=True)
class Rates:
    """One rate: of the month as a whole, and of the rows of which it may be told; None is hidden."""

    whole: Parts | None
    rows: Mapping[Key, Parts]


NO_RATES = Rates(whole=None, rows={})


def rated(parts: Mapping[Key, Parts], among: Container[Key] | None = None) -> Rates:
    """Return of which rows (of some of them) a rate may be told beside that of the whole month.

    What the rows whose rate is told leave over must not give away that of any other row. Where it
    would, the rate of a further row is hidden; at the last that of the whole.
    """
    whole = _sums(parts.values())
    found = {key: one for key, one in parts.items() if key != TOP and _open(one)}
    if among is not None:
        found = {key: one for key, one in found.items() if key in among}
    while _open(whole):
        if not _gives_away([one for key, one in parts.items() if key not in found]):
            return Rates(whole=whole, rows=found)
        if not found:
            break
        del found[min(found, key=lambda key: (sum(found[key]), key))]
    return NO_RATES


def _sums(parts: Iterable[Parts]) -> Parts:
    return Parts(*(sum(column) for column in zip(*[Parts(0, 0, 0), *parts], strict=True)))


def _open(parts: Parts) -> bool:
    """Tell whether a rate can be told without a count of fewer than five."""
    counted = parts.hits >= FEWEST and parts.misses >= FEWEST
    return counted and (parts.rest == 0 or parts.rest >= FEWEST)


def _gives_away(hidden: Sequence[Parts]) -> bool:
    """Tell whether the sums over rows whose parts are hidden bound a part of one too narrowly."""
    sums = _sums(hidden)
    if any(0 < of_part < FEWEST for of_part in sums):
        return True
    for row in hidden:
        for part, of_part in zip(row, sums, strict=True):
            least, most = max(0, sum(row) + of_part - sum(sums)), min(sum(row), of_part)
            if part and most - least < PROTECTION:
                return True
    return False
