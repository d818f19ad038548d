"""What is done to an article on its own page each: write, propose, approve, send back, retire."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.casework.tickets import queries as tickets
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal, Stale
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.forms import Decision, Form
from lianxin.interfaces.web.staff import article_words as said
from lianxin.interfaces.web.staff import knowledge, shell
from lianxin.interfaces.web.staff.article_forms import (
    ArticleForm,
    GapForm,
    ProposeForm,
    ReasonForm,
)
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.knowledge import actions, queries, rules
from lianxin.registers.knowledge.rules import State, Step, Wording

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry
    from lianxin.registers.knowledge.models import Version

WRITERS = tuple(sorted(rules.WRITERS))
TABLE: Mapping[Step, tuple[type[Form], "Callable[..., Entry]"]] = {
    Step.PROPOSE: (ProposeForm, actions.propose),
    Step.APPROVE: (Decision, actions.approve),
    Step.SEND_BACK: (ReasonForm, actions.send_back),
    Step.RETIRE: (ReasonForm, actions.retire),
}
GIVEN = ("valid_from", "words")


@shell.page(*WRITERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Write a new article."""
    initial = {
        "owner": request.actor.unit_id,
        "review_by": timezone.localdate() + rules.REVIEWED_WITHIN,
    }
    return _write(request, None, initial)


@shell.page(*WRITERS)
def step(request: StaffRequest, article_id: int, name: str) -> HttpResponseBase:
    """Show the form of a step on an article, or take the step."""
    article = knowledge.existing(article_id)
    if name not in frozenset(Step):
        raise Http404
    chosen = Step(name)
    if request.actor.role not in rules.WHO[chosen]:
        raise PermissionDenied
    newest = queries.versions(article_id)[0]
    possible = chosen in queries.steps(article, newest, request.actor)
    if chosen is Step.WRITE:
        if possible or request.method == "POST":
            return _write(request, newest, {**_initial(newest), "seen": article.seq})
        return _show(request, chosen, newest, None)
    kind, act = TABLE[chosen]
    form = kind(
        request.POST if request.method == "POST" else None,
        initial={"seen": article.seq, "valid_from": timezone.localdate()},
    )
    if _done(form, lambda given: act(article_id=article_id, by=request.actor, **given)):
        messages.success(request, str(said.step(chosen, State(newest.state))))
        return shell.see_other("staff-article", article_id)
    return _show(request, chosen, newest, form if possible or form.is_bound else None)


def _show(
    request: StaffRequest, chosen: Step, newest: "Version", form: Form | None
) -> HttpResponseBase:
    """Show a step beside what it is about; without a form it is not possible."""
    context = {
        "title": said.step(chosen, State(newest.state)),
        "hint": said.HINT.get(chosen, ""),
        "form": form,
        "version": newest,
        "row": knowledge.rows([newest], timezone.localdate())[0],
        "grave": chosen is Step.RETIRE,
    }
    status = 409 if form is None else 422 if form.is_bound else 200
    return shell.show(request, "staff/article_step.html", context, status=status)


def _done(form: Form, act: "Callable[[dict[str, Any]], Entry]") -> "Entry | None":
    """Take a step with what a form says; None where it was refused, and the form says why."""
    if not form.is_valid():
        return None
    cleaned = form.cleaned_data
    given = {name: cleaned[name] for name in GIVEN if name in cleaned}
    try:
        return act({**given, "at": timezone.now(), "key": cleaned["key"], "seen": cleaned["seen"]})
    except Refusal as refusal:
        if isinstance(refusal, Stale):  # what was typed can be sent again, after a look
            form.data = {**dict(form.data.items()), "seen": refusal.facts["seq"]}
        form.add_error(None, words.of(refusal))
        return None


def _write(
    request: StaffRequest, newest: "Version | None", initial: Mapping[str, object]
) -> HttpResponseBase:
    form = ArticleForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        by=request.actor,
        on=timezone.localdate(),
    )
    article_id = newest.article_id if newest else None
    by = request.actor
    done = _done(
        form,
        lambda given: actions.write(wording=form.wording(), article_id=article_id, by=by, **given),
    )
    if done:
        messages.success(request, _("The draft is kept. Propose it when it is ready."))
        return shell.see_other("staff-article", done.about_id)
    context = {"form": form, "version": newest}
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/article_form.html", context, status=status)


def _initial(newest: "Version") -> dict[str, object]:
    names = ("title", "public", "internal", "template", "legal_basis", "review_by")
    return {
        **{name: getattr(newest, name) for name in names},
        "keywords": labels.listed(newest.keywords),
        "category": newest.category_id,
        "owner": newest.owner_id,
    }


@shell.page(*WRITERS)
@require_POST
def missing(request: StaffRequest) -> HttpResponseBase:
    """Make a draft of an article that is missing."""
    form, on = GapForm(request.POST), timezone.localdate()
    counts = tickets.answered(request.actor, since=timezone.now() - rules.WITHIN)
    gap = _gap(form, counts, on)
    if gap is None:
        messages.info(request, _("Somebody is writing this article already."))
        return shell.see_other("staff-knowledge")
    wording = _proposal(gap, request.actor.unit_id or 0, on)
    done = _done(form, lambda given: actions.write(wording=wording, by=request.actor, **given))
    if done is None:
        raise PermissionDenied
    return shell.see_other("staff-article-step", done.about_id, Step.WRITE.value)


def _gap(form: GapForm, counts: Mapping[int, int], on: date) -> queries.Gap | None:
    wanted = form.cleaned_data["category"] if form.is_valid() else 0
    found = (gap for gap in queries.gaps(counts, on) if gap.category.pk == wanted)
    return next((gap for gap in found if gap.waiting is None), None)


def _proposal(gap: queries.Gap, owner_id: int, on: date) -> Wording:
    """Return what a missing article begins with: the category's own words, and how often it was asked."""
    told = _("Answered directly %(count)s times within %(days)s days.")
    return Wording(
        title=gap.category.name,
        public="",
        internal=told % {"count": gap.count, "days": rules.WITHIN.days},
        keywords=tuple(gap.category.keywords),
        legal_basis="",
        owner_id=owner_id,
        category_id=gap.category.pk,
        review_by=on + rules.REVIEWED_WITHIN,
    )
