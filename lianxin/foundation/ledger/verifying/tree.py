"""Whether the sealed log is whole: its positions, its leaves, its tiles, and who has read how far."""

from collections.abc import Iterator, Mapping

from lianxin.foundation.ledger import merkle, queries
from lianxin.foundation.ledger.models import Bookmark, Entry, Seal, Tile
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying.entries import (
    Erasures,
    is_leaf,
    place,
    with_words,
    words_of,
)
from lianxin.foundation.ledger.verifying.reading import (
    BEFORE_ALL,
    UNREADABLE,
    Progress,
    content,
    is_number,
    rows,
)

CHUNK = 1000


def sealed(roots: dict[int, bytes], progress: Progress) -> Iterator[Fault]:
    """Yield what is wrong with sealed entries, and fill in the tree's roots at the given sizes."""
    frontier, count = merkle.Frontier(), 0
    roots.update({0: merkle.EMPTY} if 0 in roots else {})
    for seals in _chunks():
        entries = rows(with_words(), [seal.entry_id for seal in seals])
        erasures = Erasures(entries.values())
        for seal in seals:
            if seal.position != count:
                detail = f"next is {seal.position}"
                yield Fault(code="gap", where=f"position {count}", detail=detail)
            count = seal.position + 1
            yield from _one(seal, entries, erasures)
            frontier.append(content(seal.leaf))
            if frontier.size in roots:
                roots[frontier.size] = frontier.root()
        progress(len(seals))
    yield from _strange()


def _chunks() -> Iterator[list[Seal]]:
    """Yield the seals whose position is a number, in their order."""
    last, ordered = BEFORE_ALL, Seal.objects.order_by("position")
    while found := list(ordered.filter(position__gt=last)[:CHUNK]):
        seals = [seal for seal in found if is_number(seal.position)]
        if not seals:
            return
        last = seals[-1].position
        yield seals


def _strange() -> Iterator[Fault]:
    """Yield the seals whose position is no number, which SQLite sorts after those that are."""
    for position, entry_id in Seal.objects.order_by("-position").values_list(
        "position", "entry_id"
    ):
        if is_number(position):
            return
        where = f"position {position}"
        yield Fault(code="seal-unreadable", where=where, detail=f"entry {entry_id}")


def _one(seal: Seal, entries: Mapping[int, Entry | None], erasures: Erasures) -> Iterator[Fault]:
    if seal.entry_id not in entries:
        yield Fault(code="entry-missing", where=f"position {seal.position}")
        return
    entry = entries[seal.entry_id]
    if entry is None or not is_leaf(entry, seal.leaf):
        where = place(entry) if entry else f"entry {seal.entry_id}"
        yield Fault(code="entry-changed", where=where, detail=f"position {seal.position}")
    else:
        yield from words_of(entry, erasures)


def tiles() -> Iterator[Fault]:
    """Yield the tiles that are not the roots over what lies below them."""
    count = Seal.objects.count()  # not the last position, which may be anything
    known = {(tile.level, tile.index): content(tile.root) for tile in Tile.objects.all()}
    level, many = 1, count >> queries.TILE
    while many:
        for index in range(many):
            where = f"tile {level}/{index}"
            root = known.pop((level, index), None)
            if root is None:
                yield Fault(code="tile-missing", where=where)
            elif root != _tile(level, index):
                yield Fault(code="tile-changed", where=where)
        level, many = level + 1, many >> queries.TILE
    now = Seal.objects.count()  # tiles of what was sealed meanwhile are no fault
    for level, index in known:
        if not _stands(level, index, now):
            yield Fault(code="tile-added", where=f"tile {level}/{index}")


def _tile(level: int, index: int) -> bytes | None:
    try:
        return queries.tile(level, index)
    except UNREADABLE:
        return None


def _stands(level: object, index: object, size: int) -> bool:
    if not isinstance(level, int) or not isinstance(index, int):
        return False
    return level > 0 and 0 <= index < size >> level * queries.TILE


def bookmarks() -> Iterator[Fault]:
    """Yield the followers that would step over what is yet to be sealed."""
    found = list(Bookmark.objects.order_by("name").values_list("name", "position"))
    size = Seal.objects.count()  # after the bookmarks, which never run ahead of it
    for name, position in found:
        if not is_number(position) or not 0 <= position <= size:
            detail = f"at {position} of {size}"
            yield Fault(code="bookmark-ahead", where=f"follower {name}", detail=detail)
