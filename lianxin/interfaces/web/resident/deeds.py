"""What a requester does to a request: add, answer, rate, object, withdraw; one action per POST."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lianxin.casework.tickets import actions, rules
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Outcome, State, Step
from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import actors
from lianxin.interfaces.web.forms import Decision, Form
from lianxin.interfaces.web.resident import deed_forms as forms
from lianxin.interfaces.web.resident import story
from lianxin.interfaces.web.resident.access import for_reader
from lianxin.interfaces.web.resident.onward import see

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

Act = Callable[[Any, dict[str, Any]], object]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One page: the step that must be possible, its form, what it does, and what it says after."""

    step: Step
    form: type[Form]
    act: Act
    title: Promise
    done: Promise
    button: Promise


def _add(form: forms.AddForm, frame: dict[str, Any]) -> object:
    frame.pop("seen")  # more facts are welcome whatever has happened meanwhile
    return actions.add(words=form.cleaned_data["words"], **frame)


def _respond(form: forms.AddForm, frame: dict[str, Any]) -> object:
    frame.pop("seen")  # a reminder that came meanwhile changes nothing
    return actions.resident_answers(words=form.cleaned_data["words"], **frame)


def _hurry(form: forms.HurryForm, frame: dict[str, Any]) -> object:
    frame.pop("seen")  # whatever has happened meanwhile, it is not the answer yet
    return actions.hurry(words=form.cleaned_data["words"], **frame)


def _answer(form: forms.AnswerForm, frame: dict[str, Any]) -> object:
    given = form.cleaned_data
    if not form.solved:
        return actions.dispute(words=given["words"], **frame)
    outcome = Outcome(given["outcome"])
    return actions.confirm(outcome=outcome, rating=given["rating"], words=given["words"], **frame)


def _rate(form: forms.RateForm, frame: dict[str, Any]) -> object:
    given = form.cleaned_data
    return actions.rate(rating=given["rating"], words=given["words"], **frame)


def _object(form: forms.ObjectForm, frame: dict[str, Any]) -> object:
    return actions.object_to(words=form.cleaned_data["words"], **frame)


def _refuse_machine(form: Decision, frame: dict[str, Any]) -> object:
    frame.pop("seen")  # it may be refused whatever has happened meanwhile
    return actions.take_back(**frame)


def _withdraw(form: forms.WithdrawForm, frame: dict[str, Any]) -> object:
    return actions.withdraw(words=form.cleaned_data["words"], **frame)


DEEDS = {
    "add": Deed(
        step=Step.ADD,
        form=forms.AddForm,
        act=_add,
        title=_("Add something"),
        done=_("Thank you. What you added is with your request now."),
        button=_("Send"),
    ),
    "hurry": Deed(
        step=Step.HURRY,
        form=forms.HurryForm,
        act=_hurry,
        title=_("Ask to hurry"),
        done=_("We have told those who deal with it. They answer you here."),
        button=_("Ask to hurry"),
    ),
    "answer": Deed(
        step=Step.CONFIRM,
        form=forms.AnswerForm,
        act=_answer,
        title=_("Is it solved?"),
        done=_("Thank you. We have noted your answer."),
        button=_("Send the answer"),
    ),
    "rate": Deed(
        step=Step.RATE,
        form=forms.RateForm,
        act=_rate,
        title=_("Rate how it was done"),
        done=_("Thank you for your rating."),
        button=_("Send"),
    ),
    "object": Deed(
        step=Step.OBJECT,
        form=forms.ObjectForm,
        act=_object,
        title=_("Object to the result"),
        done=_("We have your objection. Somebody who had no part in it will review it."),
        button=_("Send the objection"),
    ),
    "refuse": Deed(
        step=Step.TAKE_BACK,
        form=Decision,
        act=_refuse_machine,
        title=_("Let a person decide"),
        done=_("It is with the hotline again. A person reads it and decides."),
        button=_("Let a person decide"),
    ),
    "withdraw": Deed(
        step=Step.WITHDRAW,
        form=forms.WithdrawForm,
        act=_withdraw,
        title=_("Withdraw the request"),
        done=_("You have withdrawn the request."),
        button=_("Yes, withdraw it"),
    ),
}
RESPOND = Deed(
    step=Step.RESIDENT_ANSWERS,
    form=forms.AddForm,
    act=_respond,
    title=_("Answer the question"),
    done=_("Thank you. The unit has your answer, and the clock goes on."),
    button=_("Send the answer"),
)
ASKED = ("answer", "add")  # what the progress page itself asks where somebody waits for it


def object_until(ticket: "Ticket", at: datetime) -> date | None:
    """Return the last day on which one can object, or None where there is nothing to object to."""
    if ticket.ended_at is None:
        return None
    clock = Clock(ticket.division_code, at)
    return story.until(clock.objection_until(ticket.state, ticket.ended_at))


def possible(ticket: "Ticket", by: Actor, at: datetime) -> dict[str, Deed]:
    """Return what the requester can do now, and only that."""
    steps = tickets.steps(ticket, by, at)
    meant = {name: _meant(name, ticket) for name in DEEDS}
    return {name: deed for name, deed in meant.items() if deed.step in steps}


def _meant(name: str, ticket: "Ticket") -> Deed:
    """Return the deed of a page: while a question is waited for, what is added is the answer to it."""
    waits = name == "add" and ticket.state == State.WAITING_RESIDENT
    return RESPOND if waits else DEEDS[name]


def asked_forms(ticket: "Ticket", names: Container[str]) -> dict[str, Form]:
    """Return the forms that the progress page shows where somebody waits for an answer."""
    asked = {
        name: DEEDS[name].form(initial={"seen": ticket.seq}, auto_id=f"id_{name}_%s")
        for name in ASKED
        if name in names
    }
    if "add" in asked:
        asked["add"].fields["words"].label = _("Your answer")  # it stands below a question
    return asked


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def page(request: HttpRequest, ticket: "Ticket", by: Actor, name: str) -> HttpResponse:
    """Show the form of a deed, or do it."""
    deed = _meant(name, ticket)
    now = timezone.now()
    if request.method != "POST" and name not in possible(ticket, by, now):
        messages.info(request, _why_not(deed, ticket, by, now))
        return redirect("progress-ticket", ticket.number)
    form = (
        deed.form(request.POST)
        if request.method == "POST"
        else deed.form(initial={"seen": ticket.seq})
    )
    if form.is_bound and form.is_valid() and _did(deed, form, ticket, by, now):
        messages.success(request, str(deed.done))
        return see("progress-ticket", ticket.number)
    beside = _beside(ticket, by, now) if _reads(request, ticket, by) else {"ticket": ticket}
    context = {"form": form, "name": name, "deed": deed, **beside}
    return render(request, "resident/deed.html", context, status=422 if form.is_bound else 200)


def _why_not(deed: Deed, ticket: "Ticket", by: Actor, at: datetime) -> str:
    """Return why something cannot be done now: what was asked already is said, the rest shows below."""
    no = tickets.against([deed.step], ticket, by, at)
    if isinstance(no, rules.refusals.HurryWaits | rules.refusals.HurriedLately):
        return words.of(no)
    return gettext("This can no longer be done. Here is where your request stands.")


def _reads(request: HttpRequest, ticket: "Ticket", by: Actor) -> bool:
    """Return whether somebody may still see the request: a helper's mandate may be over by now."""
    return by.role is not Role.HELPER or actors.follower(request, ticket.pk) is not None


def _did(deed: Deed, form: Form, ticket: "Ticket", by: Actor, at: datetime) -> bool:
    given = form.cleaned_data
    frame = {"ticket_id": ticket.pk, "by": by, "at": at, "key": given["key"], "seen": given["seen"]}
    try:
        deed.act(form, frame)
    except Refusal as refusal:
        silent = isinstance(refusal, rules.refusals.WordsMissing)
        form.add_error("words" if silent else None, words.of(refusal))
        # the page below shows how it stands now: that is seen next
        form.data = {**dict(form.data.items()), "seen": str(ticket.seq)}
        return False
    return True


def _beside(ticket: "Ticket", by: Actor, at: datetime) -> dict[str, object]:
    """Return what one looks at while deciding: how it stands, the answer, the question."""
    chapters = tickets.story(ticket, by)
    answer = story.answer(chapters)
    return {
        "ticket": ticket,
        "standing": story.standing(ticket),
        "answer": story.answered(answer) if answer else "",
        "question": story.question(chapters),
        "object_until": object_until(ticket, at),
    }
