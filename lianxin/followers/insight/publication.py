"""The files of what is published, in the data folder: each version in a folder that bears its digest."""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from lianxin.followers.insight.rules.refusals import PublicationDamaged
from lianxin.foundation import durable

MANIFEST = "manifest.json"
DRAFT, LOCK = ".draft", "lock"


@contextmanager
def alone() -> Iterator[None]:
    """Hold off other commands that make versions: none sweeps away what another has just written."""
    root = Path(settings.LIANXIN_PUBLICATIONS)
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def put(files: Mapping[str, bytes]) -> str:
    """Write a version's files, and return the digest of their list; all of them are there, or none.

    Only who holds `alone` may.
    """
    root = Path(settings.LIANXIN_PUBLICATIONS)
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = json.dumps({"files": listed}, indent=1).encode()
    sha256 = hashlib.sha256(manifest).hexdigest()
    if _whole(sha256):
        return sha256
    draft = root / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        for name, content in files.items():
            durable.put(draft / name, content)
        durable.put(draft / MANIFEST, manifest)
        shutil.rmtree(folder(sha256), ignore_errors=True)
        draft.replace(folder(sha256))
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return sha256


def folder(sha256: str) -> Path:
    """Return where the files of a version lie."""
    return Path(settings.LIANXIN_PUBLICATIONS) / sha256[:32]


def listed(sha256: str) -> Mapping[str, str]:
    """Return the digest of each file by name, or refuse: the list is not the one that was bound."""
    try:
        said = (folder(sha256) / MANIFEST).read_bytes()
    except OSError as fault:
        raise PublicationDamaged(sha256=sha256[:16]) from fault
    if hashlib.sha256(said).hexdigest() != sha256:
        raise PublicationDamaged(sha256=sha256[:16])
    found: Mapping[str, str] = json.loads(said)["files"]
    return found


def read(sha256: str, name: str) -> bytes:
    """Return a file, or refuse: it is gone, or not the one that was bound."""
    bound = listed(sha256).get(name, "")
    try:
        content = (folder(sha256) / Path(name).name).read_bytes()
    except OSError as fault:
        raise PublicationDamaged(sha256=sha256[:16]) from fault
    if hashlib.sha256(content).hexdigest() != bound:
        raise PublicationDamaged(sha256=sha256[:16])
    return content


def check(sha256: str) -> None:
    """Refuse where any file of a version is not the one that was bound."""
    for name in listed(sha256):
        read(sha256, name)


def sweep(kept: Collection[str]) -> None:
    """Delete what no version names: drafts that were made anew, and what a killed command left."""
    root = Path(settings.LIANXIN_PUBLICATIONS)
    named = {folder(sha256).name for sha256 in kept}
    for path in root.iterdir():
        if path.is_dir() and path.name not in named:
            shutil.rmtree(path)


def _whole(sha256: str) -> bool:
    try:
        check(sha256)
    except PublicationDamaged:
        return False
    return True
