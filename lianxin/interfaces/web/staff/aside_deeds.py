"""The pages of what is done beside the work on a ticket: exclusions, supervision, notes among staff."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules import Step
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import aside_forms as aside
from lianxin.interfaces.web.staff import step_forms as of
from lianxin.interfaces.web.staff.deed import Deed, deed
from lianxin.interfaces.web.staff.split_form import SplitForm

ROWS: Sequence[tuple[str, Deed]] = (
    (
        "split",
        Deed(
            form=SplitForm,
            act=actions.split,
            steps=(Step.SPLIT,),
            label=labels.STEP[Step.SPLIT],
            hint=_(
                "The second matter gets a number, a code and an end of its own. Its promise counts from the "
                "same call. Tell the requester the second code."
            ),
            tells="split_into_id",
        ),
    ),
    deed(
        Step.PROPOSE_EXCLUSION,
        aside.ExclusionForm,
        actions.propose_exclusion,
        _(
            "Two supervisors who had no part in the request have to agree. It stays in all public figures, where "
            "exclusions are counted by their reason. Never a reason: who asked, or how often."
        ),
        _("What was found, and where that can be seen"),
    ),
    deed(
        Step.APPROVE_EXCLUSION,
        of.NoteForm,
        actions.approve_exclusion,
        _("The first of two who agree passes it on to the second. It stays in all public figures."),
        _("What you looked at"),
    ),
    deed(
        Step.REFUSE_EXCLUSION,
        of.WordsForm,
        actions.refuse_exclusion,
        _("The unit is assessed by it like by any other."),
        _("Why it counts"),
    ),
    deed(
        Step.BLANK,
        aside.BlankForm,
        actions.blank,
        _(
            "For what identifies somebody else, on request of whom it concerns. The words are erased for "
            "everybody and cannot be brought back; photos are not changed by it."
        ),
        _("Who asked, in which way, and why it is theirs to ask; no name"),
    ),
    deed(
        Step.SUPERVISE,
        aside.OrderForm,
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
        Step.TRY_CALL,
        aside.AttemptForm,
        actions.try_call,
        _("The moment is that of the entry. The requester sees that somebody tried."),
        _("What to know for the next attempt"),
    ),
    deed(
        Step.NOTE,
        aside.InternalNoteForm,
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
