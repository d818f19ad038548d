"""Ed25519 signatures over canonical statements: tree heads and receipts."""

from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lianxin.foundation import keys
from lianxin.foundation.ledger import rules

PURPOSE = "ledger"


def sign(statement: Mapping[str, object], key_id: str) -> bytes:
    """Return the signature of a statement under one of this installation's keys."""
    return _private(key_id).sign(rules.canonical(statement))


def holds(statement: Mapping[str, object], key_id: str, signature: bytes) -> bool:
    """Return whether a signature by that key of ours stands under the statement."""
    try:
        _private(key_id).public_key().verify(signature, rules.canonical(statement))
    except (InvalidSignature, OSError, ValueError):  # no such key, or nothing that could be one
        return False
    return True


def current_key() -> str:
    """Return the id of the key that signs now."""
    return keys.current_id(PURPOSE)


def public_keys() -> dict[str, str]:
    """Return every signing key's public half (hex) by id, for publication."""
    return {
        key_id: _private(key_id).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
        for key_id in keys.ids(PURPOSE)
    }


@lru_cache(maxsize=16)
def _private(key_id: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.of(PURPOSE, key_id))
