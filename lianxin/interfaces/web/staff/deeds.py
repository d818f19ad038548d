"""The one table of steps: for each its page, its form, its action and the words around it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules import Attempt, Outcome, Step
from lianxin.interfaces.web.staff import aside_deeds, hearing, unit_deeds
from lianxin.interfaces.web.staff import join_forms as joins
from lianxin.interfaces.web.staff import place_forms as places
from lianxin.interfaces.web.staff import step_forms as of
from lianxin.interfaces.web.staff.deed import Deed, deed

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry


def _called(*, result: str, rating: int | None, words: str, **frame: Any) -> "Entry":
    """Take the step that the result of a call means."""
    if result == "disputed":
        return actions.dispute(words=words, **frame)
    if result in list(Attempt):
        return actions.try_call(words=words, result=Attempt(result), **frame)
    return actions.confirm(outcome=Outcome(result), rating=rating, words=words, **frame)


HOTLINE: Mapping[str, Deed] = dict(
    [
        deed(
            Step.WRITE_DOWN,
            hearing.WriteDownForm,
            actions.write_down,
            _(
                "Hear it first. Write it as it was said: only these words go to the unit, never the recording."
            ),
        ),
        deed(
            Step.ACCEPT,
            places.PlaceForm,
            actions.accept,
            _("The promise to the requester can only come nearer by this, never move away."),
        ),
        deed(
            Step.DISPATCH,
            places.DispatchForm,
            actions.dispatch,
            _(
                "It goes to the unit that the dispatch catalogue names for the category and the place."
            ),
            _("Reason for another unit"),
        ),
        deed(
            Step.TAKE_BACK,
            of.StepForm,
            actions.take_back,
            _(
                "A machine dispatched it by itself. It comes back to the desk, where a person decides."
            ),
        ),
        deed(
            Step.ANSWER,
            of.AnswerForm,
            actions.answer,
            _("For what can be answered from what is known. The request ends with this answer."),
            _("Answer to the requester"),
        ),
        deed(
            Step.HAND_OFF,
            of.HandOffForm,
            actions.hand_off,
            _("First make sure that a person on that line has taken it over."),
            _("Who on the line took it over, and when"),
        ),
        deed(
            Step.PROPOSE_DECLINE,
            of.DeclineForm,
            actions.propose_decline,
            _("A second person checks it. Never a reason: who asks, or how often."),
            _("Explanation, and the right channel for it"),
        ),
        deed(
            Step.GRANT_DECLINE,
            of.StepForm,
            actions.grant_decline,
            _("The requester is told the reason and the right channel, and may object."),
        ),
        deed(
            Step.REFUSE_DECLINE,
            of.WordsForm,
            actions.refuse_decline,
            asks=_("Why it is to be accepted"),
        ),
        deed(
            Step.GRANT_RETURN,
            places.GrantReturnForm,
            actions.grant_return,
            _("The promise to the requester stays as it is."),
            _("Reason, for both units"),
        ),
        deed(
            Step.REFUSE_RETURN,
            of.WordsForm,
            actions.refuse_return,
            _("The unit keeps the ticket and cannot return it again."),
            _("Why it is this unit's"),
        ),
        deed(
            Step.GRANT_EXTENSION,
            of.StepForm,
            actions.grant_extension,
            _("The requester is told the new day and the reason."),
        ),
        deed(
            Step.REFUSE_EXTENSION,
            of.WordsForm,
            actions.refuse_extension,
            _("The promise stays as it is."),
            _("Why there is no more time"),
        ),
        deed(
            Step.MEET,
            of.CallUnitsForm,
            actions.meet,
            _(
                "For a request whose duty is not clear. It is dispatched with what the meeting finds."
            ),
            _("What is not clear"),
        ),
        deed(
            Step.PUT_ON_HOLD,
            of.StepForm,
            actions.put_on_hold,
            _(
                "The clock stands still until the day named. The requester is told why and what is planned."
            ),
        ),
        deed(
            Step.REFUSE_HOLD,
            of.WordsForm,
            actions.refuse_hold,
            asks=_("Why it does not have to wait"),
        ),
        deed(
            Step.TERMINATE,
            of.WordsForm,
            actions.terminate,
            _("The request ends with this explanation. The requester reads it, and may object."),
            _("Explanation to the requester, and where else to turn"),
        ),
        deed(
            Step.REFUSE_TERMINATION,
            of.WordsForm,
            actions.refuse_termination,
            asks=_("Why it goes on"),
        ),
        deed(
            Step.PASS_AUDIT,
            of.StepForm,
            actions.pass_audit,
            _("The requester gets the reply and is asked whether it is solved."),
        ),
        deed(
            Step.FAIL_AUDIT,
            of.WordsForm,
            actions.fail_audit,
            _("The promise goes on running."),
            _("What the reply lacks"),
        ),
        (
            "call",
            Deed(
                form=of.CallForm,
                act=_called,
                steps=(Step.CONFIRM, Step.DISPUTE),
                covers=(Step.TRY_CALL,),
                label=_("Record the call"),
                hint=_("Write down what the requester says, not what we would like to hear."),
                asks=_("In the requester's words"),
            ),
        ),
        deed(
            Step.GIVE_UP,
            of.StepForm,
            actions.give_up,
            _("Only after enough calls at different times on different days."),
        ),
        deed(
            Step.SEND_BACK,
            places.SendBackForm,
            actions.send_back,
            asks=_("What is expected of the unit now"),
        ),
        deed(
            Step.EXPLAIN,
            of.WordsForm,
            actions.explain,
            _("For what cannot be solved for now. The requester reads why, and may object."),
            _("Explanation to the requester"),
        ),
        deed(
            Step.JOIN,
            joins.JoinForm,
            actions.join,
            _(
                "For what others have reported too. The request keeps its number, its promise and its rating; "
                "the matter's one reply reaches it as well."
            ),
        ),
        deed(
            Step.LEAVE,
            joins.LeaveForm,
            actions.leave,
            _("It goes its own way again. This is possible until the matter is replied to."),
            _("Why it is another problem"),
        ),
        deed(
            Step.UPHOLD,
            of.WordsForm,
            actions.uphold,
            _("The ticket is open again."),
            _("What was wrong, and what is expected now"),
        ),
        deed(
            Step.ANSWER_RIGHT,
            of.RightForm,
            actions.answer_right,
            _("The requester reads the answer. A no needs its reason, and where else to turn."),
            _("Answer to the requester"),
        ),
        deed(
            Step.DISMISS,
            of.WordsForm,
            actions.dismiss,
            _("The requester reads it."),
            _("Why the result stands, and where else to turn"),
        ),
        *aside_deeds.ROWS,
    ]
)
TABLE: Mapping[str, Deed] = {**HOTLINE, **unit_deeds.TABLE}


def pages(steps: list[Step]) -> dict[str, Deed]:
    """Return the pages on which some of these steps are taken, in the table's order."""
    shown = {name: one for name, one in TABLE.items() if set(one.steps) & set(steps)}
    covered = {step for one in shown.values() for step in one.covers}
    return {name: one for name, one in shown.items() if not covered.issuperset(one.steps)}
