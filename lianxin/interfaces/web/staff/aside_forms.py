"""The forms of what is done beside the work: a note, an order to a unit, an exclusion."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Attempt, Exclusion, Way, blanking
from lianxin.casework.tickets.rules.words import HAS_ITS_STEP
from lianxin.foundation.actor import Role
from lianxin.foundation.time import deadline
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.assessment_words import EXCLUSION
from lianxin.interfaces.web.forms import DateInput, RadioSelect
from lianxin.interfaces.web.staff import fields, verbs
from lianxin.interfaces.web.staff.step_forms import StepForm, WordsForm, offer, words
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.policies.rules import Step as Limit


class InternalNoteForm(StepForm):
    """A note for staff, perhaps for a colleague or for the desk of a unit."""

    words = words()
    colleague = fields.Named(
        label=_("For a colleague"),
        required=False,
        help_text=_("It stands on that desk until it is read or answered. Nothing is sent."),
    )
    desk = fields.Named(label=_("For the desk of a unit"), required=False)

    def prepare(self) -> None:
        """Offer those who may see the ticket."""
        offer(self.fields["colleague"], self._colleagues)
        offer(self.fields["desk"], self._desks)

    @cached_property
    def _colleagues(self) -> list[fields.Option]:
        scene = self.scene
        posts = tickets.nameable(scene.ticket, scene.by, scene.today)
        once = {post.staff_id: post for post in posts}  # with several posts one is told
        return [
            fields.Option(
                pk=post.staff_id,
                name=labels.beside(
                    post.staff.name, f"{post.unit.name} · {labels.of(Role, post.role)}"
                ),
                also=(post.staff.name, post.staff.username),
            )
            for post in once.values()
        ]

    @cached_property
    def _desks(self) -> list[fields.Option]:
        found = tickets.desks_near(self.scene.ticket, self.scene.today)
        return [fields.Option(pk=pk, name=name) for pk, name in found.items()]

    def given(self) -> dict[str, Any]:
        """Return the action's own names."""
        said = self.cleaned_data
        return {
            "words": said["words"],
            "staff_ids": [said["colleague"]] if said["colleague"] else [],
            "unit_ids": [said["desk"]] if said["desk"] else [],
        }


class OrderForm(WordsForm):
    """What a unit is ordered to report, and by when."""

    answer_on = forms.DateField(label=_("Answer by the end of"), required=False, widget=DateInput)

    def prepare(self) -> None:
        """Say by when it is to be answered where no day is named."""
        ticket = self.scene.ticket
        clock = Clock(ticket.division_code, self.scene.at)
        last = deadline(clock.due(Limit.ORDER_ANSWER, tier=ticket.tier))
        said = _("At the latest %(day)s, %(clock)s; that is meant where no day is named.")
        facts = {"day": govuk_day(last.day), "clock": last.clock}
        self.fields["answer_on"].help_text = said % facts


class AttemptForm(StepForm):
    """Which way somebody tried to reach the requester, and what came of it."""

    way = forms.TypedChoiceField(
        label=pgettext_lazy("field", "How"),
        choices=[(way.value, labels.WAY[way]) for way in (Way.PHONE, Way.VISIT)],
        coerce=Way,
        widget=RadioSelect,
    )
    result = forms.TypedChoiceField(
        label=_("What came of it"), coerce=Attempt, choices=[], widget=RadioSelect
    )
    words = words(required=False, rows=3)

    def prepare(self) -> None:
        """Offer no "reached" where that is a step of its own."""
        state, apart = self.scene.ticket.state, {Attempt.REACHED}
        offered = [one for one in Attempt if state not in HAS_ITS_STEP or one not in apart]
        self.fields["result"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.value, verbs.ATTEMPT[one]) for one in offered
        ]


class ExclusionForm(StepForm):
    """Why a unit is not to be assessed by a request."""

    reason = forms.TypedChoiceField(
        label=pgettext_lazy("field", "Reason"),
        choices=[(one.value, said) for one, said in EXCLUSION.items()],
        coerce=Exclusion,
        widget=RadioSelect,
    )
    words = words()


class BlankForm(WordsForm):
    """Which words go, and why."""

    field_order = ("stretch", "words")
    stretch = forms.CharField(
        label=_("The words to blank, just as they stand there"),
        max_length=blanking.MOST,
        help_text=_("A name, a number, a plate: it goes wherever it stands on this request."),
    )
