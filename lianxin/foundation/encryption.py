"""Texts that are kept encrypted (AES-256-GCM), each bound to its place, so that none can be put in another's."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lianxin.foundation import keys

NONCE = 12  # bytes


class Unreadable(Exception):
    """The text does not open with its key: it was changed or moved, or the key is gone."""


def encrypted(secret: bytes, clear: str, place: str) -> bytes:
    """Return a text encrypted; an empty one stays empty."""
    if not clear:
        return b""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(secret).encrypt(nonce, clear.encode(), place.encode())


def opened(purpose: str, key_id: str, kept: bytes, place: str) -> str:
    """Return what was encrypted in clear, or raise Unreadable."""
    if not kept:
        return ""
    try:
        secret = AESGCM(keys.of(purpose, key_id))
        return secret.decrypt(kept[:NONCE], kept[NONCE:], place.encode()).decode()
    except (FileNotFoundError, InvalidTag, ValueError) as fault:
        raise Unreadable from fault
