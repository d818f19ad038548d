"""Everything that can be done to a ticket; each is one transaction with one entry in the ledger."""

from lianxin.casework.tickets.actions.carrying import carry
from lianxin.casework.tickets.actions.clocked import due, recompute
from lianxin.casework.tickets.actions.closing import (
    confirm,
    dispute,
    give_up,
    object_to,
    rate,
    try_call,
    withdraw,
)
from lianxin.casework.tickets.actions.consents import give_consent, withdraw_consent
from lianxin.casework.tickets.actions.contacting import open_contact
from lianxin.casework.tickets.actions.desk import (
    accept,
    answer,
    dispatch,
    grant_decline,
    hand_off,
    propose_decline,
    refuse_decline,
)
from lianxin.casework.tickets.actions.excluding import (
    approve_exclusion,
    propose_exclusion,
    refuse_exclusion,
)
from lianxin.casework.tickets.actions.handling import (
    ask_extension,
    ask_return,
    contact,
    reply,
    sign,
)
from lianxin.casework.tickets.actions.importing import import_chunk
from lianxin.casework.tickets.actions.intake import add, receive
from lianxin.casework.tickets.actions.joining import (
    join,
    join_many,
    leave,
    open_from,
    reply_by_matter,
    reply_to_all,
)
from lianxin.casework.tickets.actions.noting import note, read_note
from lianxin.casework.tickets.actions.reorganising import move
from lianxin.casework.tickets.actions.retention import archive, erase_contacts
from lianxin.casework.tickets.actions.reviewing import (
    dismiss,
    explain,
    fail_audit,
    grant_extension,
    grant_return,
    pass_audit,
    refuse_extension,
    refuse_return,
    send_back,
    uphold,
)
from lianxin.casework.tickets.actions.rights import (
    answer_right,
    ask_erasure,
    ask_right,
    correct,
    correct_contact,
    erase,
    erase_contact,
    give_copy,
)
from lianxin.casework.tickets.actions.supervising import answer_order, supervise
from lianxin.casework.tickets.actions.together import (
    answer_whistle,
    co_handle,
    co_handled,
    meet,
    report_stage,
    whistle,
)

__all__ = [
    "accept",
    "add",
    "answer",
    "answer_order",
    "answer_whistle",
    "answer_right",
    "approve_exclusion",
    "archive",
    "ask_erasure",
    "ask_extension",
    "ask_return",
    "co_handle",
    "co_handled",
    "carry",
    "ask_right",
    "confirm",
    "contact",
    "correct",
    "correct_contact",
    "dismiss",
    "dispatch",
    "dispute",
    "due",
    "erase",
    "erase_contact",
    "erase_contacts",
    "explain",
    "fail_audit",
    "give_consent",
    "give_copy",
    "give_up",
    "grant_decline",
    "grant_extension",
    "grant_return",
    "hand_off",
    "import_chunk",
    "meet",
    "move",
    "join",
    "join_many",
    "leave",
    "note",
    "object_to",
    "open_contact",
    "open_from",
    "pass_audit",
    "propose_decline",
    "propose_exclusion",
    "rate",
    "read_note",
    "receive",
    "recompute",
    "refuse_decline",
    "refuse_exclusion",
    "refuse_extension",
    "refuse_return",
    "reply",
    "report_stage",
    "reply_by_matter",
    "reply_to_all",
    "send_back",
    "sign",
    "supervise",
    "try_call",
    "uphold",
    "whistle",
    "withdraw",
    "withdraw_consent",
]
