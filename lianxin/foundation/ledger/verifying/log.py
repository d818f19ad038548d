"""Verifying everything in the ledger, part by part."""

from collections.abc import Iterator
from datetime import datetime

from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import entries, heads, tree
from lianxin.foundation.ledger.verifying.reading import Progress, through


def whole(*, now: datetime, progress: Progress = lambda done: None) -> Iterator[Fault]:
    """Yield every fault of the log: order, hashes, tree, heads, witness, words, what waits too long."""
    witness = heads.lines()  # before the heads, each of which is signed before it is witnessed
    told, known = heads.sizes(witness), heads.all_heads()
    roots = dict.fromkeys({*known, *told}, b"")
    for part, faults in {
        "entries": tree.sealed(roots, progress),
        "tiles": tree.tiles(),
        "heads": heads.signed(known, roots, told, now),
        "witness": heads.marks(witness),
        "witnessed heads": heads.witnessed(told, known, roots),
        "cover": heads.uncovered(told, now),
        "sequences": entries.sequences(),
        "subjects": entries.subjects(),
        "queue": entries.unsealed(now),
        "followers": tree.bookmarks(),
    }.items():
        yield from through(part, faults)
