"""What is kept of residents, for how long, and what each run has erased: a page, and a table to take along."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web import data_words, saved
from lianxin.interfaces.web.forms import DateInput, Form, RadioSelect, Textarea
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import TimeLimits
from lianxin.registers.residents import actions, queries
from lianxin.registers.residents.rules.assessments import LONGEST, TITLE, Outcome
from lianxin.registers.residents.rules.retention import RUN, TABLE

MANY = 5000  # runs in the table to take along: more than ten years of them


@shell.page(*shell.WATCHERS)
@require_safe
def overview(request: StaffRequest) -> HttpResponseBase:
    """Show how long each class of data is kept, and the newest runs with their counts."""
    limits = _limits(request.actor.division, timezone.localdate())
    context = {
        "classes": [
            {
                "data": data_words.DATA[rule.data],
                "kept": data_words.kept(rule.kept, limits),
                "since": data_words.SINCE[rule.since],
                "fate": data_words.FATE[rule.fate],
            }
            for rule in TABLE
        ],
        "runs": [
            {
                "run": run,
                "parts": [(data_words.DATA[part.data], part) for part in run.parts],
            }
            for run in queries.runs(request.actor)
        ],
    }
    return shell.show(request, "staff/privacy.html", context)


class AssessmentForm(Form):
    """An assessment that was done: what it came to, in words or as a document."""

    title = forms.CharField(label=pgettext_lazy("assessment", "Title"), max_length=TITLE)
    done_on = forms.DateField(label=pgettext_lazy("assessment", "Done on"), widget=DateInput)
    outcome = forms.TypedChoiceField(
        label=pgettext_lazy("assessment", "Outcome"),
        choices=[(one.value, text) for one, text in data_words.OUTCOME.items()],
        coerce=Outcome,
        widget=RadioSelect,
    )
    text = forms.CharField(
        label=pgettext_lazy("assessment", "What was found, and which measures are taken"),
        required=False,
        max_length=LONGEST,
        widget=Textarea,
    )
    document = forms.FileField(
        label=pgettext_lazy("assessment", "Document (PDF)"),
        required=False,
        widget=forms.FileInput({"accept": "application/pdf"}),
    )


@shell.page(*shell.WATCHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def assessments(request: StaffRequest) -> HttpResponseBase:
    """List the impact assessments, and record one."""
    posted, may = request.method == "POST", request.actor.role in shell.KEEPERS
    if posted and not may:
        raise PermissionDenied
    form = AssessmentForm(*((request.POST, request.FILES) if posted else ()))
    if posted and form.is_valid() and _recorded(form, request):
        messages.success(request, _("The assessment is recorded."))
        return shell.see_other("staff-assessments")
    rows = [
        {"one": one, "outcome": data_words.OUTCOME[one.outcome]}
        for one in queries.assessments(request.actor)
    ]
    context = {"rows": rows, "form": form if may else None}
    return shell.show(request, "staff/assessments.html", context, status=422 if posted else 200)


def _recorded(form: AssessmentForm, request: StaffRequest) -> bool:
    given = form.cleaned_data
    upload = given.pop("document")
    given.pop("seen")
    try:
        document = files.prepare(upload, kind=files.Kind.DOCUMENT) if upload else None
        actions.record_assessment(document=document, by=request.actor, at=timezone.now(), **given)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    return True


@shell.page(*shell.WATCHERS)
@require_safe
def report(request: StaffRequest) -> HttpResponseBase:
    """Return every run as a table: what was due and what was done, class by class."""
    return saved.table("retention", _saved(request.actor))


def _saved(by: Actor) -> Iterator[list[object]]:
    counts = [f"{rule.data}_{count}" for rule in RUN for count in ("due", "done")]
    yield ["run", "on", "began_at", "ended_at", *counts]
    for run in queries.runs(by, limit=MANY):
        parts = {part.data: part for part in run.parts}
        done = [count for rule in RUN for count in (parts[rule.data].due, parts[rule.data].done)]
        ended = run.ended_at.isoformat() if run.ended_at else ""
        yield [run.run_id, run.on, run.began_at.isoformat(), ended, *done]


def _limits(division: str, on: date) -> TimeLimits | None:
    try:
        return policies.limits(division, on)
    except Refusal:
        return None
