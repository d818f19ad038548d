"""The pages of the steps that a unit takes: sign, contact, ask, wait, call others in, reply."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules import Step
from lianxin.interfaces.web.staff import step_forms as of
from lianxin.interfaces.web.staff.deed import Deed, deed

TABLE: Mapping[str, Deed] = dict(
    [
        deed(
            Step.SIGN,
            of.StepForm,
            actions.sign,
            _("With this your unit has the ticket. The next thing is to contact the requester."),
        ),
        deed(
            Step.ASK_RETURN,
            of.WordsForm,
            actions.ask_return,
            _("The hotline decides. Until then the ticket stays with you, and the clock runs."),
            _("Why it is not your unit's, and whose it is"),
        ),
        deed(
            Step.CONTACT,
            of.ContactForm,
            actions.contact,
            _("By a question on the progress page: the requester reads it there and can answer."),
            _("What was said, or the question to the requester"),
        ),
        deed(
            Step.ASK_EXTENSION,
            of.ExtensionForm,
            actions.ask_extension,
            _("Once, and before the promise runs out. The requester reads the reason."),
            _("Reason, and what will be done by when"),
        ),
        deed(
            Step.CO_HANDLE,
            of.CallUnitsForm,
            actions.co_handle,
            _(
                "Your unit goes on leading and answers; the others see the request and report to you."
            ),
            _("What each unit is asked to do"),
        ),
        deed(
            Step.REPORT_STAGE,
            of.StageForm,
            actions.report_stage,
            _("The lead unit reads it, and so does the hotline."),
            _("What was done, and what is left by when"),
        ),
        deed(
            Step.CO_HANDLED,
            of.NoteForm,
            actions.co_handled,
            _("With this your unit works on alone and can reply."),
            _("What the others have done"),
        ),
        deed(
            Step.WHISTLE,
            of.CallUnitsForm,
            actions.whistle,
            _("For what is beyond your own powers. The called units have to come."),
            _("Why they are needed, where and when"),
        ),
        deed(
            Step.ANSWER_WHISTLE,
            of.WhistleForm,
            actions.answer_whistle,
            _("The request goes on with the lead unit."),
            _("What was agreed, and who does what by when"),
        ),
        deed(
            Step.ASK_HOLD,
            of.HoldForm,
            actions.ask_hold,
            _(
                "For what cannot be solved for now, whoever works on it. The hotline decides; the requester "
                "reads reason and plan, and every hold is counted publicly."
            ),
            _("Reason, for the requester to read"),
        ),
        deed(
            Step.RELEASE_HOLD,
            of.NoteForm,
            actions.release_hold,
            _("The clock goes on, and the requester is told the new day."),
            _("What has changed, for the requester to read"),
        ),
        deed(
            Step.ASK_RESIDENT,
            of.WordsForm,
            actions.ask_resident,
            _(
                "The requester reads it on the progress page and by message, and is reminded once. The clock "
                "stands still until the answer, but not longer than the time for waiting."
            ),
            _("The question, and what the answer is needed for"),
        ),
        deed(
            Step.RESIDENT_ANSWERS,
            of.WordsForm,
            actions.resident_answers,
            _("For an answer on the phone or in person. The clock goes on."),
            _("What the requester answered"),
        ),
        deed(
            Step.ASK_TERMINATION,
            of.WordsForm,
            actions.ask_termination,
            _(
                "Only where it cannot go on without the requester, who was asked. The hotline decides."
            ),
            _("What was asked and when, and why it cannot go on"),
        ),
        deed(
            Step.ANSWER_HURRY,
            of.WordsForm,
            actions.answer_hurry,
            _("Say how far it is and what comes next by when. The requester reads it at once."),
            _("Answer to the requester"),
        ),
        deed(
            Step.REPLY,
            of.ReplyForm,
            actions.reply,
            _("Say what was found, what was done and what comes next. The hotline reads it first."),
            _("Reply to the requester"),
        ),
    ]
)
