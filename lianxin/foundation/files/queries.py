"""Reads of stored files; who may see one is decided by the page that asks."""

import hashlib
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from lianxin.foundation.files.models import StoredFile
from lianxin.foundation.files.rules import BOUND
from lianxin.foundation.ledger.models import Passage
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import UNREADABLE, through
from lianxin.foundation.refusal import NotFound


def of(about: str, ids: Iterable[int]) -> QuerySet[StoredFile]:
    """Return the files that came with some subjects of one kind."""
    return StoredFile.objects.filter(about=about, about_id__in=ids).order_by("about_id", "pk")


def file(file_id: UUID) -> StoredFile:
    """Return one file's row, or refuse."""
    found = StoredFile.objects.filter(pk=file_id).first()
    if found is None:
        raise NotFound
    return found


def bytes_of(file_id: UUID) -> bytes:
    """Return a file's content, or refuse."""
    return _content(file(file_id).path)


def faults() -> Iterator[Fault]:
    """Yield every file that is not as it was kept, that no entry binds, or that is gone."""
    known: set[str] = set()
    yield from through("rows of files", _each(known))
    yield from through("bound files", _gone(known))


def _each(known: set[str]) -> Iterator[Fault]:
    for written in _ids():
        known.add(written.replace("-", ""))
        try:
            yield from list(_one(StoredFile.objects.get(pk=written)))
        except (*UNREADABLE, StoredFile.DoesNotExist):
            yield Fault(code="file-unreadable", where=f"file {written}")


def _ids() -> Iterator[str]:
    """Yield the ids as they are written in the table, whether they can be ids or not."""
    ids = StoredFile.objects.annotate(written=Cast("pk", TextField())).order_by("pk")
    yield from map(str, ids.values_list("written", flat=True).iterator())


def _one(row: StoredFile) -> Iterator[Fault]:
    where = f"file {row.pk} of {row.about} {row.about_id}"
    if not default_storage.exists(row.path):
        yield Fault(code="file-missing", where=where)
    elif hashlib.sha256(_content(row.path)).hexdigest() != row.sha256:
        yield Fault(code="file-changed", where=where)
    if not _bindings().filter(entry__about=row.about, entry__about_id=row.about_id, text=row.bound):
        yield Fault(code="file-not-bound", where=where)


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
