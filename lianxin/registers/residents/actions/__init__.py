"""Everything that is done with what is known of residents."""

from lianxin.registers.residents.actions.retention import (
    advance,
    begin_retention,
    count_done,
    end_retention,
    portion,
)
from lianxin.registers.residents.actions.vault import BATCH, erase, open_contact, reencrypt, sealed

__all__ = [
    "BATCH",
    "advance",
    "begin_retention",
    "count_done",
    "end_retention",
    "erase",
    "open_contact",
    "portion",
    "reencrypt",
    "sealed",
]
