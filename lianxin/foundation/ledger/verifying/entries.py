"""Whether entries are as they were written: their columns, their words, their order, their queue."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property

from django.apps import apps
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lianxin.foundation.ledger import queries, rules
from lianxin.foundation.ledger.models import Entry, Passage, Seal, Subject, Unsealed
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying.reading import (
    UNREADABLE,
    content,
    is_number,
    rows,
    through,
)


def with_words() -> QuerySet[Entry]:
    """Return all entries, each with its words."""
    return Entry.objects.prefetch_related("passages")


def place(entry: Entry) -> str:
    """Return how a fault names an entry."""
    return f"entry {entry.pk} ({entry.about} {entry.about_id}, {entry.verb})"


def is_leaf(entry: Entry, leaf: object) -> bool:
    """Return whether a leaf's hash is the one of an entry."""
    try:
        return queries.leaf(entry) == content(leaf)
    except UNREADABLE:
        return False


class Erasures:
    """What was erased on the subjects of some entries; read in one go, once something is missing."""

    def __init__(self, entries: Iterable[Entry | None]) -> None:
        self._subjects = {(entry.about, entry.about_id) for entry in entries if entry}

    @cached_property
    def _told(self) -> dict[tuple[str, int], list[Entry]]:
        names, ids = zip(*self._subjects, strict=True)
        verbs = [Q(verb__endswith=f".{ending}") for ending in rules.ERASING]
        erasing = Q(*verbs, _connector=Q.OR)
        told: dict[tuple[str, int], list[Entry]] = {}
        for entry in Entry.objects.filter(erasing, about__in=set(names), about_id__in=set(ids)):
            told.setdefault((entry.about, entry.about_id), []).append(entry)
        return told

    def cover(self, entry: Entry, name: str) -> bool:
        """Return whether somebody recorded that these words of an entry were erased."""
        return any(
            erasure.seq > entry.seq and rules.covers(erasure.facts, entry.pk, name)
            for erasure in self._told.get((entry.about, entry.about_id), [])
        )


def words_of(entry: Entry, erasures: Erasures) -> Iterator[Fault]:
    """Yield where the words kept for an entry are not the words that it binds."""
    try:
        yield from list(_words(entry, erasures))
    except UNREADABLE:
        yield Fault(code="entry-unreadable", where=place(entry))


def _words(entry: Entry, erasures: Erasures) -> Iterator[Fault]:
    where = place(entry)
    kept = {passage.name: passage for passage in entry.passages.all()}
    for name in sorted(kept.keys() | entry.digests.keys(), key=str):
        passage = kept.get(name)
        if name not in entry.digests:
            yield Fault(code="words-added", where=where, detail=str(name))
        elif passage is None:
            yield Fault(code="words-missing", where=where, detail=name)
        elif passage.text is None or passage.salt is None:
            if not erasures.cover(entry, name):
                yield Fault(code="words-erased-unrecorded", where=where, detail=name)
        elif not _is_bound(passage, entry.digests[name]):
            yield Fault(code="words-changed", where=where, detail=name)


def _is_bound(passage: Passage, digest: object) -> bool:
    try:
        return rules.digest(content(passage.salt), passage.text or "") == digest
    except UNREADABLE:
        return False


def sequences() -> Iterator[Fault]:
    """Yield the subjects whose entries do not count 1, 2, 3 and so on."""
    grouped = Entry.objects.values("about", "about_id").annotate(
        first=Min("seq"), last=Max("seq"), many=Count("id")
    )
    for row in grouped.iterator():
        if row["first"] != 1 or row["last"] != row["many"]:
            where = f"{row['about']} {row['about_id']}"
            yield Fault(code="sequence-broken", where=where, detail=f"{row['many']} entries")


def subjects() -> Iterator[Fault]:
    """Yield the subjects to which more or fewer deeds were done than the ledger tells."""
    for model in apps.get_models():
        if issubclass(model, Subject):
            yield from through(queries.name_of(model), _deeds(model))


def _deeds(model: type[Subject]) -> Iterator[Fault]:
    name = queries.name_of(model)
    told = Entry.objects.filter(about=name, about_id=OuterRef("pk")).order_by("-seq")
    found = model._default_manager.annotate(told=Coalesce(Subquery(told.values("seq")[:1]), 0))
    for pk, done, last in found.exclude(told=F("seq")).values_list("pk", "seq", "told"):
        detail = f"{done} deeds, the last one told is {last}"
        yield Fault(code="deeds-differ", where=f"{name} {pk}", detail=detail)


def unsealed(now: datetime) -> Iterator[Fault]:
    """Yield what is wrong with entries that are not sealed yet, and with the sealer's queue."""
    queued = Exists(Unsealed.objects.filter(entry=OuterRef("pk")))
    waiting = Entry.objects.filter(seal__isnull=True).annotate(queued=queued)
    waits = dict(waiting.order_by("pk").values_list("pk", "queued"))
    found = rows(with_words(), list(waits))
    erasures = Erasures(found.values())
    for pk, entry in found.items():
        if entry is None or not _is_readable(entry):
            yield Fault(code="entry-unreadable", where=f"entry {pk}")
            continue
        yield from words_of(entry, erasures)
        if not waits[pk]:
            yield Fault(code="not-queued", where=place(entry))
        elif not entry.imported and entry.at < now - queries.SEALED_WITHIN:
            yield Fault(code="seal-overdue", where=place(entry))
    again = Unsealed.objects.filter(entry__seal__isnull=False).values_list("pk", flat=True)
    yield from (Fault(code="queued-again", where=f"entry {pk}") for pk in again)
    known = Exists(Entry.objects.filter(pk=OuterRef("pk")))
    nothing = Unsealed.objects.filter(~known).values_list("pk", flat=True)
    yield from (Fault(code="queued-unknown", where=f"entry {pk}") for pk in nothing)


def _is_readable(entry: Entry) -> bool:
    """Return whether an entry's columns are of the kinds that the sealer takes."""
    payloads = isinstance(entry.facts, dict) and isinstance(entry.digests, dict)
    return payloads and is_number(entry.seq) and _is_moment(entry.at)


def _is_moment(stored: object) -> bool:
    return isinstance(stored, datetime)


def about(name: str, subject_id: int) -> Iterator[Fault]:
    """Yield what is wrong with the entries of one subject: hashes, words, seals."""
    ids = Entry.objects.filter(about=name, about_id=subject_id).order_by("seq")
    seals = dict(Seal.objects.filter(entry__in=ids).values_list("entry_id", "leaf"))
    found = rows(with_words(), list(ids.values_list("pk", flat=True)))
    yield from (Fault(code="entry-changed", where=f"entry {pk}") for pk in found if not found[pk])
    erasures = Erasures(found.values())
    for count, entry in enumerate(filter(None, found.values()), 1):
        if entry.seq != count:
            yield Fault(code="sequence-broken", where=place(entry))
        if entry.pk in seals and not is_leaf(entry, seals[entry.pk]):
            yield Fault(code="entry-changed", where=place(entry))
        else:
            yield from words_of(entry, erasures)
