"""The versions of the classifier in the data folder, each in a folder under its name."""

import fcntl
import hashlib
import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from lianxin.followers.triage.classify import store
from lianxin.followers.triage.classify.learning import Learnt
from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.rules import versions
from lianxin.followers.triage.rules.refusals import ModelDamaged, NoSuchVersion
from lianxin.foundation.refusal import Refusal

log = logging.getLogger(__name__)
DRAFT, LOCK = ".draft", ".lock"


def folder(version: str) -> Path:
    """Return where the files of a version lie, or refuse what is no name of one."""
    return Path(settings.LIANXIN_MODELS) / versions.known(version)


def put(learnt: Learnt, *, at: datetime, data: Mapping[str, object]) -> str:
    """Write a new version beside the others, and return its name.

    It is there as a whole or not at all; no other one is touched.
    """
    with alone() as where:
        draft = where / DRAFT
        try:
            version = versions.named(at, store.save(learnt, draft, at=at, data=data))
            if not _whole(version):  # else the very same was learnt today already
                shutil.rmtree(folder(version), ignore_errors=True)
                draft.replace(folder(version))
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return version


@contextmanager
def alone() -> Iterator[Path]:
    """Hold the shelf, so that nobody else writes there, and clear away what somebody left half written.

    Fails where nothing can be written: whoever is about to learn for minutes asks first.
    """
    where = Path(settings.LIANXIN_MODELS)
    where.mkdir(parents=True, exist_ok=True)
    with (where / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (where / DRAFT).exists():
            shutil.rmtree(where / DRAFT)
        yield where


def take(version: str) -> tuple[Model, Mapping[str, object], str]:
    """Return a version's model, its manifest and the manifest's SHA-256, or refuse it by name."""
    where = folder(version)
    if not where.is_dir():
        raise NoSuchVersion(version=version)
    model, said = store.load(where)
    return model, said, sha256(version)


def sha256(version: str) -> str:
    """Return the SHA-256 of a version's manifest, which binds its weights."""
    path = folder(version) / store.MANIFEST
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise ModelDamaged(path=str(path.parent)) from fault


def touched(version: str) -> list[tuple[str, int, int]]:
    """Return what changes when somebody touches a version's files; nothing where there are none."""
    where = folder(version)
    found = [(path.name, path.stat()) for path in where.iterdir()] if where.is_dir() else []
    return sorted((name, about.st_mtime_ns, about.st_size) for name, about in found)


def listed() -> dict[str, Mapping[str, object] | None]:
    """Return the manifest of each version, the newest first; None where it cannot be read."""
    where = Path(settings.LIANXIN_MODELS)
    names = [path.name for path in where.iterdir() if path.is_dir()] if where.is_dir() else []
    found: dict[str, Mapping[str, object] | None] = {}
    for name in names:
        try:
            found[name] = store.manifest(folder(name))
        except NoSuchVersion:
            continue  # something else that lies there
        except Refusal as refusal:
            log.warning("model %s cannot be used: %s", name, refusal)
            found[name] = None
    return dict(sorted(found.items(), key=lambda one: _made(*one), reverse=True))


def _whole(version: str) -> bool:
    try:
        take(version)
    except Refusal:
        return False
    return True


def _made(version: str, said: Mapping[str, object] | None) -> tuple[str, str]:
    return str(said["made_at"]) if said and "made_at" in said else version, version
