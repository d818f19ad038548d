"""The category tree: what a row says, whether the rows make a tree, and in which order it is read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lianxin.foundation.refusal import BadRow
from lianxin.registers.duties.rules import table
from lianxin.registers.duties.rules.refusals import CategoryLoop, NotYesOrNo
from lianxin.registers.orgs.rules.refusals import UnknownParent

SAYS = {"yes": True, "no": False, "true": True, "false": False, "是": True, "否": False, "": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """A category as a row gives it; without a word on it, it is not public."""

    line: int
    code: str
    name: str
    parent_code: str
    description: str
    keywords: tuple[str, ...]
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A category's place in the tree: how deep, and whether it can be chosen."""

    pk: int
    depth: int
    leaf: bool


def category(line: int, row: table.Row) -> CategoryRow:
    """Read a category, or refuse."""
    public = row.get("public", "").strip().lower()
    if public not in SAYS:
        raise NotYesOrNo(column="public")
    return CategoryRow(
        line=line,
        code=table.code(row, "code", limit=64),
        name=table.name(row, "name", limit=100),
        parent_code=row.get("parent_code", "").strip(),
        description=table.words(row, "description", limit=500),
        keywords=table.parts(row, "keywords", limit=500),
        public=SAYS[public],
    )


def check_tree(given: table.Table) -> list[CategoryRow]:
    """Return the categories of a file, or refuse it with everything that keeps it from being a tree."""
    rows = table.read(given, category)
    parents = {row.code: row.parent_code for row in rows}
    table.refuse(
        [*table.doubled(rows, lambda row: row.code), *_orphans(rows, parents)]
        or _loops(rows, parents)
    )
    return rows


def _orphans(rows: Sequence[CategoryRow], parents: Mapping[str, str]) -> Iterator[BadRow]:
    for row in rows:
        if row.parent_code and row.parent_code not in parents:
            yield table.fault(row.line, UnknownParent(parent=row.parent_code))


def _loops(rows: Sequence[CategoryRow], parents: Mapping[str, str]) -> list[BadRow]:
    return [table.fault(row.line, CategoryLoop()) for row in rows if _circles(row.code, parents)]


def _circles(code: str, parents: Mapping[str, str]) -> bool:
    met = {code}
    above = parents[code]
    while above and above not in met:
        met.add(above)
        above = parents[above]
    return bool(above)


def arranged(parents: Iterable[tuple[int, int | None]]) -> list[Node]:
    """Return the nodes of a tree, each followed by what stands under it, siblings as they came.

    `parents` gives each category's id with its parent's; one whose parent is not given is a root.
    """
    pairs = list(parents)
    known = {pk for pk, _ in pairs}
    below: dict[int | None, list[int]] = {}
    for pk, parent in pairs:
        below.setdefault(parent if parent in known else None, []).append(pk)

    def walk(parent: int | None, depth: int) -> Iterator[Node]:
        for pk in below.get(parent, ()):
            yield Node(pk=pk, depth=depth, leaf=pk not in below)
            yield from walk(pk, depth + 1)

    return list(walk(None, 0))
