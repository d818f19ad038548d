"""Bringing changes to the registers in: prepared, sent, decided, done on their day, undone."""

from lianxin.registers.changes.actions.deciding import approve, discard, due, refuse, send
from lianxin.registers.changes.actions.handing_over import end_post
from lianxin.registers.changes.actions.preparing import prepare, prepare_by_hand, prepare_undo

__all__ = [
    "approve",
    "discard",
    "due",
    "end_post",
    "prepare",
    "prepare_by_hand",
    "prepare_undo",
    "refuse",
    "send",
]
