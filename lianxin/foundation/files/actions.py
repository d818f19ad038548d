"""Taking files in: checked, cleaned and put away first, then kept with something in its deed."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from lianxin.foundation.files import documents, photos, sounds
from lianxin.foundation.files.models import StoredFile
from lianxin.foundation.files.rules import (
    REQUEST,
    Clean,
    Kind,
    NotADocument,
    NotAPhoto,
    Prepared,
    within,
)

FOLDERS = 256  # by the first byte of a file's random name

__all__ = ["FOLDERS", "Kind", "Prepared", "erase", "keep", "prepare", "sweep"]


def prepare(upload: "File[bytes]", *, kind: Kind = Kind.EITHER) -> Prepared:
    """Check an upload by its content, clean it, put it away under a random name, and say so.

    Belongs before the deed: it takes time and touches no table. What no deed keeps is swept away.
    """
    clean = _cleaned(upload, kind)
    name = secrets.token_hex(32)
    path = default_storage.save(f"{name[:2]}/{name}", ContentFile(clean.content))
    return Prepared(
        path=path,
        sha256=hashlib.sha256(clean.content).hexdigest(),
        media_type=clean.media_type,
        size=len(clean.content),
        width=clean.width,
        height=clean.height,
    )


def _cleaned(upload: "File[bytes]", kind: Kind) -> Clean:
    upload.seek(0)
    if kind is Kind.SOUND:
        within(kind, upload.size)
        return sounds.clean(upload.read())
    found = Kind.DOCUMENT if upload.read(len(documents.START)) == documents.START else Kind.PHOTO
    if kind not in (found, Kind.EITHER):
        raise NotAPhoto if kind is Kind.PHOTO else NotADocument
    within(found, upload.size)  # before 50 MB are read
    upload.seek(0)
    content = upload.read()
    return documents.clean(content) if found is Kind.DOCUMENT else photos.clean(content)


def keep(
    files: Iterable[Prepared], *, about: str, about_id: int, purpose: str = REQUEST
) -> list[StoredFile]:
    """Keep prepared files with a subject.

    Not a deed of its own: it belongs into the transaction of the deed that they came with, whose
    entry binds each by its words `file:…` = `StoredFile.bound`.
    """
    return StoredFile.objects.bulk_create(
        StoredFile(
            about=about,
            about_id=about_id,
            purpose=purpose,
            path=file.path,
            sha256=file.sha256,
            media_type=file.media_type,
            size=file.size,
            width=file.width,
            height=file.height,
        )
        for file in files
    )


def erase(*, about: str, ids: Iterable[int], purpose: str | None = None) -> int:
    """Erase the files of some subjects for good, perhaps of one purpose, and return how many there were.

    Not a deed of its own: it belongs into the transaction of the deed that records it. The bytes go
    once that is committed; where it is killed between the two, `sweep` finds them.
    """
    rows = StoredFile.objects.filter(about=about, about_id__in=list(ids))
    if purpose is not None:
        rows = rows.filter(purpose=purpose)
    paths = list(rows.values_list("path", flat=True))
    if paths:
        rows.delete()
        transaction.on_commit(partial(_away, paths))
    return len(paths)


def _away(paths: Iterable[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def sweep(*, folder: int, before: datetime) -> int:
    """Delete what was put away before a moment and never kept, in one of the folders; count it."""
    name = f"{folder:02x}"
    if not default_storage.exists(name):
        return 0
    paths = {f"{name}/{file}" for file in default_storage.listdir(name)[1]}
    kept = StoredFile.objects.filter(path__startswith=f"{name}/")
    orphans = paths - set(kept.values_list("path", flat=True))
    old = [path for path in orphans if default_storage.get_modified_time(path) < before]
    for path in old:
        default_storage.delete(path)
    return len(old)
