"""Which steps are offered on many tickets of a desk at once, and what each means afterwards."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from lianxin.casework.tickets.rules import Step, moves
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels

OFFERED: Mapping[str, tuple[Step, ...]] = {
    "incoming": (Step.DISPATCH, Step.ACCEPT),
    "to-dispatch": (Step.DISPATCH,),
    "ours": (Step.SIGN,),
    "mentions": (Step.READ_NOTE,),
}
LABEL: Mapping[Step, labels.Words] = {
    Step.DISPATCH: gettext_lazy("Dispatch as suggested"),
    Step.ACCEPT: gettext_lazy("Accept as suggested"),
    Step.SIGN: labels.STEP[Step.SIGN],
    Step.READ_NOTE: labels.STEP[Step.READ_NOTE],
}
AFTERWARDS: Mapping[Step, labels.Words] = {
    Step.DISPATCH: gettext_lazy(
        "A dispatch cannot be undone here. A unit that is not responsible can ask to return it."
    ),
    Step.ACCEPT: gettext_lazy("An acceptance cannot be undone. The category can still be changed."),
    Step.SIGN: gettext_lazy(
        "Taking over cannot be undone. The unit lead can still ask to return a ticket."
    ),
    Step.READ_NOTE: gettext_lazy(
        "That a note was read cannot be undone. The notes stay with their tickets."
    ),
}


def offered(by: Actor, name: str) -> list[Step]:
    """Return the steps that a role may take on many tickets of a desk."""
    return [step for step in OFFERED.get(name, ()) if by.role in moves.who(step)]
