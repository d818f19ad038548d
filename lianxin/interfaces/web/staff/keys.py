"""The keys of the staff pages: one table, from which the pages take theirs and which they show on request."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.tickets.rules import moves
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import deeds, shell
from lianxin.interfaces.web.staff.shell import StaffRequest

PART = "X-Part"  # the header by which a script asks for the part of a page that changes
STEPS: Mapping[str, str] = {
    "dispatch": "d",
    "accept": "t",
    "answer": "w",
    "hand_off": "e",
    "meet": "m",
    "propose_decline": "y",
    "split": "s",
    "pass_audit": "p",
    "fail_audit": "f",
    "call": "l",
    "sign": "v",
    "contact": "b",
    "reply": "r",
    "ask_resident": "q",
    "answer_hurry": "h",
    "note": "n",
}


@dataclass(frozen=True, kw_only=True)
class Key:
    """What a key does; several keys are pressed one after the other."""

    keys: tuple[str, ...]
    does: labels.Words


LIST = (
    Key(keys=("J",), does=pgettext_lazy("key", "the next ticket")),
    Key(keys=("K",), does=pgettext_lazy("key", "the ticket before")),
    Key(keys=("O",), does=pgettext_lazy("key", "open the ticket")),
    Key(keys=("U",), does=pgettext_lazy("key", "back to the list")),
    Key(keys=("X",), does=pgettext_lazy("key", "in a list: tick the ticket for one step on many")),
    Key(keys=("I",), does=pgettext_lazy("key", "in a list: narrow it down")),
    Key(
        keys=("1", "Enter"),
        does=pgettext_lazy("key", "in a list: open the first of your views; 2 to 9 likewise"),
    ),
    Key(keys=("/",), does=pgettext_lazy("key", "find a ticket by its number")),
)
SUGGESTED = (
    Key(keys=("A",), does=pgettext_lazy("key", "take what is suggested, where it is sure")),
    Key(keys=("1", "Enter"), does=pgettext_lazy("key", "take the first choice; 2 and 3 likewise")),
    Key(keys=("C",), does=pgettext_lazy("key", "choose another category")),
)
ALWAYS = (
    Key(keys=("?",), does=pgettext_lazy("key", "show these keys")),
    Key(keys=("Esc",), does=pgettext_lazy("key", "close them")),
)


@shell.page(*shell.EVERYBODY)
@require_safe
def keys(request: StaffRequest) -> HttpResponseBase:
    """Show all keys of the reader's post: a page, or the part of it that a dialog holds."""
    template = "staff/keys_listed.html" if PART in request.headers else "staff/keys.html"
    return shell.show(request, template, {"groups": _groups(request)})


def _groups(request: StaffRequest) -> list[tuple[labels.Words, list[Key]]]:
    always = (pgettext_lazy("keys", "Everywhere"), list(ALWAYS))
    if request.actor.role not in shell.READERS:
        return [always]
    steps = [
        Key(keys=(key.upper(),), does=deeds.TABLE[name].label)
        for name, key in STEPS.items()
        if any(request.actor.role in moves.who(step) for step in deeds.TABLE[name].steps)
    ]
    return [
        (pgettext_lazy("keys", "From ticket to ticket"), list(LIST)),
        (pgettext_lazy("keys", "What a machine suggests"), list(SUGGESTED)),
        (pgettext_lazy("keys", "Steps"), steps),
        always,
    ]
