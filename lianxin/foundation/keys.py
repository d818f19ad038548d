"""Secrets of this installation, kept as files that only their owner can read.

A secret has a purpose ("vault") and an id; the newest of a purpose is the current one and older
ones stay readable, so that rotation never loses what was sealed or signed before it.
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

SIZE = 32  # bytes: AES-256, Ed25519 seeds and HMAC-SHA256 all take this


def current(purpose: str) -> tuple[str, bytes]:
    """Return the id and the 32 bytes of the newest secret, made on first use."""
    key_id = current_id(purpose)
    return key_id, of(purpose, key_id)


def current_id(purpose: str) -> str:
    """Return the id of the newest secret of a purpose, making the first one if there is none."""
    known = ids(purpose)
    return known[-1] if known else add(purpose)


def ids(purpose: str) -> list[str]:
    """Return the ids of all secrets of a purpose, oldest first."""
    folder: Path = settings.LIANXIN_KEYS_DIR
    try:
        changed = os.stat(folder).st_mtime_ns  # asked at every deed, and much faster than Path's
    except FileNotFoundError:
        return []
    return list(_ids(folder, purpose, changed))


@lru_cache(maxsize=64)
def _ids(folder: Path, purpose: str, changed: int) -> tuple[str, ...]:
    """Return the ids in a folder, looked for anew whenever a file came or went there."""
    return tuple(sorted(path.stem.split("-", 1)[1] for path in folder.glob(f"{purpose}-*.key")))


@lru_cache(maxsize=64)
def of(purpose: str, key_id: str) -> bytes:
    """Return the 32 bytes of one secret, or raise FileNotFoundError."""
    return (_folder() / f"{purpose}-{key_id}.key").read_bytes()


def add(purpose: str) -> str:
    """Make a new current secret and return its id; this is rotation, and also the first start."""
    number = int(ids(purpose)[-1]) + 1 if ids(purpose) else 1
    key_id = f"{number:04d}"
    target = _folder() / f"{purpose}-{key_id}.key"
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, target)  # the first of several processes that start together wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return key_id


def _folder() -> Path:
    folder = Path(settings.LIANXIN_KEYS_DIR)
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
