"""The requester's own data: what is kept and how long, a copy, and how to correct or erase it.

What can be done is done at once; what cannot is promised by a day, with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import Privacy
from lianxin.followers.notifications import queries as notifications
from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of, last_day
from lianxin.interfaces.web import data_words
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.resident import data_forms as forms
from lianxin.interfaces.web.resident.access import for_requester
from lianxin.interfaces.web.resident.onward import see
from lianxin.interfaces.web.resident.words import AGREEMENTS, FOLLOWS, HELD, OBSTACLES, WITHDRAWALS
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules import ContactUnreadable
from lianxin.registers.residents.rules.consents import Consent, read

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

Act = Callable[[Any, dict[str, Any]], object]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One thing to do with the data: its form, what it does, and the words around it."""

    form: type[Form]
    act: Act
    title: Promise
    done: Promise
    button: Promise
    grave: bool = False


def _words(form: forms.WordsForm, frame: dict[str, Any]) -> object:
    given = form.cleaned_data
    told = {name: given[name] for name in ("what", "where", "at_home", "forget")}
    return actions.correct(**told, **frame)


def _contact(form: forms.ContactForm, frame: dict[str, Any]) -> object:
    frame.pop("seen")
    return actions.correct_contact(contact=form.contact(), **frame)


def _erase_contact(form: forms.EraseContactForm, frame: dict[str, Any]) -> object:
    frame.pop("seen")
    return actions.erase_contact(**frame)


def _withdraw(consent: Consent, form: forms.ConsentForm, frame: dict[str, Any]) -> object:
    frame.pop("seen")
    return actions.withdraw_consent(consent=consent, **frame)


def _agree(consent: Consent, form: forms.ConsentForm, frame: dict[str, Any]) -> object:
    frame.pop("seen")
    return actions.give_consent(consent=consent, **frame)


def _ask(form: forms.AskForm, frame: dict[str, Any]) -> object:
    given = form.cleaned_data
    return actions.ask_right(right=given["right"], words=given["words"], **frame)


PAGES = {
    "words": Page(
        form=forms.WordsForm,
        act=_words,
        title=_("Correct what you told us"),
        done=_("Thank you. It is corrected."),
        button=_("Correct it"),
    ),
    "contact": Page(
        form=forms.ContactForm,
        act=_contact,
        title=_("Another phone or e-mail"),
        done=_("Thank you. From now on we reach you there."),
        button=_("Keep this instead"),
    ),
    "erase-contact": Page(
        form=forms.EraseContactForm,
        act=_erase_contact,
        title=_("Erase my contact"),
        done=_("Your name, phone and e-mail are erased."),
        button=_("Erase"),
        grave=True,
    ),
    "erase": Page(
        form=forms.EraseForm,
        act=lambda form, frame: actions.erase(**frame),
        title=_("Erase everything"),
        done=_("Everything is erased. Thank you."),
        button=_("Erase"),
        grave=True,
    ),
    **{
        f"withdraw-{consent.value}": Page(
            form=forms.ConsentForm,
            act=partial(_withdraw, consent),
            title=WITHDRAWALS[consent],
            done=_("It is taken back, and what rested on it is gone."),
            button=_("Take it back"),
            grave=True,
        )
        for consent in Consent
    },
    **{
        f"agree-{consent.value}": Page(
            form=forms.ConsentForm,
            act=partial(_agree, consent),
            title=AGREEMENTS[consent],
            done=_("Thank you. You can take this back at any time."),
            button=_("I agree"),
        )
        for consent in AGREEMENTS
    },
    "ask": Page(
        form=forms.AskForm,
        act=_ask,
        title=_("Ask a person about my data"),
        done=_("We have your question. You will find the answer here."),
        button=_("Send"),
    ),
}
LATER = Page(  # instead of "erase", where something still needs the words
    form=forms.EraseForm,
    act=lambda form, frame: actions.ask_erasure(**frame),
    title=PAGES["erase"].title,
    done=_("It is erased by itself as soon as nothing needs it any more."),
    button=_("Erase it then"),
    grave=True,
)


@require_safe
@for_requester
def data(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Show what is kept about a request and for how long, and what can be done with it."""
    now = timezone.now()
    context = {
        "ticket": ticket,
        "copy": forms.CopyForm(),
        "kept": [
            _kept(ticket, Limit.TICKET_KEPT, now),
            _kept(ticket, Limit.CONTACT_KEPT, now),
        ],
        "consents": [
            (reverse(f"progress-data-withdraw-{consent}", args=[ticket.number]), HELD[consent])
            for consent in Consent
            if consent in read(ticket.consents)
        ],
        "agreements": [
            (reverse(f"progress-data-agree-{consent}", args=[ticket.number]), text)
            for consent, text in AGREEMENTS.items()
            if consent not in read(ticket.consents)
        ],
        "anonymous": ticket.privacy == Privacy.ANONYMOUS,
        "erase_by": ticket.erase_by and last_day(ticket.erase_by),
        "answer_by": ticket.answer_by and last_day(ticket.answer_by),
        **_contact_of(ticket),
    }
    return render(request, "resident/data.html", context)


def _contact_of(ticket: "Ticket") -> dict[str, object]:
    try:
        return {"contact": residents.masked(ticket.pk)}
    except ContactUnreadable as refusal:
        return {"unreadable": words.of(refusal)}


def _kept(ticket: "Ticket", limit: Limit, at: datetime) -> dict[str, object]:
    """Return for how long a class is kept, and once the end is known until which day."""
    try:
        span = Clock(ticket.division_code, at).limits.span(limit)
    except Refusal:
        return {}
    until = day_of(ticket.ended_at) + timedelta(days=span.amount) if ticket.ended_at else None
    return {"span": data_words.span(span), "until": until}


@require_POST
@for_requester
def copy(request: HttpRequest, ticket: "Ticket", by: Actor) -> HttpResponse:
    """Give the requester everything that is kept, as a file that people and programs can read."""
    form = forms.CopyForm(request.POST)
    if not form.is_valid():
        return redirect("progress-data", ticket.number)
    key = form.cleaned_data["key"]
    actions.give_copy(ticket_id=ticket.pk, by=by, at=timezone.now(), key=key)
    said = queries.copy(queries.find(by, ticket.pk), by)
    said["messages"] = notifications.sent_about(ticket.pk)
    answer = JsonResponse(said, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="request-{ticket.number}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_requester
def page(request: HttpRequest, ticket: "Ticket", by: Actor, name: str) -> HttpResponse:
    """Show the form of one thing to do with the data, or do it."""
    now, posted = timezone.now(), request.method == "POST"
    needed = queries.needed(ticket, by, now) if name == "erase" else None
    one = LATER if needed else PAGES[name]
    initial = {**_initial(ticket, by, name), "right": request.GET.get("about", "")}
    form = one.form(request.POST) if posted else one.form(initial=initial)
    if posted and form.is_valid() and _did(one, form, ticket, by, now):
        messages.success(request, str(one.done))
        return see("home") if one is PAGES["erase"] else see("progress-data", ticket.number)
    context = {
        "ticket": ticket,
        "form": form,
        "name": name,
        "page": one,
        "reason": OBSTACLES[needed.obstacle] if needed else "",
        "erase_by": last_day(needed.erase_by) if needed else None,
        "promised": ticket.erase_by and last_day(ticket.erase_by) if name == "erase" else None,
        "waits": ticket.answer_by and last_day(ticket.answer_by) if name == "ask" else None,
        "open": not ticket.ended_at,
        "follows": FOLLOWS.get(name, ""),
    }
    return render(request, "resident/data_page.html", context, status=422 if posted else 200)


def _initial(ticket: "Ticket", by: Actor, name: str) -> dict[str, Any]:
    told = queries.texts([ticket], by).get(ticket.pk, {}) if name == "words" else {}
    return {"seen": ticket.seq, "what": told.get("what", ""), "where": told.get("where", "")}


def _did(one: Page, form: Form, ticket: "Ticket", by: Actor, at: datetime) -> bool:
    given = form.cleaned_data
    frame = {"ticket_id": ticket.pk, "by": by, "at": at, "key": given["key"], "seen": given["seen"]}
    try:
        one.act(form, frame)
    except Refusal as refusal:
        field = "what" if isinstance(refusal, rules.refusals.WordsMissing) else None
        form.add_error(field if field in form.fields else None, words.of(refusal))
        form.data = {**dict(form.data.items()), "seen": str(ticket.seq)}
        return False
    return True
