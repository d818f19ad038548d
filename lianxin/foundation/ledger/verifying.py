"""Looking for anything in the ledger that is not as it was written: what, where, and how it shows.

Works on a log that is being written to: it judges the heads that it found first, and what came
after them is judged by itself. A row that cannot even be read is a fault, not a crash.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Exists, F, Max, Min, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lianxin.foundation.ledger import merkle, queries, rules, signing
from lianxin.foundation.ledger.models import Entry, Head, Seal, Subject, Tile, Unsealed
from lianxin.foundation.ledger.rules import Fault

CHUNK = 1000
BEFORE_ALL = -(1 << 62)
UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, DatabaseError)

Progress = Callable[[int], None]
M = TypeVar("M", bound=Model)
Said = dict[str, object]


def whole(*, now: datetime, progress: Progress = lambda done: None) -> Iterator[Fault]:
    """Yield every fault of the log: order, hashes, tree, heads, witness, words, what waits too long."""
    lines = list(
        _witness_lines()
    )  # before the heads, each of which is signed before it is witnessed
    heads = _rows(Head.objects.all(), list(Head.objects.values_list("pk", flat=True)))
    witnessed = {int(str(said["size"])): said for _, said in lines if said}
    roots = dict.fromkeys({*heads, *witnessed}, b"")
    yield from _sealed(roots, progress)
    yield from _tiles()
    yield from _heads(heads, roots)
    yield from (Fault(code="witness-damaged", where=f"line {no}") for no, said in lines if not said)
    yield from _witnessed(witnessed, heads, roots)
    yield from _sequences()
    yield from _subjects()
    yield from _unsealed(now)


def _sealed(roots: dict[int, bytes], progress: Progress) -> Iterator[Fault]:
    """Yield what is wrong with sealed entries, and fill in the tree's roots at the given sizes."""
    frontier, last, place = merkle.Frontier(), BEFORE_ALL, 0
    roots.update({0: merkle.EMPTY} if 0 in roots else {})
    ordered = Seal.objects.order_by("position")
    while seals := list(ordered.filter(position__gt=last)[:CHUNK]):
        entries = _rows(_with_words(), [seal.entry_id for seal in seals])
        for seal in seals:
            last = seal.position
            if last != place:
                yield Fault(code="gap", where=f"position {place}", detail=f"next is {last}")
            place = last + 1
            yield from _one(seal, entries)
            frontier.append(bytes(seal.leaf))
            if frontier.size in roots:
                roots[frontier.size] = frontier.root()
        progress(len(seals))


def _rows(rows: QuerySet[M], ids: list[int]) -> dict[int, M | None]:
    """Return rows by id; one that cannot be read is None, one that is not there is missing."""
    try:
        return {**rows.in_bulk(ids)}
    except UNREADABLE:
        return {pk: _row(rows, pk) for pk in ids if rows.filter(pk=pk).exists()}


def _row(rows: QuerySet[M], pk: int) -> M | None:
    try:
        return rows.get(pk=pk)
    except UNREADABLE:
        return None


def _with_words() -> QuerySet[Entry]:
    return Entry.objects.prefetch_related("passages")


def _one(seal: Seal, entries: Mapping[int, Entry | None]) -> Iterator[Fault]:
    if seal.entry_id not in entries:
        yield Fault(code="entry-missing", where=f"position {seal.position}")
        return
    entry = entries[seal.entry_id]
    if entry is None or not _is_leaf(entry, seal.leaf):
        where = _where(entry) if entry else f"entry {seal.entry_id}"
        yield Fault(code="entry-changed", where=where, detail=f"position {seal.position}")
    else:
        yield from words_of(entry)


def _where(entry: Entry) -> str:
    return f"entry {entry.pk} ({entry.about} {entry.about_id}, {entry.verb})"


def _is_leaf(entry: Entry, leaf: bytes | memoryview) -> bool:
    try:
        return queries.leaf(entry) == bytes(leaf)
    except UNREADABLE:
        return False


def words_of(entry: Entry) -> Iterator[Fault]:
    """Yield where the words kept for an entry are not the words that it binds."""
    where = _where(entry)
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
    sealed = Seal.objects.count()  # not the last position, which may be anything
    known = {(tile.level, tile.index): bytes(tile.root) for tile in Tile.objects.all()}
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
    now = queries.size()  # tiles of what was sealed meanwhile are no fault
    for level, index in known:
        if not 0 <= index < now >> level * queries.TILE:
            yield Fault(code="tile-added", where=f"tile {level}/{index}")


def _heads(heads: Mapping[int, Head | None], roots: Mapping[int, bytes]) -> Iterator[Fault]:
    for size, head in sorted(heads.items()):
        where = f"head {size}"
        if head is None or not _is_signed(head):
            yield Fault(code="head-forged", where=where)
        elif roots[size] != bytes(head.root):
            yield Fault(code="head-differs", where=where)


def _is_signed(head: Head) -> bool:
    try:
        return signing.holds(queries.statement(head), head.key_id, bytes(head.signature))
    except UNREADABLE:
        return False


def _witness_lines() -> Iterator[tuple[int, Said | None]]:
    """Yield what each line of the witness file says, or None where it says nothing of a head."""
    path = Path(settings.LIANXIN_WITNESS)
    if not path.exists():
        return
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        if line.endswith(b"\n"):  # a line torn by a kill is the sealer's to mend
            try:
                said = json.loads(line)
                yield number, said if int(said["size"]) >= 0 and said["root"] else None
            except UNREADABLE:
                yield number, None


def _witnessed(
    lines: Mapping[int, Said], heads: Mapping[int, object], roots: Mapping[int, bytes]
) -> Iterator[Fault]:
    for size, said in lines.items():
        where = f"witnessed head {size}"
        if not _is_ours(said):
            yield Fault(code="witness-forged", where=where)
        elif roots[size].hex() != said["root"]:
            yield Fault(code="rolled-back", where=where, detail="the log no longer agrees with it")
        elif size not in heads:
            yield Fault(code="head-missing", where=where)


def _is_ours(said: Said) -> bool:
    body = {name: value for name, value in said.items() if name != "signature"}
    try:
        return signing.holds(body, str(said["key_id"]), bytes.fromhex(str(said["signature"])))
    except UNREADABLE:
        return False


def _sequences() -> Iterator[Fault]:
    """Yield the subjects whose entries do not count 1, 2, 3 and so on."""
    grouped = Entry.objects.values("about", "about_id").annotate(
        first=Min("seq"), last=Max("seq"), many=Count("id")
    )
    for row in grouped.iterator():
        if row["first"] != 1 or row["last"] != row["many"]:
            where = f"{row['about']} {row['about_id']}"
            yield Fault(code="sequence-broken", where=where, detail=f"{row['many']} entries")


def _subjects() -> Iterator[Fault]:
    """Yield the subjects to which more or fewer deeds were done than the ledger tells."""
    for model in apps.get_models():
        if not issubclass(model, Subject):
            continue
        name = queries.name_of(model)
        told = Entry.objects.filter(about=name, about_id=OuterRef("pk")).order_by("-seq")
        rows = model._default_manager.annotate(told=Coalesce(Subquery(told.values("seq")[:1]), 0))
        for pk, done, last in rows.exclude(told=F("seq")).values_list("pk", "seq", "told"):
            detail = f"{done} deeds, the last one told is {last}"
            yield Fault(code="deeds-differ", where=f"{name} {pk}", detail=detail)


def _unsealed(now: datetime) -> Iterator[Fault]:
    queued = Exists(Unsealed.objects.filter(entry=OuterRef("pk")))
    waiting = Entry.objects.filter(seal__isnull=True).annotate(queued=queued)
    waits = dict(waiting.order_by("pk").values_list("pk", "queued"))
    for pk, entry in _rows(_with_words(), list(waits)).items():
        if entry is None:
            yield Fault(code="entry-unreadable", where=f"entry {pk}")
            continue
        yield from words_of(entry)
        if not waits[pk]:
            yield Fault(code="not-queued", where=_where(entry))
        elif not entry.imported and entry.at < now - queries.SEALED_WITHIN:
            yield Fault(code="seal-overdue", where=_where(entry))
    again = Unsealed.objects.filter(entry__seal__isnull=False).values_list("pk", flat=True)
    yield from (Fault(code="queued-again", where=f"entry {pk}") for pk in again)


def receipt(said: Said) -> Iterator[Fault]:
    """Yield what is wrong with a receipt: its signature, its entry, or the proof that it carries."""
    body = {name: value for name, value in said.items() if name not in ("signature", "proof")}
    where = f"receipt of entry {said.get('entry')}"
    if not _is_ours({**body, "signature": said.get("signature")}):
        yield Fault(code="receipt-forged", where=where)
        return
    entry = _rows(_with_words(), [int(str(said["entry"]))])
    found = next(iter(entry.values()), None)
    if not entry:
        yield Fault(code="entry-missing", where=where)
    elif found is None or not _is_leaf(found, bytes.fromhex(str(said["leaf"]))):
        yield Fault(code="entry-changed", where=where)
    else:
        yield from words_of(found)
        seal = Seal.objects.filter(entry=found).first()
        if seal is not None and bytes(seal.leaf).hex() != said["leaf"]:
            yield Fault(code="seal-changed", where=where)
    if said.get("proof") is not None:
        try:
            yield from _inclusion(said, where)
        except UNREADABLE:
            yield Fault(code="proof-wrong", where=where)


def _inclusion(said: Said, where: str) -> Iterator[Fault]:
    proof = said["proof"]
    if not isinstance(proof, dict):
        raise TypeError(proof)
    head = proof["head"]
    path = [bytes.fromhex(hash_) for hash_ in proof["path"]]
    root, size = bytes.fromhex(head["root"]), int(head["size"])
    if not _is_ours(head):
        yield Fault(code="head-forged", where=where)
    elif not merkle.includes(bytes.fromhex(str(said["leaf"])), proof["position"], size, path, root):
        yield Fault(code="proof-wrong", where=where)
    elif queries.size() < size or queries.root(0, size) != root:
        yield Fault(code="rolled-back", where=where)


def about(name: str, subject_id: int) -> Iterator[Fault]:
    """Yield what is wrong with the entries of one subject: hashes, words, seals."""
    ids = Entry.objects.filter(about=name, about_id=subject_id).order_by("seq")
    seals = dict(Seal.objects.filter(entry__in=ids).values_list("entry_id", "leaf"))
    found = _rows(_with_words(), list(ids.values_list("pk", flat=True)))
    ordered = sorted(filter(None, found.values()), key=lambda entry: entry.seq)
    yield from (Fault(code="entry-changed", where=f"entry {pk}") for pk in found if not found[pk])
    for count, entry in enumerate(ordered, 1):
        if entry.seq != count:
            yield Fault(code="sequence-broken", where=_where(entry))
        if entry.pk in seals and not _is_leaf(entry, seals[entry.pk]):
            yield Fault(code="entry-changed", where=_where(entry))
        else:
            yield from words_of(entry)
