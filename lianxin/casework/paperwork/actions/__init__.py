"""Everything that can be done to a table and to what is filled in."""

from lianxin.casework.paperwork.actions.filling import Sheet, correct, hand_in, save
from lianxin.casework.paperwork.actions.registering import (
    Request,
    check,
    end,
    note,
    open_table,
    pause,
    propose,
    refuse,
    resume,
    set_template,
)

__all__ = [
    "Request",
    "Sheet",
    "check",
    "correct",
    "end",
    "hand_in",
    "note",
    "open_table",
    "pause",
    "propose",
    "refuse",
    "resume",
    "save",
    "set_template",
]
