"""A recording on a ticket's page: heard by few, after each has said so, and written down as it was said."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from lianxin.casework.tickets import actions, rules
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import Step
from lianxin.casework.tickets.rules.intake import LONGEST
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.forms import Choices, Form, RadioSelect, Textarea, new_key
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.staff.step_forms import StepForm
from lianxin.registers.residents.rules import consents
from lianxin.registers.residents.rules.consents import Consent

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

HEARERS = tuple(sorted(rules.hearing.HEARERS))


def shown(ticket: "Ticket", by: Actor, at: datetime) -> dict[str, object]:
    """Return what a page shows of a recording: that it is there, and to whoever asked to hear it itself."""
    if ticket.sound_until is None or by.role not in rules.hearing.HEARERS:
        return {"spoken": ticket.to_write_down}
    heard = tickets.can_hear(ticket, by, at)
    return {
        "spoken": True,
        "sound": files.spoken("ticket", ticket.pk) if heard else None,
        "hear_key": "" if heard else new_key(),
    }


@shell.page(*HEARERS)
@require_POST
def hear(request: StaffRequest, number: str) -> HttpResponseBase:
    """Note that somebody hears the recording, and lead on to where it is written down."""
    ticket, at, form = shell.found(request, number), timezone.now(), Form(request.POST)
    frame: dict[str, Any] = {"by": request.actor, "at": at}
    if form.is_valid():
        try:
            actions.hear(ticket_id=ticket.pk, key=form.cleaned_data["key"], **frame)
        except Refusal as refusal:
            messages.error(request, words.of(refusal))
        else:
            if Step.WRITE_DOWN in tickets.steps(ticket, request.actor, at):
                return shell.see_other("staff-step", ticket.number, Step.WRITE_DOWN.value)
    return shell.see_other("staff-ticket", ticket.number)


class WriteDownForm(StepForm):
    """What was heard, and where it is."""

    what = forms.CharField(
        label=_("What was said, in the requester's words"),
        max_length=LONGEST,
        widget=Textarea({"rows": 8}),
    )
    where = forms.CharField(
        label=pgettext_lazy("field", "Where it is"),
        required=False,
        max_length=LONGEST,
        help_text=_("If it is where they live, write only the community."),
    )
    health = forms.ChoiceField(
        label=_("It speaks of health. Did they say that it may be kept?"),
        choices=Choices(
            [
                ("keep", pgettext_lazy("health", "Yes, they agree")),
                ("hide", pgettext_lazy("health", "No: hide these words")),
            ]
        ),
        required=False,
        widget=RadioSelect,
    )

    def prepare(self) -> None:
        """Begin with what stands there; ask about health where it speaks of it and nobody agreed."""
        for name in ("what", "where"):
            self.fields[name].initial = self.scene.asked.get(name, "")
        texts = [str(self.data.get(name) or "") for name in ("what", "where")]
        agreed = Consent.HEALTH in consents.read(self.scene.ticket.consents)
        if agreed or not consents.health_words(*texts):
            del self.fields["health"]

    def clean(self) -> dict[str, Any]:
        """Ask about words on health before they are kept."""
        said = super().clean() or self.cleaned_data
        if "health" in self.fields and not said.get("health"):
            self.add_error("health", _("Please choose one."))
        return said

    def given(self) -> dict[str, Any]:
        """Return the action's own names, with words about health only where they may be kept."""
        said = self.cleaned_data
        hide = consents.without_health if said.get("health") == "hide" else str
        health = said.get("health") == "keep"
        return {"what": hide(said["what"]), "where": hide(said["where"]), "health": health}
