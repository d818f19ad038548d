"""The pages of what is done beside the work on a ticket: supervision, and notes among staff."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules import Step
from lianxin.interfaces.web.staff import note_forms as notes
from lianxin.interfaces.web.staff import step_forms as of
from lianxin.interfaces.web.staff.deed import Deed, deed

ROWS: Sequence[tuple[str, Deed]] = (
    deed(
        Step.SUPERVISE,
        of.OrderForm,
        actions.supervise,
        _(
            "A formal order to the unit that leads. The requester sees that there is one, not what it says; "
            "the promise stays as it is."
        ),
        _("What is wrong, and what the unit is to report"),
    ),
    deed(
        Step.ANSWER_ORDER,
        of.WordsForm,
        actions.answer_order,
        _("The supervisor reads it. It is no reply to the requester."),
        _("What was done, why it took so long, and what comes next by when"),
    ),
    deed(
        Step.NOTE,
        notes.InternalNoteForm,
        actions.note,
        _("For staff only: the requester never reads it, on no page and in no copy."),
        _("Note"),
    ),
    deed(
        Step.READ_NOTE,
        of.StepForm,
        actions.read_note,
        _("It leaves the list of what you are asked to read. The note itself stays."),
    ),
)
