"""Reporting in three short steps; what was told waits in the draft, and the last page sends it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms as django_forms
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
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.pace.rules import JustAMoment
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import actors, again
from lianxin.interfaces.web.resident import contact_forms, draft, places, told, turns
from lianxin.interfaces.web.resident import known as known_of
from lianxin.interfaces.web.resident import photos as photos_of
from lianxin.interfaces.web.resident import report_forms as forms
from lianxin.interfaces.web.resident.onward import see
from lianxin.registers.residents.rules import NewContact
from lianxin.registers.residents.rules.consents import (
    health_words,
)

Answers = dict[str, str]
pages = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, kw_only=True)
class Page:
    """One step: its form, its place among the three, and where it leads from."""

    name: str
    number: int
    title: Any
    form: Callable[..., django_forms.Form]
    before: str
    given: Callable[[Answers, date], dict[str, Any]] = lambda answers, on: {}


def _towns(answers: Answers, on: date) -> dict[str, Any]:
    return {"towns": places.towns(on)}


def _places(answers: Answers, _on: date) -> dict[str, Any]:
    found, best = places.suggested(
        answers.get("where", ""), answers.get("town", ""), timezone.now()
    )
    return {"places": found, "best": best}


WHAT = Page(
    name="report-what", number=1, title=_("What is it about?"), form=forms.WhatForm, before="home"
)
WHERE = Page(
    name="report-where",
    number=2,
    title=_("Where is it?"),
    form=forms.WhereForm,
    before="report-what",
    given=_towns,
)
PLACE = Page(
    name="report-place",
    number=2,
    title=_("Is it one of these?"),
    form=forms.PlaceForm,
    before="report-where",
    given=_places,
)
CONTACT = Page(
    name="report-contact",
    number=3,
    title=_("How can we reach you?"),
    form=contact_forms.ContactForm,
    before="report-where",
)
STEPS = (WHAT, WHERE, PLACE, CONTACT)


@pages
def what(request: HttpRequest) -> HttpResponse:
    """Ask what it is about."""
    return _step(request, WHAT, lambda answers, on: "report-where")


@pages
def where(request: HttpRequest) -> HttpResponse:
    """Ask where it is, in words and by town."""
    return _step(request, WHERE, _after_where)


@pages
def place(request: HttpRequest) -> HttpResponse:
    """Ask which of the places that the words may mean."""
    return _step(request, PLACE, _after_place)


@pages
def known(request: HttpRequest) -> HttpResponse:
    """Say what is known already: to follow it, to report the same, or to report all the same."""
    if request.method == "POST":
        draft.keep(request, {known_of.SAME: request.POST.get(known_of.SAME, "")})
        return see("report-contact")
    found = known_of.known(draft.load(request), timezone.localdate())
    if not found:
        return redirect("report-contact")
    return render(request, "resident/report/known.html", {"known": found})


@pages
def contact(request: HttpRequest) -> HttpResponse:
    """Ask how the requester can be reached, and say what is kept, why and how long."""
    return _step(request, CONTACT, lambda answers, on: "report-check", kept=told.kept())


def _after_where(answers: Answers, on: date) -> str:
    """Return the way on: to the choice of a place where there is one to make."""
    return "report-place" if _places(answers, on)["places"] else _after_place(answers, on)


def _after_place(answers: Answers, on: date) -> str:
    """Return the way on: to what is known already where there is such a thing."""
    return "report-known" if known_of.known(answers, on) else "report-contact"


def _step(
    request: HttpRequest, page: Page, onward: Callable[[Answers, date], str], **shown: object
) -> HttpResponse:
    """Show a step, or keep its answers and go on, or back; back keeps what was typed, right or wrong."""
    answers, on = draft.load(request), timezone.localdate()
    if request.method == "POST":
        form = page.form(request.POST, **page.given(answers, on))
        told = {name: form.data.get(name, "") for name in form.fields}
        if page is WHERE and told != {name: answers.get(name, "") for name in told}:
            told["place"] = ""  # other words may mean another place
        answers = draft.keep(request, told)
        photos_fine = page is not WHAT or photos_of.park(request, form, answers)
        if "back" in request.POST or "remove" in request.POST:
            return see(page.before if "back" in request.POST else page.name)
        if form.is_valid() and photos_fine:
            if page is CONTACT:
                turns.take(request, answers, timezone.now())
            return see(onward(answers, on))
    else:
        told = {name: text for name, text in answers.items() if text}
        form = page.form(initial=told, **page.given(answers, on))
    photos = draft.parked(draft.load(request), at=timezone.now())
    helping = actors.reporting(request).role is Role.HELPER
    context = {"form": form, "page": page, "photos": photos, "helping": helping, **shown}
    template = f"resident/report/{page.name.removeprefix('report-')}.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _cleaned(answers: Answers, on: date) -> tuple[dict[str, Any], Page | None]:
    """Return what all steps together say, and the first of them that would be refused."""
    given: dict[str, Any] = {}
    for page in STEPS:
        form = page.form(answers, **page.given(answers, on))
        if not form.is_valid():
            return given, page
        given |= form.cleaned_data
    return given | {"known": known_of.chosen(answers, on)}, None


@pages
def check(request: HttpRequest) -> HttpResponse:
    """Show what was told, and send it: the one deed of a report."""
    by, on = actors.reporting(request), timezone.localdate()
    answers = draft.load(request)
    given, page = _cleaned(answers, on)
    form = _form(request, answers, given if page is None else {}, by)
    key = form.cleaned_data["key"] if form.is_bound and form.is_valid() else ""
    first = ledger.earlier(by, key) if key else None
    if first is not None:  # the same form once more: the same receipt
        return _received(request, first.about_id, sent=key == answers.get(draft.KEY))
    strange = key and key != answers.get(draft.KEY)  # one draft is sent once
    if page is not None or strange:
        if form.is_bound:
            messages.info(request, _("Please look at this step once more, then send it."))
        return redirect(page.name if page is not None else "report-check")
    status = 422 if form.is_bound else 200
    if key:
        try:
            return _send(request, form, answers, given, by)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
            status = 429 if isinstance(refusal, JustAMoment) else 422
    context = {
        "form": form,
        "rows": _rows(given, draft.parked(answers, at=timezone.now()), on),
        "helping": by.role is Role.HELPER,
        "danger": emergencies.possible(str(given.get("what", ""))),
    }
    return render(request, "resident/report/check.html", context, status=status)


def _form(
    request: HttpRequest, answers: Answers, given: dict[str, Any], by: Actor
) -> forms.SendForm:
    """Return the last form, with the questions that what was told calls for."""
    texts = (given.get("what", ""), given.get("where", ""))
    before = again.told(request, by, *texts, at=timezone.now()) if given else None
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
    photos = draft.parked(answers, at=now)
    ticket_id = _sent(told.request(given, said.get("health", "")), given, photos, by, said["key"])
    response = _received(request, ticket_id, sent=True)
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


def _sent(
    asked: Request, given: dict[str, Any], photos: Sequence[files.Prepared], by: Actor, key: str
) -> int:
    """Send what all steps together say, and return the ticket's id."""
    now = timezone.now()
    contact = NewContact(name=given["name"], phone=given["phone"], email=given["email"])
    entry = actions.receive(
        request=asked,
        contact=contact if contact != NewContact() else None,
        photos=photos,
        by=by,
        at=now,
        key=key,
    )
    return entry.about_id


def _rows(
    given: dict[str, Any], photos: Sequence[files.Prepared], on: date
) -> list[dict[str, Any]]:
    """Return what was told, each with the way back to where it can be changed."""
    name = places.place(given["place"], on).name
    phone = given["phone"].removeprefix("+86")  # as people here write it
    reach = [text for text in (phone, given["name"], given["email"]) if text]
    count = len(photos)
    shown = [
        (_("What is it about?"), given["what"], WHAT),
        (_("What kind of request is it?"), dict(forms.KINDS)[given["kind"]], WHAT),
        (_("Photos"), ngettext("%(n)d file", "%(n)d files", count) % {"n": count}, WHAT),
        (_("Where is it?"), "\n".join(filter(None, [told.place(given), name])), WHERE),
        (_("May we contact you?"), dict(contact_forms.PRIVACIES)[given["privacy"]], CONTACT),
        (_("How can we reach you?"), "\n".join(reach), CONTACT),
    ]
    rows = [
        {"key": key, "value": value or _("You left this open"), "url": reverse(page.name)}
        for key, value, page in shown
    ]
    if known := given["known"]:
        value, url = known.shown.title, reverse("report-known")
        rows.append({"key": _("The same as a known problem"), "value": value, "url": url})
    return rows
