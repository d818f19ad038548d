"""Decisions about what is known of residents: contacts, how long they are kept, and whose say it is."""

from lianxin.registers.residents.rules import retention
from lianxin.registers.residents.rules.vault import (
    FIELDS,
    OPEN_FOR,
    OPENED,
    Confidentiality,
    ContactUnreadable,
    EmailNotValid,
    EmptyContact,
    NewContact,
    Opening,
    OpeningOver,
    PhoneNotValid,
    Reason,
    e164,
    mailbox,
    masked,
    may_open,
    opening,
)

__all__ = [
    "FIELDS",
    "OPENED",
    "OPEN_FOR",
    "Confidentiality",
    "ContactUnreadable",
    "EmailNotValid",
    "EmptyContact",
    "NewContact",
    "Opening",
    "OpeningOver",
    "PhoneNotValid",
    "Reason",
    "e164",
    "mailbox",
    "masked",
    "may_open",
    "opening",
    "retention",
]
