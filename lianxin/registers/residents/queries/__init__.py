"""Reads of what is known of residents: their contacts, and what was erased when."""

from lianxin.registers.residents.queries.addresses import (
    address,
    address_known,
    address_place,
    known,
    news_address,
    seal,
)
from lianxin.registers.residents.queries.assessments import Assessed, assessments
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
    contact_matches,
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
    "address",
    "address_known",
    "address_place",
    "known",
    "news_address",
    "seal",
    "NONCE",
    "Assessed",
    "Part",
    "Run",
    "assessments",
    "contact_matches",
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
