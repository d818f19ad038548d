"""Looking for anything in the ledger that is not as it was written: what, where, and how it shows."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min, Prefetch

from lianxin.foundation.ledger import merkle, queries, rules, signing
from lianxin.foundation.ledger.models import Entry, Head, Seal, Tile, Unsealed
from lianxin.foundation.ledger.rules import Fault

CHUNK = 1000

Progress = Callable[[int], None]


def whole(*, now: datetime, progress: Progress = lambda done: None) -> Iterator[Fault]:
    """Yield every fault of the log: order, hashes, tree, heads, witness, words, what waits too long."""
    roots = dict.fromkeys(_sizes_to_know(), b"")
    yield from _sealed(roots, progress)
    yield from _tiles()
    yield from _heads(roots)
    yield from _witnessed(roots)
    yield from _sequences()
    yield from _unsealed(now)


def _sizes_to_know() -> set[int]:
    return {*Head.objects.values_list("size", flat=True), *(size for size, _ in _witness_lines())}


def _sealed(roots: dict[int, bytes], progress: Progress) -> Iterator[Fault]:
    """Yield what is wrong with sealed entries, and fill in the tree's roots at the given sizes."""
    frontier = merkle.Frontier()
    if 0 in roots:
        roots[0] = merkle.EMPTY
    for seals in _chunks(_seals()):
        for seal in seals:
            if seal.position != frontier.size:
                yield Fault(
                    code="gap", where=f"position {frontier.size}", detail=f"next is {seal.position}"
                )
                return
            yield from _one(seal)
            frontier.append(bytes(seal.leaf))
            if frontier.size in roots:
                roots[frontier.size] = frontier.root()
        progress(len(seals))


def _seals() -> Iterable[Seal]:
    entries = Entry.objects.prefetch_related(Prefetch("passages"))
    found = Seal.objects.order_by("position").prefetch_related(Prefetch("entry", entries))
    return found.iterator(chunk_size=CHUNK)


def _chunks(rows: Iterable[Seal]) -> Iterator[list[Seal]]:
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _one(seal: Seal) -> Iterator[Fault]:
    try:
        entry = seal.entry
    except Entry.DoesNotExist:
        yield Fault(code="entry-missing", where=f"position {seal.position}")
        return
    where = f"entry {entry.pk} ({entry.about} {entry.about_id}, {entry.verb})"
    if queries.leaf(entry) != bytes(seal.leaf):
        yield Fault(code="entry-changed", where=where, detail=f"position {seal.position}")
    yield from words_of(entry)


def words_of(entry: Entry) -> Iterator[Fault]:
    """Yield where the words kept for an entry are not the words that it binds."""
    where = f"entry {entry.pk} ({entry.about} {entry.about_id}, {entry.verb})"
    kept = {passage.name: passage for passage in entry.passages.all()}
    for name in sorted(kept.keys() | entry.digests.keys()):
        passage = kept.get(name)
        if name not in entry.digests:
            yield Fault(code="words-added", where=where, detail=name)
        elif passage is None:
            yield Fault(code="words-missing", where=where, detail=name)
        elif passage.text is None or passage.salt is None:
            if not _erasure_of(entry):
                yield Fault(code="words-erased-unrecorded", where=where, detail=name)
        elif rules.digest(bytes(passage.salt), passage.text) != entry.digests[name]:
            yield Fault(code="words-changed", where=where, detail=name)


def _erasure_of(entry: Entry) -> bool:
    later = Entry.objects.filter(about=entry.about, about_id=entry.about_id, seq__gt=entry.seq)
    return later.filter(verb__endswith=".words_erased").exists()


def _tiles() -> Iterator[Fault]:
    known = {(tile.level, tile.index): bytes(tile.root) for tile in Tile.objects.all()}
    sealed = queries.size()
    level, many = 1, sealed >> queries.TILE
    while many:
        for index in range(many):
            where = f"tile {level}/{index}"
            root = known.pop((level, index), None)
            if root is None:
                yield Fault(code="tile-missing", where=where)
            elif root != queries.tile(level, index):
                yield Fault(code="tile-changed", where=where)
        level, many = level + 1, many >> queries.TILE
    yield from (Fault(code="tile-added", where=f"tile {key[0]}/{key[1]}") for key in known)


def _heads(roots: dict[int, bytes]) -> Iterator[Fault]:
    for head in Head.objects.order_by("size"):
        where = f"head {head.size}"
        if not signing.holds(queries.statement(head), head.key_id, bytes(head.signature)):
            yield Fault(code="head-forged", where=where, detail=f"key {head.key_id}")
        if roots.get(head.size) != bytes(head.root):
            yield Fault(code="head-differs", where=where)


def _witness_lines() -> Iterator[tuple[int, dict[str, object]]]:
    path = Path(settings.LIANXIN_WITNESS)
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):  # a line torn by a kill is the sealer's to mend
                said = json.loads(line)
                yield int(said["size"]), said


def _witnessed(roots: dict[int, bytes]) -> Iterator[Fault]:
    in_database = set(Head.objects.values_list("size", flat=True))
    for size, said in _witness_lines():
        where = f"witnessed head {size}"
        signature = bytes.fromhex(str(said.pop("signature")))
        if not signing.holds(said, str(said["key_id"]), signature):
            yield Fault(code="witness-forged", where=where)
        elif roots.get(size, b"").hex() != said["root"]:
            yield Fault(code="rolled-back", where=where, detail="the log no longer agrees with it")
        elif size not in in_database:
            yield Fault(code="head-missing", where=where)


def _sequences() -> Iterator[Fault]:
    """Yield the subjects whose entries do not count 1, 2, 3 and so on."""
    grouped = Entry.objects.values("about", "about_id").annotate(
        first=Min("seq"), last=Max("seq"), many=Count("id")
    )
    for row in grouped.iterator():
        if row["first"] != 1 or row["last"] != row["many"]:
            where = f"{row['about']} {row['about_id']}"
            yield Fault(code="sequence-broken", where=where, detail=f"{row['many']} entries")


def _unsealed(now: datetime) -> Iterator[Fault]:
    queued = set(Unsealed.objects.values_list("entry_id", flat=True))
    for entry in Entry.objects.filter(seal__isnull=True).iterator():
        where = f"entry {entry.pk} ({entry.about} {entry.about_id}, {entry.verb})"
        yield from words_of(entry)
        if entry.pk not in queued:
            yield Fault(code="not-queued", where=where)
        elif not entry.imported and entry.at < now - queries.SEALED_WITHIN:
            yield Fault(code="seal-overdue", where=where)


def receipt(said: dict[str, object]) -> Iterator[Fault]:
    """Yield what is wrong with a receipt: its signature, its entry, or the proof that it carries."""
    body = {name: value for name, value in said.items() if name not in ("signature", "proof")}
    where = f"receipt of entry {said.get('entry')}"
    signature = bytes.fromhex(str(said.get("signature", "")))
    if not signing.holds(body, str(said.get("key_id")), signature):
        yield Fault(code="receipt-forged", where=where)
        return
    entry = Entry.objects.filter(pk=str(said["entry"])).prefetch_related("passages").first()
    if entry is None:
        yield Fault(code="entry-missing", where=where)
        return
    if queries.leaf(entry).hex() != said["leaf"]:
        yield Fault(code="entry-changed", where=where)
    yield from words_of(entry)
    seal = Seal.objects.filter(entry=entry).first()
    if seal is not None and bytes(seal.leaf).hex() != said["leaf"]:
        yield Fault(code="seal-changed", where=where)
    if said.get("proof"):
        yield from _inclusion(said, where)


def _inclusion(said: dict[str, object], where: str) -> Iterator[Fault]:
    proof = said["proof"]
    assert isinstance(proof, dict)  # noqa: S101  a receipt is ours, and its signature held
    head = dict(proof["head"])
    signature = bytes.fromhex(head.pop("signature"))
    path = [bytes.fromhex(hash_) for hash_ in proof["path"]]
    root, size = bytes.fromhex(head["root"]), int(head["size"])
    if not signing.holds(head, str(head["key_id"]), signature):
        yield Fault(code="head-forged", where=where)
    elif not merkle.includes(bytes.fromhex(str(said["leaf"])), proof["position"], size, path, root):
        yield Fault(code="proof-wrong", where=where)
    elif queries.size() < size or queries.root(0, size) != root:
        yield Fault(code="rolled-back", where=where)
