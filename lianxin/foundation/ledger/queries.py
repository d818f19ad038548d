"""Reads of the ledger: stories, proofs, receipts and what waits for a seal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import merkle, rules, signing
from lianxin.foundation.ledger.models import (
    Bookmark,
    Entry,
    Head,
    Passage,
    Pulse,
    Seal,
    Subject,
    Tile,
    Unsealed,
)

SEALED_WITHIN = timedelta(hours=1)  # what a receipt promises; in practice half a second
TILE = 8  # bits: a tile stands over 256 of the level below
RECEIPT = "lianxin receipt"  # what its statement is called
BEGINS = {"begins": "lianxin tree heads"}  # the witness file's first line, as old as the log
REBUILT = "rebuilt_at"  # instead of it, where the file was not there any more


def name_of(model: type[Subject] | Subject) -> str:
    """Return the name under which a kind of subject stands in the ledger."""
    return str(model._meta.model_name)


def earlier(by: Actor, key: str) -> Entry | None:
    """Return the entry that this actor already made under this key, if any."""
    return Entry.objects.filter(once=rules.once(by.scope, key)).first()


def about(subject: Subject) -> QuerySet[Entry]:
    """Return a subject's entries in their order, with the words they bind."""
    return of(name_of(subject), [subject.pk])


def of(name: str, ids: Iterable[int]) -> QuerySet[Entry]:
    """Return the entries about several subjects of one kind, each in its order, with their words."""
    found = Entry.objects.filter(about=name, about_id__in=ids)
    return found.order_by("about_id", "seq").prefetch_related("passages")


def last() -> int:
    """Return the id of the newest entry, 0 where there is none."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def words(entry: Entry) -> dict[str, str | None]:
    """Return what an entry says in words, by name; None is erased."""
    return {passage.name: passage.text for passage in entry.passages.all()}


def words_in(name: str, places: Mapping[int, int]) -> dict[int, dict[str, str | None]]:
    """Return what one entry of each of several subjects says, by its number; one query of bare rows."""
    said: dict[int, dict[str, str | None]] = {pk: {} for pk in places}
    there = {
        "entry__about": name,
        "entry__about_id__in": said,
        "entry__seq__in": {*places.values()},
    }
    found = Passage.objects.filter(**there)
    for pk, seq, word, text in found.values_list("entry__about_id", "entry__seq", "name", "text"):
        if seq == places[pk]:
            said[pk][word] = text
    return said


def leaf(entry: Entry) -> bytes:
    """Return the hash that seals every column of an entry."""
    columns = {
        "id": entry.pk,
        "about": entry.about,
        "about_id": entry.about_id,
        "seq": entry.seq,
        "verb": entry.verb,
        "at": rules.moment(entry.at),
        "role": entry.role,
        "staff_id": entry.staff_id,
        "unit_id": entry.unit_id,
        "system_name": entry.system_name,
        "facts": entry.facts,
        "digests": entry.digests,
        "once": entry.once,
        "asked": entry.asked,
        "imported": entry.imported,
    }
    if entry.for_id is not None:  # what was sealed before there were substitutes hashes as it did
        columns["for_id"] = entry.for_id
    return merkle.leaf(rules.canonical(columns))


def size() -> int:
    """Return how many entries are sealed."""
    last = Seal.objects.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def sealed(start: int, *, limit: int) -> list[Entry]:
    """Return the entries that follow a place of the one order of the log."""
    found = Seal.objects.filter(position__gte=start).order_by("position").select_related("entry")
    return [seal.entry for seal in found[:limit]]


def root(start: int, end: int) -> bytes:
    """Return the tree's root over the sealed leaves [start, end), where a tree of them splits."""
    parts = merkle.peaks(start, end)
    return merkle.fold([_complete(at, count) for at, count in parts]) if parts else merkle.EMPTY


def _complete(start: int, count: int) -> bytes:
    level = (count.bit_length() - 1) // TILE
    first, many = start >> level * TILE, count >> level * TILE
    return merkle.complete([bytes(hash_) for hash_ in hashes(level, first, first + many)])


def hashes(level: int, first: int, end: int) -> Iterable[bytes | memoryview]:
    """Return the roots of neighbouring complete subtrees of 256 ** level leaves each."""
    if level == 0:
        seals = Seal.objects.filter(position__gte=first, position__lt=end)
        return seals.order_by("position").values_list("leaf", flat=True)
    tiles = Tile.objects.filter(level=level, index__gte=first, index__lt=end)
    return tiles.order_by("index").values_list("root", flat=True)


def tile(level: int, index: int) -> bytes | None:
    """Return the root that a tile must have over the level below, or None where that has holes."""
    first, many = index << TILE, 1 << TILE
    below = [bytes(hash_) for hash_ in hashes(level - 1, first, first + many)]
    return merkle.complete(below) if len(below) == many else None


def proof(position: int, tree_size: int) -> list[bytes]:
    """Return the inclusion proof of one sealed entry in the tree of that size."""
    return merkle.path(position, 0, tree_size, root)


def head_over(position: int) -> Head | None:
    """Return the first signed head that covers a position."""
    return Head.objects.filter(size__gt=position).order_by("size").first()


def latest_head() -> Head | None:
    """Return the newest signed head."""
    return Head.objects.order_by("-size").first()


def statement(head: Head) -> dict[str, object]:
    """Return what a head's signature stands under."""
    return {
        "statement": "lianxin tree head",
        "size": head.size,
        "root": bytes(head.root).hex(),
        "at": rules.moment(head.at),
        "key_id": head.key_id,
    }


def signed(head: Head) -> dict[str, object]:
    """Return a head with its signature, as it is published and witnessed."""
    return {**statement(head), "signature": bytes(head.signature).hex()}


def receipt(entry: Entry, **shown: object) -> dict[str, object]:
    """Return the signed receipt of an entry, with its inclusion proof once a head covers it.

    `shown` is what the receipt tells its holder in clear (number, promise), signed with the rest.
    """
    body = {
        "statement": RECEIPT,
        "entry": entry.pk,
        "leaf": leaf(entry).hex(),
        "at": rules.moment(entry.at),
        "sealed_by": rules.moment(entry.at + SEALED_WITHIN),
        "shown": shown,
        "key_id": signing.current_key(),
    }
    signature = signing.sign(body, str(body["key_id"])).hex()
    return {**body, "signature": signature, "proof": _inclusion(entry)}


def _inclusion(entry: Entry) -> dict[str, object] | None:
    seal = Seal.objects.filter(entry=entry).first()
    head = head_over(seal.position) if seal else None
    if seal is None or head is None:
        return None
    path = [hash_.hex() for hash_ in proof(seal.position, head.size)]
    return {"position": seal.position, "path": path, "head": signed(head)}


def overdue(now: datetime) -> QuerySet[Entry]:
    """Return the entries that should have been sealed by now and are not."""
    return Entry.objects.filter(seal__isnull=True, at__lt=now - SEALED_WITHIN, imported=False)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the worker: when it was last well, and since when and why it is not."""

    name: str
    at: datetime | None
    failed_at: datetime | None
    fault: str


@dataclass(frozen=True, kw_only=True)
class Following:
    """One follower: how many sealed entries it has yet to read, and why it stopped if it did."""

    name: str
    behind: int
    stopped_at: datetime | None
    fault: str


@dataclass(frozen=True, kw_only=True)
class Health:
    """How the background work is; `alive` is whether a worker was there within the last moments."""

    alive: bool
    parts: list[Part]
    followers: list[Following]
    unsealed: int
    head: Head | None

    @property
    def well(self) -> bool:
        """Return whether nobody needs to look."""
        stopped = any(one.stopped_at for one in self.followers)
        return self.alive and not stopped and not any(part.failed_at for part in self.parts)


WORKER = "worker"  # the pulse of the worker as a whole
SIGNER = "head"  # that of the part that signs heads
ALIVE_FOR = timedelta(seconds=30)


def health(now: datetime) -> Health:
    """Return how the background work is."""
    parts = [
        Part(name=row.name, at=row.at, failed_at=row.failed_at, fault=row.fault)
        for row in Pulse.objects.order_by("name")
    ]
    sealed = size()
    followers = [
        Following(
            name=row.name,
            behind=max(sealed - row.position, 0),
            stopped_at=row.stopped_at,
            fault=row.fault,
        )
        for row in Bookmark.objects.order_by("name")
    ]
    return Health(
        alive=any(part.name == WORKER and part.at and part.at >= now - ALIVE_FOR for part in parts),
        parts=parts,
        followers=followers,
        unsealed=Unsealed.objects.count(),
        head=latest_head(),
    )


def stopped(name: str) -> str:
    """Return why a follower stands still, or "" where it does not."""
    return Bookmark.objects.filter(name=name).values_list("fault", flat=True).first() or ""
