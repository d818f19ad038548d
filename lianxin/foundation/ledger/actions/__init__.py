"""Writing to the ledger: deeds and their entries, seals and signed heads, followers' bookmarks."""

from lianxin.foundation.ledger.actions.deeds import (
    Draft,
    bind,
    deed,
    draft,
    erase,
    locked,
    record,
    record_history,
    writing,
)
from lianxin.foundation.ledger.actions.following import follow, resume
from lianxin.foundation.ledger.actions.sealing import seal, sign_head, witness

__all__ = [
    "Draft",
    "bind",
    "deed",
    "draft",
    "erase",
    "follow",
    "locked",
    "record",
    "record_history",
    "resume",
    "seal",
    "sign_head",
    "witness",
    "writing",
]
