"""Messages to residents that may or may not have left: a person looks, and decides."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.followers.notifications import actions, queries
from lianxin.followers.notifications.rules import Sending, Template
from lianxin.foundation.refusal import NotFound
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest

SAID: Mapping[Template, labels.Words] = {
    Template.RECEIVED: pgettext_lazy("message", "Your request has come in"),
    Template.WRITTEN_DOWN: pgettext_lazy("message", "The recording is written down"),
    Template.ANSWERED: pgettext_lazy("message", "Your request was answered"),
    Template.HANDED_OFF: pgettext_lazy("message", "Handed to an emergency line"),
    Template.DECLINED: pgettext_lazy("message", "Not accepted, and the right channel"),
    Template.DISPATCHED: pgettext_lazy("message", "Who deals with it"),
    Template.QUESTION: pgettext_lazy("message", "The unit has a question"),
    Template.EXTENDED: pgettext_lazy("message", "A later day, and why"),
    Template.REPLIED: pgettext_lazy("message", "The answer is there: is it solved?"),
    Template.REWORK: pgettext_lazy("message", "Back to the unit"),
    Template.ESCALATED: pgettext_lazy("message", "A supervisor decides"),
    Template.CLOSED: pgettext_lazy("message", "Closed as you confirmed"),
    Template.UNREACHABLE: pgettext_lazy("message", "Closed because nobody could be reached"),
    Template.EXPLAINED: pgettext_lazy("message", "Closed with an explanation"),
    Template.OBJECTED: pgettext_lazy("message", "Your objection has come in"),
    Template.UPHELD: pgettext_lazy("message", "Your objection was right"),
    Template.DISMISSED: pgettext_lazy("message", "Your objection was not right, and why"),
    Template.WITHDRAWN: pgettext_lazy("message", "Withdrawn"),
    Template.RIGHT_ANSWERED: pgettext_lazy("message", "The answer about personal data"),
    Template.RECOMPUTED: pgettext_lazy("message", "The day has moved with the calendar"),
}
STANDS: Mapping[Sending, labels.Words] = {
    Sending.UNCERTAIN: gettext_lazy("May have left, may not"),
    Sending.FAILED: gettext_lazy("Was not taken"),
}


class SettleForm(forms.Form):
    """Which message, and whether it is sent once more."""

    message = forms.IntegerField(min_value=1)
    again = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )


@shell.page(*shell.SETTLERS)
def doubtful(request: StaffRequest) -> HttpResponseBase:
    """Show the messages in doubt, or settle one of them."""
    doubts = queries.uncertain(request.actor)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen, again = form.cleaned_data["message"], form.cleaned_data["again"]
        try:
            actions.settle(message_id=chosen, again=again, by=request.actor, at=timezone.now())
            messages.success(
                request, _("It is sent once more.") if again else _("It counts as sent.")
            )
        except NotFound:
            messages.info(request, _("Somebody else has settled this message in the meantime."))
        return shell.see_other("staff-messages")
    rows = [
        {"doubt": one, "said": SAID[one.template], "stands": STANDS[one.state]} for one in doubts
    ]
    status = 422 if request.method == "POST" else 200
    return shell.show(request, "staff/messages.html", {"rows": rows}, status=status)
