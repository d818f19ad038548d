"""Writing to the ledger: deeds and their entries, seals and signed heads, followers' bookmarks."""

from lianxin.foundation.ledger.actions.deeds import (
    Draft,
    create,
    deed,
    draft,
    erase,
    locked,
    record,
    writing,
)
from lianxin.foundation.ledger.actions.following import beat, follow, resume
from lianxin.foundation.ledger.actions.history import record_each, record_history
from lianxin.foundation.ledger.actions.inserting import insert
from lianxin.foundation.ledger.actions.rounds import Each, Kind, begin_round, carry_on
from lianxin.foundation.ledger.actions.sealing import seal, sign_head, witness

__all__ = [
    "Draft",
    "Each",
    "Kind",
    "beat",
    "begin_round",
    "carry_on",
    "create",
    "deed",
    "draft",
    "erase",
    "follow",
    "insert",
    "locked",
    "record",
    "record_each",
    "record_history",
    "resume",
    "seal",
    "sign_head",
    "witness",
    "writing",
]
