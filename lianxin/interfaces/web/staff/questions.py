"""Questions to ask: what chance does not explain, the requests behind it, and what the unit says."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.oversight import actions
from lianxin.casework.oversight.queries import questions as queries
from lianxin.casework.oversight.rules import questions as rules
from lianxin.casework.oversight.rules.questions import Step
from lianxin.followers.insight.rules.patterns import Pattern
from lianxin.foundation import words
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web import labels, numbers, pattern_words
from lianxin.interfaces.web.forms import Decision, Textarea
from lianxin.interfaces.web.paging import paged
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.oversight.models import Question

READERS = tuple(sorted(rules.READERS))
ACTS = {Step.ANSWER: actions.answer_question, Step.CLOSE: actions.close_question}
TITLE: dict[Step, labels.Words] = {
    Step.ANSWER: gettext_lazy("Answer what is asked"),
    Step.CLOSE: gettext_lazy("Close the question"),
}
SAID: dict[str, labels.Words] = {
    rules.RAISED: gettext_lazy("Asked"),
    rules.ANSWERED: gettext_lazy("The unit answered"),
    rules.CLOSED: gettext_lazy("Closed"),
}


class WordsForm(Decision):
    """A few sentences."""

    words = forms.CharField(
        label=gettext_lazy("In a few sentences"), widget=Textarea, max_length=2000
    )


@shell.page(*READERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponseBase:
    """Show the questions, those that are open first."""
    shown, ways = paged(request, queries.listed(request.actor))
    rows = [(one, asked(one), standing(one)) for one in shown]
    made = [(name, pattern_words.COMPARED[one]) for one, name in pattern_words.NAME.items()]
    return shell.show(request, "staff/questions.html", {"rows": rows, "made": made, **ways})


@shell.page(*READERS)
@require_safe
def one(request: StaffRequest, question_id: int) -> HttpResponseBase:
    """Show a question, the requests behind it, and what was said."""
    found = _found(request, question_id)
    story = queries.story(found)
    units = orgs.unit_names(chapter.unit_id for chapter in story if chapter.unit_id)
    closed = found.closed_at is not None
    may = rules.steps(request.actor, unit_id=found.unit_id, closed=closed)
    behind = queries.behind(found, request.actor)
    context = {
        "question": found,
        "asked": asked(found),
        "compared": pattern_words.COMPARED[Pattern(found.pattern)],
        "behind": behind,
        "unseen": found.hits - len(behind),
        "story": [
            (SAID[chapter.verb], chapter.at, units.get(chapter.unit_id or 0, ""), chapter.words)
            for chapter in story
        ],
        "steps": [(step.value, TITLE[step]) for step in may],
    }
    return shell.show(request, "staff/question.html", context)


@shell.page(*READERS)
def step(request: StaffRequest, question_id: int, name: str) -> HttpResponseBase:
    """Answer a question, or close it."""
    if name not in set(Step):
        raise Http404
    taken, found = Step(name), _found(request, question_id)
    if request.actor.role not in rules.WHO[taken]:
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = WordsForm(posted, initial={"seen": found.seq})
    if form.is_valid():
        try:
            ACTS[taken](
                question_id=found.pk,
                words=form.cleaned_data["words"],
                by=request.actor,
                at=timezone.now(),
                key=form.cleaned_data["key"],
                seen=form.cleaned_data["seen"],
            )
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("It is noted."))
            return shell.see_other("staff-question", found.pk)
    context: dict[str, Any] = {"question": found, "asked": asked(found), "form": form}
    context["title"] = TITLE[taken]
    return shell.show(
        request, "staff/question_step.html", context, status=422 if form.is_bound else 200
    )


def asked(question: "Question") -> str:
    """Return a question as people ask it."""
    return pattern_words.sentence(
        question.pattern,
        month=date_format(question.month, "YEAR_MONTH_FORMAT"),
        hits=question.hits,
        cases=question.cases,
        expected=question.expected,
    )


def standing(question: "Question") -> tuple[str, str]:
    """Return where a question stands, with its colour."""
    if question.closed_at:
        return _("Closed"), "grey"
    return (_("Answered"), "blue") if question.answered_at else (_("To be answered"), "yellow")


def _found(request: StaffRequest, question_id: int) -> "Question":
    """Return a question that the actor reads, or answer 404."""
    if question_id >= numbers.LARGEST:
        raise Http404
    try:
        return queries.find(request.actor, question_id)
    except NotFound as refusal:
        raise Http404 from refusal
