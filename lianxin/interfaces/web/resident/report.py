"""Reporting in three short steps; what was told waits in the draft, and the last page sends it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lianxin.casework.tickets import actions
from lianxin.casework.tickets.rules import code
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage.rules import emergencies
from lianxin.foundation import words
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.files.rules import SECONDS
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.pace.rules import JustAMoment
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import actors, again
from lianxin.interfaces.web.resident import (
    contact_forms,
    draft,
    places,
    pointing,
    questions,
    sounds,
    told,
    turns,
)
from lianxin.interfaces.web.resident import known as known_of
from lianxin.interfaces.web.resident import photos as photos_of
from lianxin.interfaces.web.resident import report_forms as forms
from lianxin.interfaces.web.resident.onward import go, see
from lianxin.interfaces.web.resident.report_pages import (
    CONTACT,
    PLACE,
    STEPS,
    WHAT,
    WHERE,
    Answers,
    Page,
    found,
)
from lianxin.registers.residents.rules import NewContact
from lianxin.registers.residents.rules.consents import (
    health_words,
)

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def what(request: HttpRequest) -> HttpResponse:
    """Ask what it is about."""
    return _step(request, WHAT, lambda answers, on: "report-where")


@pages
def where(request: HttpRequest) -> HttpResponse:
    """Ask where it is, in words and by town."""
    return _step(request, WHERE, _after_where, **pointing.shown(request))


@pages
def place(request: HttpRequest) -> HttpResponse:
    """Ask which of the places that the words may mean."""
    return _step(request, PLACE, _after_place)


@pages
def contact(request: HttpRequest) -> HttpResponse:
    """Ask how the requester can be reached, and say what is kept, why and how long."""
    return _step(request, CONTACT, lambda answers, on: "report-check", kept=told.kept())


def _after_where(answers: Answers, on: date) -> str:
    """Return the way on: to the choice of a place where there is one to make."""
    return "report-place" if found(answers, on)["places"] else _after_place(answers, on)


def _after_place(answers: Answers, on: date) -> str:
    """Return the way on: to what is known already where there is such a thing."""
    return "report-known" if known_of.known(answers, on) else "report-contact"


def _step(
    request: HttpRequest, page: Page, onward: Callable[[Answers, date], str], **shown: object
) -> HttpResponse:
    """Show a step, or keep its answers and go on, or back; back keeps what was typed, right or wrong."""
    wrong = sounds.park(request) if page is WHAT and request.method == "POST" else []
    answers, on = draft.load(request), timezone.localdate()
    given = page.given(answers, on)
    told = {name: text for name, text in answers.items() if text}
    form = page.form(initial=told, **given)
    question = questions.of(request, page.name, form.fields)
    known = form.fields
    if request.method == "POST":
        form = page.form(questions.data(request, question, answers), **given)
        answers = _kept(request, page, form, [question.name] if question else known)
        if question:
            questions.only(form, question)
        photos_fine = "photos" not in form.fields or photos_of.park(request, form, answers)
        if "back" in request.POST:
            return go(questions.before(request, page.name, question, page.before, answers))
        if "remove" in request.POST:
            return go(questions.here(page.name, question))
        if form.is_valid() and photos_fine and not wrong:
            if page is CONTACT:
                turns.take(request, answers, timezone.now())
            more = questions.after(page.name, question, answers, known)
            return go(more) if more else see(onward(answers, on))
    elif question:
        questions.only(form, question)
    context = {"form": form, "page": page, "question": question, **shown, **_parked(request, wrong)}
    template = f"resident/report/{page.name.removeprefix('report-')}.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _parked(request: HttpRequest, wrong: Sequence[str]) -> dict[str, object]:
    """Return what has come beside the words so far, and what is wrong with the last that was said."""
    answers, now = draft.load(request), timezone.now()
    sound = sounds.spoken(answers, now)
    return {
        "photos": draft.parked(answers, at=now),
        "sound": sound,
        "sound_wrong": wrong,
        "most_seconds": SECONDS,
        "helping": actors.reporting(request).role is Role.HELPER,
    }


def _kept(request: HttpRequest, page: Page, form: forms.StepForm, names: Iterable[str]) -> Answers:
    """Keep what a page was told, right or wrong, and return all answers so far."""
    told = {name: form.data.get(name, "") for name in names}
    answers = draft.load(request)
    if page is WHERE and told != {name: answers.get(name, "") for name in told}:
        told["place"] = ""  # other words may mean another place
    return draft.keep(request, told)


def _cleaned(answers: Answers, on: date) -> tuple[dict[str, Any], tuple[Page, str] | None]:
    """Return what all steps together say, and the first of them that would be refused, with its field."""
    given: dict[str, Any] = {}
    for page in STEPS:
        form = page.form(answers, **page.given(answers, on))
        if not form.is_valid():
            return given, (page, next(iter(form.errors)))
        given |= form.cleaned_data
    return given | {"known": known_of.chosen(answers, on)}, None


@pages
def check(request: HttpRequest) -> HttpResponse:
    """Show what was told, and send it: the one deed of a report."""
    by, on = actors.reporting(request), timezone.localdate()
    answers = draft.load(request)
    given, wrong = _cleaned(answers, on)
    form = _form(request, answers, given if wrong is None else {}, by)
    key = form.cleaned_data["key"] if form.is_bound and form.is_valid() else ""
    first = ledger.earlier(by, key) if key else None
    if first is not None:  # the same form once more: the same receipt
        return _received(request, first.about_id, sent=key == answers.get(draft.KEY))
    strange = key and key != answers.get(draft.KEY)  # one draft is sent once
    if wrong is not None or strange:
        if form.is_bound:
            messages.info(request, _("Please look at this step once more, then send it."))
        return redirect(_again(request, wrong))
    status = 422 if form.is_bound else 200
    if key:
        try:
            return _send(request, form, answers, given, by)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
            status = 429 if isinstance(refusal, JustAMoment) else 422
    context = {
        "form": form,
        "rows": _rows(request, given, answers, on),
        "helping": by.role is Role.HELPER,
        "danger": _danger(str(given.get("what", ""))),
    }
    return render(request, "resident/report/check.html", context, status=status)


def _again(request: HttpRequest, wrong: tuple[Page, str] | None) -> str:
    """Return where to look once more: at what would be refused, or at everything."""
    return questions.change(request, wrong[0].name, wrong[1]) if wrong else reverse("report-check")


def _danger(text: str) -> emergencies.Emergency | None:
    """Return the emergency that is clearly told: whoever lost a card is not sent to the fire brigade."""
    found = emergencies.possible(text)
    return found if found and found.clear else None


def _form(
    request: HttpRequest, answers: Answers, given: dict[str, Any], by: Actor
) -> forms.SendForm:
    """Return the last form, with the questions that what was told calls for."""
    texts = (given.get("what", ""), given.get("where", ""))
    before = again.told(request, by, *texts, at=timezone.now()) if texts[0] else None
    found = health_words(*texts)
    return forms.SendForm(request.POST or None, initial=answers, found=found, before=before)


def _send(
    request: HttpRequest, form: forms.SendForm, answers: Answers, given: dict[str, Any], by: Actor
) -> HttpResponse:
    """Send what all steps together say, unless it is what was told just now; or refuse, out of turn."""
    now, said = timezone.now(), form.cleaned_data
    if form.before is not None and said["again"] == again.SAME:
        return see("progress-ticket", code.number(form.before))  # the draft stays as it is
    turns.come(answers, now)
    ticket_id = _sent(told.request(given, said.get("health", "")), given, answers, by, said["key"])
    response = _received(request, ticket_id, sent=True)
    if given["what"]:
        again.remember(request, response, by, ticket_id, given["what"], given["where"], at=now)
    return response


def _received(request: HttpRequest, ticket_id: int, *, sent: bool) -> HttpResponse:
    number = code.number(ticket_id)
    if sent:
        draft.discard(request)
    if actors.reporting(request).role is Role.HELPER:  # the receipt is for whoever it belongs to
        request.session.pop(actors.FOR)
        messages.success(
            request, _("It is reported. Tell them the number: %(number)s.") % {"number": number}
        )
        return see("progress-ticket", number)
    actors.remember(request, ticket_id)
    return see("progress-receipt", number)


def _sent(asked: Request, given: dict[str, Any], answers: Answers, by: Actor, key: str) -> int:
    """Send what all steps together say, and return the ticket's id."""
    now = timezone.now()
    contact = NewContact(name=given["name"], phone=given["phone"], email=given["email"])
    entry = actions.receive(
        request=asked,
        contact=contact if contact != NewContact() else None,
        photos=draft.parked(answers, at=now),
        sound=sounds.spoken(answers, now),
        by=by,
        at=now,
        key=key,
    )
    return entry.about_id


def _rows(
    request: HttpRequest, given: dict[str, Any], answers: Answers, on: date
) -> list[dict[str, Any]]:
    """Return what was told, each with the way back to where it can be changed."""
    name = places.place(given["place"], on).name
    phone = given["phone"].removeprefix("+86")  # as people here write it
    reach = [text for text in (phone, given["name"], given["email"]) if text]
    now, said = timezone.now(), given["what"]
    count, spoken = len(draft.parked(answers, at=now)), sounds.spoken(answers, now)
    shown = [
        *([(_("What is it about?"), said, WHAT, "what")] if said or not spoken else []),
        *([(_("Your recording"), _("The hotline writes it down"), WHAT, "what")] if spoken else []),
        (_("What kind of request is it?"), dict(forms.KINDS)[given["kind"]], WHAT, "kind"),
        (_("Photos"), ngettext("%(n)d file", "%(n)d files", count) % {"n": count}, WHAT, "photos"),
        (_("Where is it?"), "\n".join(filter(None, [told.place(given), name])), WHERE, "where"),
        (
            _("May we contact you?"),
            dict(contact_forms.PRIVACIES)[given["privacy"]],
            CONTACT,
            "privacy",
        ),
        (_("How can we reach you?"), "\n".join(reach), CONTACT, "phone"),
    ]
    rows = [
        {
            "key": key,
            "value": value or _("You left this open"),
            "url": questions.change(request, page.name, field),
        }
        for key, value, page, field in shown
    ]
    if known := given["known"]:
        value, url = known.shown.title, reverse("report-known")
        rows.append({"key": _("The same as a known problem"), "value": value, "url": url})
    return rows
