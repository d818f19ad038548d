"""Somebody who has every file that was ever published, and a linear solver: what can they work out?

They know nothing but the files and how these are made. They put all of it into one system of
equations and ask, of each count that was hidden, how small and how large it can be. Cells that stand
in the very same equations are one variable: nothing in the files tells them apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog

from lianxin.followers.insight.rules.suppression import ANY, MOST_HIDDEN, TOP, Frame, Key

Bounds = tuple[float, float]
Truth = Mapping[tuple[str, int], Mapping[Key, int]]


@dataclass(frozen=True)
class File:
    """The rows of one version of one month."""

    month: str
    version: int
    rows: Mapping[Key, int]


def holds(row: Key, cell: Key) -> bool:
    """Tell whether a row may count a cell, by its columns alone."""
    return (
        row.group in (ANY, cell.group)
        and (row.place == ANY or cell.place.startswith(row.place))
        and row.kind in (ANY, cell.kind)
    )


def width(row: Key) -> tuple[bool, int, bool]:
    """Return what sorts rows from the narrowest to the widest."""
    return (row.group == ANY, -len(row.place) if row.place != ANY else 0, row.kind == ANY)


def wider(cell: Key) -> list[Key]:
    """Return the rows that a cell may be counted in together with others of its group."""
    of_place, of_district = cell.place, cell.place[:6]
    return [Key(cell.group, place, ANY) for place in (of_place, of_district, ANY)]


@dataclass
class System:
    """All equations that the files of a month amount to, as (terms, number) by version and cell."""

    files: Iterable[File]
    frame: Frame
    trusting: bool  # they take it that whatever is hidden in a first version is 4 at the most
    singly: bool  # and so is every sum that would have been a row of its own
    equal: list[tuple[Counter[tuple[int, Key]], float]] = field(default_factory=list)
    most: list[tuple[Counter[tuple[int, Key]], float]] = field(default_factory=list)
    same: set[Key] = field(default_factory=set)  # cells that did not change between versions
    signs: dict[Key, tuple[Any, ...]] = field(default_factory=dict)
    seen: dict[Any, Bounds | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cells, marks = list(self.frame.cells()), defaultdict[Key, list[Any]](list)
        self.versions = [file.version for file in self.files]
        before: tuple[Mapping[Key, list[Key]], Mapping[Key, int]] | None = None
        for file in sorted(self.files, key=lambda one: one.version):
            cut = self._cut(file, cells)
            for row, some in cut.items():
                terms = Counter((file.version, cell) for cell in some)
                known = self.equal if file.rows else self.most  # else it was too little to tell
                known.append((terms, file.rows.get(row, 0) if file.rows else MOST_HIDDEN))
                for cell in some:
                    marks[cell].append(row)
            if self.trusting and file.version == 1:
                self._trust(cut, marks)
            if before is not None:
                self._unchanged(file, cut, *before)
            before = cut, file.rows
        for cell in cells:
            self.signs[cell] = (*marks[cell], cell in self.same)

    @staticmethod
    def _cut(file: File, cells: Iterable[Key]) -> Mapping[Key, list[Key]]:
        """Return which cells each row counts: each cell the narrowest row that may hold it."""
        rows = sorted(file.rows, key=width)
        cut: dict[Key, list[Key]] = defaultdict(list)
        for cell in cells:
            cut[next((row for row in rows if holds(row, cell)), TOP)].append(cell)
        return cut

    def _trust(self, cut: Mapping[Key, list[Key]], marks: Mapping[Key, list[Any]]) -> None:
        for key, some in self._hidden_sums(cut).items():
            if key == some[0] or len(some) > 1:  # else of one cell that is known already
                self.most.append((Counter((1, cell) for cell in some), MOST_HIDDEN))
            if len(some) > 1:
                for cell in some:
                    marks[cell].append(("most", key))

    def _hidden_sums(self, cut: Mapping[Key, list[Key]]) -> Mapping[Key, list[Key]]:
        """Return every cell and every sum that is no row of its own: of groups, and `singly` of places."""
        sums: dict[Key, list[Key]] = defaultdict(list)
        for row, cell in ((row, cell) for row, some in cut.items() for cell in some if row != cell):
            passed = [key for key in wider(cell) if width(key) < width(row)]
            for key in [cell, *(passed if self.singly else passed[2:])]:
                sums[key].append(cell)
        return sums

    def _unchanged(
        self,
        file: File,
        cut: Mapping[Key, list[Key]],
        earlier: Mapping[Key, list[Key]],
        numbers: Mapping[Key, int],
    ) -> None:
        """Take it that nothing has changed in a row whose number is what its rows amounted to before."""
        for row, some in cut.items():
            held = set(some)
            parts = [key for key, cells in earlier.items() if held & set(cells)]
            unchanged = sum(numbers.get(key, 0) for key in parts) == file.rows.get(row, 0)
            if unchanged and all(set(earlier[key]) <= held for key in parts):
                self.same |= held

    def bounds(self, version: int, target: Iterable[Key]) -> Bounds | None:
        """Return the least and the most that some cells can be together; None: it does not add up."""
        wanted = set(target)
        sign = (version, tuple(sorted(Counter(self.signs[one] for one in wanted).items(), key=str)))
        if sign not in self.seen:
            self.seen[sign] = self._bounds(version, wanted)
        return self.seen[sign]

    def _bounds(self, version: int, wanted: set[Key]) -> Bounds | None:
        names: dict[Any, int] = {}

        def at(one: tuple[int, Key]) -> int:
            number, cell = one
            kept = 0 if cell in self.same else number  # the same in all versions
            return names.setdefault((kept, self.signs[cell], cell in wanted), len(names))

        equal = [({at(one) for one in terms}, number) for terms, number in self.equal]
        most: dict[frozenset[int], float] = {}
        for terms, number in self.most:
            places = frozenset(at(one) for one in terms)
            # each of several cells that are one variable may be so much
            alone = len(terms) == 1
            most[places] = most.get(places, 0) + number if alone else number
        cost = np.zeros(len(names))
        cost[list({at((version, cell)) for cell in wanted})] = 1.0
        given: dict[str, Any] = {"A_eq": _matrix([one for one, _ in equal], len(names))}
        given["b_eq"] = [number for _, number in equal]
        if most:
            given |= {"A_ub": _matrix(list(most), len(names)), "b_ub": list(most.values())}
        found = []
        for way in (1.0, -1.0):
            solved = linprog(way * cost, bounds=(0, None), method="highs", **given)
            if solved.status == 2:  # no such numbers
                return None
            assert solved.status == 0, solved.message
            found.append(round(way * solved.fun, 6))
        return found[0], found[1]


def _matrix(rows: Iterable[Iterable[int]], size: int) -> Any:
    listed = [list(row) for row in rows]
    matrix = np.zeros((len(listed), size))
    for number, row in enumerate(listed):
        matrix[number, row] = 1.0
    return matrix


MARGINS: list[Callable[[Key], Key]] = [
    lambda cell: cell,
    lambda cell: Key(cell.group, cell.place, ANY),
    lambda cell: Key(cell.group, cell.place[:6], ANY),
    lambda cell: Key(cell.group, ANY, ANY),
    lambda cell: Key(cell.group, ANY, cell.kind),
    lambda cell: Key(ANY, cell.place, ANY),
    lambda cell: Key(ANY, cell.place, cell.kind),
    lambda cell: Key(ANY, cell.place[:6], ANY),
    lambda cell: Key(ANY, ANY, cell.kind),
]


def hidden(cells: Mapping[Key, int], rows: Mapping[Key, int]) -> set[Key]:
    """Return every cell that is told in no row of its own, and every sum of cells that is 1 to 4."""
    found = {cell for cell, number in cells.items() if number and cell not in rows}
    for margin in MARGINS:
        sums: dict[Key, int] = defaultdict(int)
        for cell, number in cells.items():
            sums[margin(cell)] += number
        found |= {key for key, number in sums.items() if 0 < number <= MOST_HIDDEN}
    return found


def given_away(
    files: Iterable[File], truth: Truth, frame: Frame, *, protection: float, singly: bool = False
) -> list[tuple[str, int, Key, Bounds]]:
    """Return each hidden count that all files together bound more narrowly than is promised."""
    found, months = [], defaultdict[str, list[File]](list)
    for file in files:
        months[file.month].append(
            file
        )  # no request is in two months: their equations share nothing
    for month, versions in months.items():
        for trusting in (False, True):
            system = System(versions, frame, trusting=trusting, singly=singly)
            for file in versions:
                for key in sorted(hidden(truth[month, file.version], file.rows)):
                    held = [cell for cell in frame.cells() if holds(key, cell)]
                    bounds = system.bounds(file.version, held)
                    if bounds is not None and bounds[1] - bounds[0] < protection:
                        found.append((month, file.version, key, bounds))
    return found
