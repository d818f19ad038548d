"""Reads of stored files; who may see one is decided by the page that asks."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from lianxin.foundation.files.models import StoredFile
from lianxin.foundation.files.rules import BOUND, REQUEST, SPOKEN, Prepared
from lianxin.foundation.ledger.models import Passage
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import UNREADABLE, through
from lianxin.foundation.ledger.verifying.reading import is_number
from lianxin.foundation.refusal import NotFound

CHUNK = 500


def of(about: str, ids: Iterable[int]) -> QuerySet[StoredFile]:
    """Return the files that came with some subjects of one kind, but for what somebody said."""
    return _all(about, ids).exclude(purpose=SPOKEN)


def spoken(about: str, about_id: int) -> StoredFile | None:
    """Return what somebody said instead of writing, as long as it is kept."""
    return _all(about, [about_id]).filter(purpose=SPOKEN).first()


def _all(about: str, ids: Iterable[int]) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(about=about, about_id__in=ids).order_by("about_id", "pk")


def requested(about: str, ids: Iterable[int]) -> QuerySet[StoredFile]:
    """Return the files that came with what was asked, and not those that staff took to prove something."""
    return of(about, ids).filter(purpose=REQUEST)


def file(file_id: UUID) -> StoredFile:
    """Return one file's row, or refuse."""
    found = StoredFile.objects.filter(pk=file_id).first()
    if found is None:
        raise NotFound
    return found


def bytes_of(file_id: UUID) -> bytes:
    """Return a file's content, or refuse."""
    return _content(file(file_id).path)


def parked(file: Prepared) -> bytes:
    """Return the content of a file that waits to come with something; whoever asks has put it away."""
    return _content(file.path)


def faults() -> Iterator[Fault]:
    """Yield every file that is not as it was kept, that no entry binds, or that is gone."""
    known: set[str] = set()
    yield from through("rows of files", _each(known))
    yield from through("bound files", _gone(known))


def _each(known: set[str]) -> Iterator[Fault]:
    ids = _ids()
    while chunk := list(islice(ids, CHUNK)):
        known.update(written.replace("-", "") for written in chunk)
        found = _found(chunk)
        bound = _bound([row for row in found.values() if row is not None])
        for written, row in found.items():
            try:
                yield from list(_one(row, bound))
            except UNREADABLE:
                yield Fault(code="file-unreadable", where=f"file {written}")


def _ids() -> Iterator[str]:
    """Yield the ids as they are written in the table, whether they can be ids or not."""
    ids = StoredFile.objects.annotate(written=Cast("pk", TextField())).order_by("pk")
    yield from map(str, ids.values_list("written", flat=True).iterator())


def _found(ids: list[str]) -> dict[str, StoredFile | None]:
    """Return rows by their ids as they are written; one that cannot be read is None."""
    try:
        by_id = StoredFile.objects.in_bulk(ids)
        return {written: by_id.get(UUID(written)) for written in ids}
    except UNREADABLE:
        return {written: _alone(written) for written in ids}


def _alone(written: str) -> StoredFile | None:
    try:
        return StoredFile.objects.filter(pk=written).first()
    except UNREADABLE:
        return None


def _one(row: StoredFile | None, bound: Collection[tuple[str, int, str | None]]) -> Iterator[Fault]:
    if row is None:
        raise LookupError
    where = f"file {row.pk} of {row.about} {row.about_id}"
    if not default_storage.exists(row.path):
        yield Fault(code="file-missing", where=where)
    elif hashlib.sha256(_content(row.path)).hexdigest() != row.sha256:
        yield Fault(code="file-changed", where=where)
    if (row.about, int(row.about_id), row.bound) not in bound:
        yield Fault(code="file-not-bound", where=where)


def _bound(files: list[StoredFile]) -> set[tuple[str, int, str | None]]:
    """Return what the entries about the subjects of some files bind."""
    abouts, ids = {row.about for row in files}, {row.about_id for row in files}
    found = _bindings().filter(entry__about__in=abouts, entry__about_id__in=filter(is_number, ids))
    return set(found.values_list("entry__about", "entry__about_id", "text"))


def _gone(known: set[str]) -> Iterator[Fault]:
    for binding in _bindings().exclude(text=None).iterator():
        file_id = str(binding.text).partition(" ")[0]
        if file_id.replace("-", "") not in known:
            yield Fault(code="file-missing", where=f"file {file_id} of entry {binding.entry_id}")


def _bindings() -> QuerySet[Passage]:
    return Passage.objects.filter(name__startswith=BOUND)


def _content(path: str) -> bytes:
    with default_storage.open(path) as stored:
        content: bytes = stored.read()
    return content
