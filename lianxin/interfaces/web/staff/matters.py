"""Matters for staff: the list, a new one, one matter's page, and its steps with what they would do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.casework.matters import actions, queries, rules
from lianxin.casework.matters.rules import State, Step
from lianxin.casework.tickets import actions as ticket_actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.actions.joining import MOST
from lianxin.casework.tickets.rules import Step as TicketStep
from lianxin.casework.tickets.rules import moves
from lianxin.foundation import words
from lianxin.foundation.ledger import rounds
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import labels
from lianxin.interfaces.web import themes as taken_up
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import (
    carried,
    checked,
    matter_words,
    shell,
    task_forms,
    telling,
)
from lianxin.interfaces.web.staff import matter_forms as of
from lianxin.interfaces.web.staff.rows import rows
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.casework.matters.models import Matter

SHOWN = 10  # tickets that a matter's page names, and a preview


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One page on which a step on a matter is taken."""

    form: type[of.MatterForm]
    act: Callable[..., object]


TABLE: Mapping[Step, Deed] = {
    Step.PLAN: Deed(form=of.PlanForm, act=actions.plan),
    Step.GATHER: Deed(form=of.GatherForm, act=ticket_actions.join_many),
    Step.SCATTER: Deed(form=of.ScatterForm, act=actions.scatter),
    Step.SET_TASK: Deed(form=task_forms.TaskForm, act=actions.set_task),
    Step.END_TASK: Deed(form=task_forms.EndTaskForm, act=actions.end_task),
    Step.DRAFT: Deed(form=of.WordsForm, act=actions.draft),
    Step.REPLY: Deed(form=of.ReplyForm, act=ticket_actions.reply_to_all),
    Step.ANNOUNCE: Deed(form=of.NoticeForm, act=actions.announce),
    Step.PUBLISH: Deed(form=of.PublishForm, act=actions.publish),
    Step.HIDE: Deed(form=of.HideForm, act=actions.hide),
    Step.REVISE: Deed(form=of.AboutForm, act=actions.revise),
    Step.CLOSE: Deed(form=of.WordsForm, act=ticket_actions.close_matter),
    Step.REOPEN: Deed(form=of.WordsForm, act=actions.reopen),
}


@shell.page(*shell.READERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponseBase:
    """Show the matters in one state, the newest first."""
    said = request.GET.get("state", State.OPEN.value)
    state = State(said) if said in set(State) else State.OPEN
    found = list(
        queries.listed(
            request.actor,
            state,
            before=number(request.GET.get("before", "")),
            limit=queries.PAGE + 1,
        )
    )
    shown = found[: queries.PAGE]
    told, counts = queries.texts(shown), tickets.counts(one.pk for one in shown)
    places = queries.places(shown, told, timezone.localdate())
    here = reverse("staff-matters")
    context = {
        "rows": [
            (one, told[one.pk], places[one.pk], counts.get(one.pk, 0), taken_up.called(one))
            for one in shown
        ],
        "tabs": [
            (f"{here}?state={one}", text, one is state) for one, text in matter_words.STATE.items()
        ],
        "next_url": f"{here}?state={state}&before={shown[-1].pk}"
        if len(found) > len(shown)
        else "",
        "may_open": request.actor.role in rules.OPENERS,
    }
    return shell.show(request, "staff/matters.html", context)


@shell.page(*shell.READERS)
@require_safe
def matter(request: StaffRequest, matter_id: int) -> HttpResponseBase:
    """Show one matter: its plan, how many have joined, what is under way, and what may be done."""
    found, at = _found(request, matter_id), timezone.now()
    chapters = queries.story(found)
    named = telling.names(chapters, more=[found.unit_id], at=at)
    seen = list(
        tickets.joined_seen(request.actor, found.pk).select_related(
            "category", "grid", "lead_unit", "matter"
        )[:SHOWN]
    )
    context = {
        **_told(found, at),
        "count": tickets.counts([found.pk]).get(found.pk, 0),
        "rows": rows(seen, by=request.actor, at=at),
        "rounds": carried.shown(found),
        "tasks": taken_up.tasks(queries.tasks(found), day_of(at)),
        "alike": _titled(queries.alike(request.actor, found)),
        "steps": [
            (reverse("staff-matter-step", args=[found.pk, step]), matter_words.STEP[step])
            for step in queries.steps(found, request.actor)
        ],
        "timeline": telling.timeline(chapters, named),
    }
    return shell.show(request, "staff/matter.html", context)


@shell.page(*shell.READERS)
def step(request: StaffRequest, matter_id: int, name: str) -> HttpResponseBase:
    """Show the form of a step on a matter, or take the step."""
    if name not in set(TABLE):
        raise Http404
    taken = Step(name)
    if request.actor.role not in rules.who(taken):
        raise PermissionDenied
    found, at = _found(request, matter_id), timezone.now()
    try:
        rules.take(taken, queries.standing(found), request.actor)
    except rules.NotYourMatter as refusal:
        raise PermissionDenied from refusal
    except rules.MatterMovedOn as refusal:
        if request.method != "POST":
            messages.info(request, words.of(refusal))
            return shell.see_other("staff-matter", found.pk)
    form = _form(request, found, taken, at)
    right = "look" not in request.POST and form.is_valid()
    check = checked.of_matter(request, form, form.scene.told) if right else None
    if right and not check and _done(form, found, taken):
        messages.success(request, str(matter_words.STEP[taken]))
        return shell.see_other("staff-matter", found.pk)
    context = {
        **_told(found, at),
        "form": form,
        "title": matter_words.STEP[taken],
        "gathering": _chosen(form, found, request) if isinstance(form, of.GatherForm) else None,
        "reaching": _reached(found) if taken is Step.REPLY else None,
        "showing": queries.would_show(found) if taken is Step.PUBLISH else None,
        "check": check,
    }
    status = 422 if form.is_bound and "look" not in request.POST and not check else 200
    return shell.show(request, "staff/matter_step.html", context, status=status)


def _done(form: of.MatterForm, found: "Matter", taken: Step) -> bool:
    """Take the step, or write into the form why not."""
    try:
        TABLE[taken].act(
            **form.given(),
            matter_id=found.pk,
            by=form.scene.by,
            at=form.scene.at,
            key=form.cleaned_data["key"],
            seen=form.cleaned_data["seen"],
        )
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    return True


def _form(request: StaffRequest, found: "Matter", taken: Step, at: datetime) -> of.MatterForm:
    lists = [
        (str(one.entry_id), f"{_moment(one.at)} · {one.done}")
        for one in rounds.progress(found)
        if one.verb == rules.GATHERED
    ]
    told = queries.texts([found])[found.pk]
    scene = of.Scene(
        by=request.actor,
        at=at,
        matter=found,
        told=told,
        tasks=tuple(queries.tasks(found)),
        lists=tuple(lists),
    )
    return TABLE[taken].form(
        request.POST if request.method == "POST" else None, scene=scene, initial={"seen": found.seq}
    )


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%m-%d %H:%M}"


def _chosen(
    form: of.GatherForm, found: "Matter", request: StaffRequest
) -> dict[str, object] | None:
    """Return those that would join, and put them into the form: exactly they are decided on."""
    if not form.is_bound or "look" not in request.POST or not form.is_valid():
        return None
    said = form.cleaned_data
    near = tickets.joinable(request.actor, found, category_id=said["category"], since=said["since"])
    if said["numbers"]:
        near = tickets.decided_by(request.actor).filter(pk__in=said["numbers"]).order_by("pk")
    ids = list(near.values_list("pk", flat=True)[:MOST])
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data["ids"] = ",".join(map(str, ids))
    form.data = data
    first = near.select_related("category", "grid", "lead_unit", "matter")[:SHOWN]
    return {"count": len(ids), "rows": rows(first, by=request.actor, at=form.scene.at)}


def _reached(found: "Matter") -> dict[str, object]:
    """Return how many would get the reply now, and how many would be left, by where they stand."""
    reached = {
        source
        for move in moves.TABLE
        if move.step is TicketStep.REPLY_BY_MATTER
        for source in move.sources
    }
    states = tickets.states(found.pk)
    left = [(labels.STATE[state], count) for state, count in states if state not in reached]
    return {"count": sum(count for state, count in states if state in reached), "left": left}


def _told(found: "Matter", at: datetime) -> dict[str, object]:
    """Return what every page of a matter says of it."""
    told = queries.texts([found])
    return {
        "matter": found,
        "told": told[found.pk],
        "state": matter_words.STATE[State(found.state)],
        "colour": matter_words.COLOUR[State(found.state)],
        "place_kind": matter_words.PLACE[rules.PlaceKind(found.place_kind)],
        "theme": taken_up.called(found),
        "place": queries.places([found], told, day_of(at))[found.pk],
    }


def _titled(found: "list[Matter]") -> "list[tuple[Matter, str]]":
    told = queries.texts(found) if found else {}
    return [(one, told[one.pk].get("title", "")) for one in found]


def _found(request: StaffRequest, matter_id: int) -> "Matter":
    try:
        return queries.find(request.actor, matter_id)
    except NotFound as refusal:
        raise Http404 from refusal
