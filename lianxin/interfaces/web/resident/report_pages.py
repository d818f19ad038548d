"""The pages of a report: which form each shows, and where it leads back to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.interfaces.web.resident import contact_forms, places, pointing, sounds
from lianxin.interfaces.web.resident import report_forms as forms

Answers = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One step: its form, its place among the three, and where it leads from."""

    name: str
    number: int
    title: Any
    form: Callable[..., forms.StepForm]
    before: str
    given: Callable[[Answers, date], dict[str, Any]] = lambda answers, on: {}


def towns(_answers: Answers, on: date) -> dict[str, Any]:
    """Return the towns to choose from."""
    return {"towns": places.towns(on)}


def found(answers: Answers, _on: date) -> dict[str, Any]:
    """Return the places that the words may mean, and the best of them."""
    choices, best = places.suggested(
        answers.get("where", ""), answers.get("town", ""), timezone.now(), pointing.pointed(answers)
    )
    return {"places": choices, "best": best}


def buildings(answers: Answers, on: date) -> dict[str, Any]:
    """Return the buildings of the chosen place, and what was said of the place that may be kept."""
    found = places.buildings(answers.get("place", ""), on)
    return {"buildings": found, "kept": answers.get("place_kept", "")}


def said(answers: Answers, _on: date) -> dict[str, Any]:
    """Return whether something was said already, so that nothing has to be written."""
    return {"spoken": sounds.spoken(answers, timezone.now()) is not None}


WHAT = Page(
    name="report-what",
    number=1,
    title=_("What is it about?"),
    form=forms.WhatForm,
    before="home",
    given=said,
)
WHERE = Page(
    name="report-where",
    number=2,
    title=_("Where is it?"),
    form=forms.WhereForm,
    before="report-what",
    given=towns,
)
PLACE = Page(
    name="report-place",
    number=2,
    title=_("Is it one of these?"),
    form=forms.PlaceForm,
    before="report-where",
    given=found,
)
BUILDING = Page(
    name="report-building",
    number=2,
    title=_("At which building?"),
    form=forms.BuildingForm,
    before="report-place",
    given=buildings,
)
CONTACT = Page(
    name="report-contact",
    number=3,
    title=_("How can we reach you?"),
    form=contact_forms.ContactForm,
    before="report-where",
)
SURE = Page(
    name="report-sure",
    number=3,
    title="",  # each of its questions is its heading
    form=forms.OneForm,
    before="report-contact",
)
STEPS = (WHAT, WHERE, PLACE, BUILDING, CONTACT)
