"""What a page needs to know of the step that is taken on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianxin.casework.tickets.rules import Step
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import step_forms as of

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

    Act = Callable[..., Entry]

GRAVE = frozenset(
    {
        Step.HAND_OFF,
        Step.PROPOSE_DECLINE,
        Step.GRANT_DECLINE,
        Step.GIVE_UP,
        Step.EXPLAIN,
        Step.ASK_TERMINATION,
        Step.TERMINATE,
        Step.BLANK,
        Step.DISMISS,
    }
)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One page on which a step is taken (or one of several, as the form says)."""

    form: type[of.StepForm]
    act: "Act"
    steps: tuple[Step, ...]
    covers: tuple[
        Step, ...
    ] = ()  # what can be done on it too, so that no other page is offered for it
    label: labels.Words
    hint: labels.Words = ""
    asks: labels.Words = ""
    grave: bool = False  # ends the request, or turns somebody down
    tells: str = ""  # the fact that names a ticket whose code is to be read aloud afterwards


def deed(
    step: Step,
    form: type[of.StepForm],
    act: "Act",
    hint: labels.Words = "",
    asks: labels.Words = "",
) -> tuple[str, Deed]:
    """Return the page of one step under its address."""
    label = labels.STEP[step]
    page = Deed(
        form=form, act=act, steps=(step,), label=label, hint=hint, asks=asks, grave=step in GRAVE
    )
    return step.value, page
