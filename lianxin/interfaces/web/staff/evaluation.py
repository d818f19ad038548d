"""The evaluation of one unit for staff: its result with every reason, its appeal, its plan, and the steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.rules.evaluation import State, Step, deeds, moves, refusals
from lianxin.foundation import words
from lianxin.foundation.files.rules import BOUND
from lianxin.foundation.ledger.chapters import Chapter
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.interfaces.web.staff import evaluation_forms as of
from lianxin.interfaces.web.staff import evaluation_words, result_lines, shell, telling
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.casework.oversight.models import Evaluation

NOT_YOURS = (refusals.NotEvaluatedUnit, refusals.NotReviewer, refusals.HadAPart)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One page on which a step on an evaluation is taken."""

    form: type[of.StepForm]
    act: Callable[..., object]


TABLE: Mapping[Step, Deed] = {
    Step.HAND_IN: Deed(form=of.HandInForm, act=actions.hand_in),
    Step.REVIEW: Deed(form=of.ReviewForm, act=actions.review),
    Step.JUDGE_VETO: Deed(form=of.VetoForm, act=actions.judge_veto),
    Step.SHOW: Deed(form=of.StepForm, act=actions.show),
    Step.APPEAL: Deed(form=of.WordsForm, act=actions.appeal),
    Step.UPHOLD: Deed(form=of.WordsForm, act=actions.uphold),
    Step.DISMISS: Deed(form=of.WordsForm, act=actions.dismiss),
    Step.CONFIRM: Deed(form=of.StepForm, act=actions.confirm),
    Step.PLAN: Deed(form=of.PlanForm, act=actions.plan),
    Step.RECHECK: Deed(form=of.RecheckForm, act=actions.recheck),
}


@shell.page(*shell.EVALUATORS)
@require_safe
def evaluation(request: StaffRequest, evaluation_id: int) -> HttpResponseBase:
    """Show the evaluation of one unit: what came of it and why, and what may be done."""
    found, at = _found(request, evaluation_id), timezone.now()
    chapters = queries.story(found)
    named = telling.names(chapters, more=[], at=at)
    scheme = queries.said(found.round.scheme)
    context = {
        **_told(found),
        "outcome": result_lines.shown(scheme, queries.outcome(found), queries.evidence(chapters)),
        "result": result_lines.kept(scheme, found),
        "again": result_lines.again(scheme, found),
        "plan": _said_last(chapters, deeds.PLANNED, "plan"),
        "appeal": _said_last(chapters, deeds.APPEALED, "reason"),
        "steps": [
            (reverse("staff-evaluation-step", args=[found.pk, one]), evaluation_words.STEP[one])
            for one in queries.steps(found, request.actor, at)
        ],
        "timeline": [
            {
                "title": evaluation_words.VERB.get(one.verb, one.verb),
                "by": named.by(one),
                "at": one.at,
                "text": _words(one),
            }
            for one in chapters
        ],
    }
    return shell.show(request, "staff/evaluation.html", context)


def _said_last(chapters: Sequence[Chapter], verb: str, name: str) -> str:
    said = [one.words.get(name) or "" for one in chapters if one.verb == verb]
    return said[-1] if said else ""


def _words(one: Chapter) -> str:
    said = [text for name, text in one.words.items() if text and not name.startswith(BOUND)]
    return "\n".join(said) if one.verb != deeds.RECHECKED else one.words.get("reason") or ""


@shell.page(*shell.EVALUATORS)
def step(request: StaffRequest, evaluation_id: int, name: str) -> HttpResponseBase:
    """Show the form of a step on an evaluation, or take the step."""
    if name not in set(TABLE):
        raise Http404
    taken = Step(name)
    if request.actor.role not in moves.who(taken):
        raise PermissionDenied
    found, at = _found(request, evaluation_id), timezone.now()
    posted = request.method == "POST"
    try:
        moves.take(taken, queries.standing(found, request.actor, at), request.actor)
    except NOT_YOURS as refusal:
        raise PermissionDenied from refusal
    except Refusal as refusal:
        if not posted:
            messages.info(request, words.of(refusal))
            return shell.see_other("staff-evaluation", found.pk)
    form = _form(request, found, taken, at)
    if posted and form.is_valid() and _done(form, taken):
        messages.success(request, str(evaluation_words.STEP[taken]))
        return shell.see_other("staff-evaluation", found.pk)
    context = {**_told(found), "form": form, "title": evaluation_words.STEP[taken]}
    if taken is Step.SHOW:
        scheme = queries.said(found.round.scheme)
        evidence = queries.evidence(queries.story(found))
        context["outcome"] = result_lines.shown(scheme, queries.outcome(found), evidence)
    return shell.show(request, "staff/evaluation_step.html", context, status=422 if posted else 200)


def _form(request: StaffRequest, found: "Evaluation", taken: Step, at: datetime) -> of.StepForm:
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    scene = of.Scene(by=request.actor, at=at, found=found)
    return TABLE[taken].form(*given, scene=scene, initial={"seen": found.seq})


def _done(form: of.StepForm, taken: Step) -> bool:
    """Take the step, or write into the form why not."""
    scene, said = form.scene, form.cleaned_data
    try:
        TABLE[taken].act(
            **form.given(),
            evaluation_id=scene.found.pk,
            by=scene.by,
            at=scene.at,
            key=said["key"],
            seen=said["seen"],
        )
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    return True


def _told(found: "Evaluation") -> dict[str, object]:
    """Return what every page of an evaluation says of it."""
    scheme = queries.said(found.round.scheme)
    return {
        "found": found,
        "scheme": scheme,
        "domain": scheme.domain(found.round.domain),
        "caption": _("%(unit)s · %(scheme)s") % {"unit": found.unit.name, "scheme": scheme.name},
        "state": evaluation_words.STATE[State(found.state)],
        "colour": evaluation_words.COLOUR[State(found.state)],
    }


def _found(request: StaffRequest, evaluation_id: int) -> "Evaluation":
    try:
        return queries.find(request.actor, evaluation_id)
    except NotFound as refusal:
        raise Http404 from refusal
