"""The last page of a report: what was told, and sending it, the one deed of all of them."""

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
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.pace.rules import JustAMoment
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import actors, again, device
from lianxin.interfaces.web.resident import (
    contact_forms,
    draft,
    places,
    questions,
    sounds,
    told,
    turns,
)
from lianxin.interfaces.web.resident import known as known_of
from lianxin.interfaces.web.resident import report_forms as forms
from lianxin.interfaces.web.resident.onward import go, see
from lianxin.interfaces.web.resident.questions import Question
from lianxin.interfaces.web.resident.report_pages import (
    CONTACT,
    STEPS,
    SURE,
    WHAT,
    WHERE,
    Answers,
    Page,
)
from lianxin.registers.residents.rules import NewContact
from lianxin.registers.residents.rules.consents import health_words


def _cleaned(answers: Answers, on: date) -> tuple[dict[str, Any], tuple[Page, str] | None]:
    """Return what all steps together say, and the first of them that would be refused, with its field."""
    given: dict[str, Any] = {}
    for page in STEPS:
        form = page.form(answers, **page.given(answers, on))
        if not form.is_valid():
            return given, (page, next(iter(form.errors)))
        given |= form.cleaned_data
    return given | {"known": known_of.chosen(answers, on)}, None


@require_http_methods(["GET", "HEAD", "POST"])
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
    if not key and _open(request, form, answers):
        return redirect("report-sure")
    if device.big_letters(request):
        form.carry()
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


@require_http_methods(["GET", "HEAD", "POST"])
def sure(request: HttpRequest) -> HttpResponse:
    """Ask, where letters are big, what is still open before it is sent: each on a page of its own."""
    by, on, answers = actors.reporting(request), timezone.localdate(), draft.load(request)
    given, wrong = _cleaned(answers, on)
    form = _form(request, answers, given if wrong is None else {}, by)
    name = _open(request, form, answers)
    if wrong is not None or name is None:
        return redirect("report-check")
    if "back" in request.POST:
        return go(questions.before(request, SURE.name, None, SURE.before, answers))
    sent = request.POST if request.method == "POST" else None
    one = forms.OneForm(sent, name=name, field=form.fields[name])
    if one.is_valid():
        if form.before is not None and one.cleaned_data[name] == again.SAME:
            return see("progress-ticket", code.number(form.before))  # the draft stays as it is
        draft.keep(request, one.cleaned_data)
        return see("report-check")
    context = {"form": one, "page": SURE, "question": Question(name=name)}
    status = 422 if one.is_bound else 200
    return render(request, "resident/report/step.html", context, status=status)


def _open(request: HttpRequest, form: forms.SendForm, answers: Answers) -> str | None:
    """Return which question has no answer yet and is asked alone, if letters are big and there is one."""
    if not device.big_letters(request):
        return None
    return next((name for name in form.extra if not answers.get(name)), None)


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
