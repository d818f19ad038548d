"""One question on each page where letters are big: the steps of a report, cut into their questions.

The forms, the draft and what is refused stay the same: a page looks at all answers of its step and
shows the one field that it asks for.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import Privacy
from lianxin.interfaces.web import device
from lianxin.interfaces.web.resident import places, pointing
from lianxin.interfaces.web.resident.report_forms import StepForm

ASK = "ask"  # in an address: which question of a step
Answers = Mapping[str, str]


def _always(_answers: Answers) -> bool:
    return True


def _place_named(answers: Answers) -> bool:
    return bool(answers.get("where", "").strip())


def _place_unknown(answers: Answers) -> bool:
    """Return whether neither the words nor what was pointed at name a place of ours."""
    words, pointed = answers.get("where", ""), pointing.pointed(answers)
    return not places.suggested(words, "", timezone.now(), pointed)[1]


def _building_named(answers: Answers) -> bool:
    return bool(answers.get("building"))


def _reachable(answers: Answers) -> bool:
    """Return whether a contact may be kept, or one was written that has to be emptied."""
    told = any(answers.get(name) for name in ("phone", "name", "email"))
    return told or answers.get("privacy") != Privacy.ANONYMOUS


def _for_a_child(answers: Answers) -> bool:
    return bool(answers.get("child"))


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: its field, a heading where the field's label is none, and when it is asked."""

    name: str
    title: Promise | str = ""
    asked: Callable[[Answers], bool] = _always


QUESTIONS: Mapping[str, Sequence[Question]] = {
    "report-what": (
        Question(name="what", title=_("What is it about?")),
        Question(name="kind"),
        Question(name="photos"),
    ),
    "report-where": (
        Question(name="where", title=_("Where is it?")),
        Question(name="place_kept", asked=_place_named),
        Question(name="town", asked=_place_unknown),
    ),
    "report-building": (
        Question(name="building", title=_("At which building?")),
        Question(name="place_kept", asked=_building_named),
    ),
    # For whom comes first: for a child, name and phone are the guardian's.
    "report-contact": (
        Question(name="privacy"),
        Question(name="child", title=_("Is it about a child?")),
        Question(name="guardian", title=_("Does the guardian agree?"), asked=_for_a_child),
        Question(name="phone", asked=_reachable),
        Question(name="name", asked=_reachable),
        Question(name="email", asked=_reachable),
    ),
}


def of(request: HttpRequest, page: str, known: Container[str]) -> Question | None:
    """Return the question that a page asks, or None where it asks the whole of its step."""
    if not device.big_letters(request):
        return None
    cut = [question for question in QUESTIONS.get(page, ()) if question.name in known]
    named = [question for question in cut if question.name == request.GET.get(ASK)]
    return next(iter(named or cut), None)


def data(request: HttpRequest, question: Question | None, answers: Answers) -> Answers:
    """Return what a form looks at: what was sent, beside the answers before it where one was asked."""
    if question is None:
        return request.POST
    return {**answers, question.name: request.POST.get(question.name, "")}


def only(form: StepForm, question: Question) -> None:
    """Leave one question in a form that has looked at all answers of its step."""
    if form.is_bound:
        for name in form.errors.keys() - {question.name}:  # asked on a page of its own
            del form.errors[name]
    form.asks_alone = not question.title
    form.fields = {question.name: form.fields[question.name]}


def here(page: str, question: Question | str | None) -> str:
    """Return the address of a page, of one question where one is asked."""
    name = question.name if isinstance(question, Question) else question
    return f"{reverse(page)}?{urlencode({ASK: name})}" if name else reverse(page)


def before(
    request: HttpRequest, page: str, question: Question | None, back: str, answers: Answers
) -> str:
    """Return the address of what was asked before: the question, or the page that leads here."""
    cut = QUESTIONS.get(page, ())
    earlier = [one for one in cut[: cut.index(question)] if one.asked(answers)] if question else []
    if earlier:
        return here(page, earlier[-1])
    last = [one for one in QUESTIONS.get(back, ()) if one.asked(answers)]
    return here(back, last[-1] if last and device.big_letters(request) else None)


def after(
    page: str, question: Question | None, answers: Answers, known: Container[str]
) -> str | None:
    """Return the address of the question that comes next on the same step, or None after the last."""
    if question is None:
        return None
    cut = QUESTIONS[page]
    later = [one for one in cut[cut.index(question) + 1 :] if one.name in known]
    return next((here(page, one) for one in later if one.asked(answers)), None)


def change(request: HttpRequest, page: str, field: str) -> str:
    """Return the address where an answer can be changed: its own question, or its step."""
    return here(page, field if device.big_letters(request) else None)
