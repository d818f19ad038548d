"""Whether a receipt that somebody brings back still holds."""

import json
from collections.abc import Iterator

from lianxin.foundation.ledger import merkle, queries
from lianxin.foundation.ledger.models import Seal
from lianxin.foundation.ledger.rules import Fault, NotAReceipt
from lianxin.foundation.ledger.verifying.entries import Erasures, is_leaf, with_words, words_of
from lianxin.foundation.ledger.verifying.heads import Said, is_ours
from lianxin.foundation.ledger.verifying.reading import UNREADABLE, content, rows

LONGEST = 65_536  # bytes: a receipt with its proof has some three thousand


def read(content: bytes) -> Said:
    """Return what a file says, if it is a receipt; whether it holds is another question."""
    try:
        said = json.loads(content) if len(content) <= LONGEST else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("statement") != queries.RECEIPT:
        raise NotAReceipt
    return said


def receipt(said: Said) -> Iterator[Fault]:
    """Yield what is wrong with a receipt: its signature, its entry, or the proof that it carries."""
    body = {name: value for name, value in said.items() if name not in ("signature", "proof")}
    where = f"receipt of entry {said.get('entry')}"
    if not is_ours({**body, "signature": said.get("signature")}):
        yield Fault(code="receipt-forged", where=where)
        return
    entry = rows(with_words(), [int(str(said["entry"]))])
    found = next(iter(entry.values()), None)
    if not entry:
        yield Fault(code="entry-missing", where=where)
    elif found is None or not is_leaf(found, bytes.fromhex(str(said["leaf"]))):
        yield Fault(code="entry-changed", where=where)
    else:
        yield from words_of(found, Erasures([found]))
        leaf = Seal.objects.filter(entry=found).values_list("leaf", flat=True).first()
        if leaf is not None and content(leaf).hex() != said["leaf"]:
            yield Fault(code="seal-changed", where=where)
    if said.get("proof") is not None:
        try:
            yield from list(_inclusion(said, where))
        except UNREADABLE:
            yield Fault(code="proof-wrong", where=where)


def _inclusion(said: Said, where: str) -> Iterator[Fault]:
    proof = said["proof"]
    if not isinstance(proof, dict):
        raise TypeError(proof)
    head = proof["head"]
    path = [bytes.fromhex(hash_) for hash_ in proof["path"]]
    root, size = bytes.fromhex(head["root"]), int(head["size"])
    if not is_ours(head):
        yield Fault(code="head-forged", where=where)
    elif not merkle.includes(bytes.fromhex(str(said["leaf"])), proof["position"], size, path, root):
        yield Fault(code="proof-wrong", where=where)
    elif queries.size() < size or queries.root(0, size) != root:
        yield Fault(code="rolled-back", where=where)
