"""Reporting in three short steps; what was told waits in the draft, and the last page sends it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lianxin.foundation.actor import Role
from lianxin.foundation.files.rules import SECONDS
from lianxin.interfaces.web import actors
from lianxin.interfaces.web.resident import (
    draft,
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
    BUILDING,
    CONTACT,
    PLACE,
    WHAT,
    WHERE,
    Answers,
    Page,
    buildings,
    found,
)
from lianxin.registers.residents.rules.consents import Whereabouts

# what a changed answer on a page makes open again: other words may mean another place
AFRESH = {
    WHAT.name: {"again": "", "health": ""},
    WHERE.name: {"place": "", "building": "", "again": "", "health": ""},
    PLACE.name: {"building": ""},
}
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
def building(request: HttpRequest) -> HttpResponse:
    """Ask at which building of the chosen place it is."""
    return _step(request, BUILDING, _after_building)


@pages
def contact(request: HttpRequest) -> HttpResponse:
    """Ask how the requester can be reached, and say what is kept, why and how long."""
    return _step(request, CONTACT, lambda answers, on: "report-check", kept=told.kept())


def _after_where(answers: Answers, on: date) -> str:
    """Return the way on: to the choice of a place where there is one to make."""
    return "report-place" if found(answers, on)["places"] else _after_place(answers, on)


def _after_place(answers: Answers, on: date) -> str:
    """Return the way on: to the choice of a building where one may be kept and there is one to choose."""
    coarse = answers.get("place_kept") == Whereabouts.COARSE
    if not coarse and buildings(answers, on)["buildings"]:
        return "report-building"
    return _after_building(answers, on)


def _after_building(answers: Answers, on: date) -> str:
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
    if told != {name: answers.get(name, "") for name in told}:
        told |= AFRESH.get(page.name, {})
    return draft.keep(request, told)
