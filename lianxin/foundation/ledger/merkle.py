"""The Merkle tree of RFC 9162 (section 2.1): roots, inclusion proofs, and their verification.

Written by hand because the kept library (`pymerkle`) is GPL; the tests hold this to the vectors of
the RFC's family and to that library.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

Hash = bytes
Root = Callable[[int, int], Hash]  # the root over the leaves [start, end)

EMPTY = sha256(b"").digest()


def leaf(content: bytes) -> Hash:
    """Return the hash of a leaf."""
    return sha256(b"\0" + content).digest()


def node(left: Hash, right: Hash) -> Hash:
    """Return the hash over two subtrees."""
    return sha256(b"\1" + left + right).digest()


def split(size: int) -> int:
    """Return the size of the left subtree: the largest power of two smaller than `size` (>1)."""
    return 1 << (size - 1).bit_length() - 1


def complete(hashes: Sequence[Hash]) -> Hash:
    """Return the root over a power of two of subtrees of the same size."""
    level = list(hashes)
    while len(level) > 1:
        level = [node(*pair) for pair in zip(level[::2], level[1::2], strict=True)]
    return level[0]


class Frontier:
    """The roots of the complete subtrees of a growing log, largest first: enough to go on from."""

    def __init__(self, size: int = 0, peaks: Sequence[Hash] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def append(self, hash_: Hash) -> None:
        """Take in the next leaf's hash."""
        size, self.size = self.size, self.size + 1
        while size & 1:
            hash_ = node(self.peaks.pop(), hash_)
            size >>= 1
        self.peaks.append(hash_)

    def root(self) -> Hash:
        """Return the root over all leaves so far."""
        return fold(self.peaks) if self.peaks else EMPTY


def fold(peaks: Sequence[Hash]) -> Hash:
    """Return the root over subtrees of falling size."""
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node(peak, root)
    return root


def peaks(start: int, end: int) -> list[tuple[int, int]]:
    """Return the complete subtrees [start, size] that make up the leaves [start, end).

    `start` is a multiple of the largest of them, as it is wherever a tree splits.
    """
    parts = []
    while start < end:
        size = 1 << (end - start).bit_length() - 1
        parts.append((start, size))
        start += size
    return parts


def path(index: int, start: int, end: int, root: Root) -> list[Hash]:
    """Return the inclusion proof of a leaf in the tree over [start, end), from the leaf upwards."""
    if end - start <= 1:
        return []
    middle = start + split(end - start)
    if index < middle:
        return [*path(index, start, middle, root), root(middle, end)]
    return [*path(index, middle, end, root), root(start, middle)]


def includes(leaf_hash: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash) -> bool:
    """Return whether a proof shows the leaf at `index` in the tree of `size` leaves (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, here = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            here = node(sibling, here)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            here = node(here, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and here == root
