"""Reads of what is known of residents: their contacts, and what was erased when."""

from lianxin.registers.residents.queries.retention import (
    Part,
    Run,
    contacts_between,
    newest_run,
    open_run,
    run,
    runs,
)
from lianxin.registers.residents.queries.vault import (
    NONCE,
    contact_of,
    faults,
    masked,
    message_address,
    openings,
    own_contact,
    phone_hash,
    phone_matches,
    place,
    reveal,
)

__all__ = [
    "NONCE",
    "Part",
    "Run",
    "contact_of",
    "contacts_between",
    "faults",
    "masked",
    "message_address",
    "newest_run",
    "open_run",
    "openings",
    "own_contact",
    "phone_hash",
    "phone_matches",
    "place",
    "reveal",
    "run",
    "runs",
]
