"""Writing to the ledger: deeds and their entries, seals and signed heads, followers' bookmarks."""

from lianxin.foundation.ledger.actions.deeds import bind, deed, erase, locked, record, writing
from lianxin.foundation.ledger.actions.following import follow, resume
from lianxin.foundation.ledger.actions.sealing import seal, sign_head, witness

__all__ = [
    "bind",
    "deed",
    "erase",
    "follow",
    "locked",
    "record",
    "resume",
    "seal",
    "sign_head",
    "witness",
    "writing",
]
