"""Tables that somebody asks for: the registry, one table's page, and its steps with second person and reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianxin.casework.paperwork import actions, queries, rules
from lianxin.casework.paperwork.rules import State, Step
from lianxin.foundation import words
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.web import figure_words, labels
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import shell, table_words, telling
from lianxin.interfaces.web.staff import table_forms as of
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.paperwork.models import Filing, Table

TURNS = 6  # periods that a table's page shows, the newest first
UNITS = 60  # units of each


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One page on which a step on a table is taken."""

    form: type[of.StepForm]
    act: Callable[..., object]


TABLE: Mapping[Step, Deed] = {
    Step.CHECK: Deed(form=of.CheckForm, act=actions.check),
    Step.REFUSE: Deed(form=of.WordsForm, act=actions.refuse),
    Step.OPEN: Deed(form=of.StepForm, act=actions.open_table),
    Step.PAUSE: Deed(form=of.WordsForm, act=actions.pause),
    Step.RESUME: Deed(form=of.WordsForm, act=actions.resume),
    Step.END: Deed(form=of.WordsForm, act=actions.end),
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one unit has done for one period: where it leads, what it is called, whether it is late."""

    unit: str
    url: str
    words: labels.Words
    colour: str


@shell.page(*shell.READERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponseBase:
    """Show the tables in one state, the newest first, and what waits for the own unit."""
    said = request.GET.get("state", State.OPEN.value)
    state = State(said) if said in set(State) else State.OPEN
    on, before = timezone.localdate(), number(request.GET.get("before", ""))
    found = list(queries.listed(request.actor, state, before=before, limit=queries.PAGE + 1))
    shown, waiting = found[: queries.PAGE], queries.waiting(request.actor, on=on)
    told = queries.told([*shown, *(one.table for one in waiting)])
    here = reverse("staff-tables")
    may = [
        (reverse(name), table_words.STEP[step])
        for name, step in (("staff-table-new", Step.PROPOSE), ("staff-table-note", Step.NOTE))
        if request.actor.role in rules.who(step)
    ]
    context = {
        "rows": [
            (one, told[one.pk], table_words.RHYTHM[rules.Rhythm(one.rhythm)]) for one in shown
        ],
        "waiting": [
            (told[one.table.pk].title, fill_url(one.table, one.unit_id, one.turn.period.first), one)
            for one in waiting
        ],
        "late": sum(one.turn.late(on) for one in waiting),
        "on": on,
        "tabs": [
            (f"{here}?state={one}", text, one is state) for one, text in table_words.STATE.items()
        ],
        "next_url": f"{here}?state={state}&before={shown[-1].pk}"
        if len(found) > len(shown)
        else "",
        "may": may,
    }
    return shell.show(request, "staff/tables.html", context)


@shell.page(*shell.READERS)
@require_safe
def table(request: StaffRequest, table_id: int) -> HttpResponseBase:
    """Show one table: what it asks of whom, what is there already, who has filled it in, and what may be done."""
    found, at = find(request, table_id), timezone.now()
    told, chapters = queries.told([found])[found.pk], queries.story(found)
    names = orgs.unit_names(found.unit_ids)
    there = queries.repeated(found, told.fields)
    answer = queries.latest_of(found.repeats, request.actor) if found.repeats else None
    context = {
        **heading(found, told),
        "fields": fields_shown(told.fields, there.fields),
        "units": sorted(names.values()),
        "turns": _turns(request, found, names, day_of(at)),
        "answer": answer,
        "answer_url": fill_url(found.repeats, answer.filler_id, answer.first_on)
        if answer and found.repeats
        else "",
        "steps": [
            (_step_url(found, step), table_words.STEP[step])
            for step in rules.steps(queries.standing(found), request.actor)
        ],
        "timeline": telling.timeline(chapters, telling.names(chapters, more=[], at=at)),
        "past": found.ended_on is None and found.ends_on < day_of(at),
    }
    return shell.show(request, "staff/table.html", context)


@shell.page(*shell.READERS)
def step(request: StaffRequest, table_id: int, name: str) -> HttpResponseBase:
    """Show the form of a step on a table, or take the step."""
    if name not in set(TABLE):
        raise Http404
    taken = Step(name)
    if request.actor.role not in rules.who(taken):
        raise PermissionDenied
    found = find(request, table_id)
    allowed(request, found, taken)
    form = TABLE[taken].form(
        request.POST if request.method == "POST" else None, initial={"seen": found.seq}
    )
    if form.is_valid() and _done(form, found, taken, request):
        messages.success(request, str(table_words.STEP[taken]))
        return shell.see_other("staff-table", found.pk)
    told = queries.told([found])[found.pk]
    context = {
        **heading(found, told),
        "form": form,
        "title": table_words.STEP[taken],
        "fields": fields_shown(told.fields, queries.repeated(found, told.fields).fields),
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/table_step.html", context, status=status)


def allowed(
    request: StaffRequest, found: "Table", taken: Step, filler_id: int | None = None
) -> None:
    """Answer 403 to who does not take a step on this table; what has moved on is said on the page."""
    try:
        rules.take(taken, queries.standing(found, filler_id), request.actor)
    except (NotAllowed, rules.NotYourTable) as refusal:
        raise PermissionDenied from refusal
    except rules.TableMovedOn as refusal:
        if request.method != "POST":
            messages.info(request, words.of(refusal))


def _done(form: of.StepForm, found: "Table", taken: Step, request: StaffRequest) -> bool:
    """Take the step, or write into the form why not."""
    said = form.cleaned_data
    frame: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "key": said["key"]}
    try:
        TABLE[taken].act(**form.given(), table_id=found.pk, seen=said["seen"], **frame)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    return True


def heading(found: "Table", told: queries.Told) -> dict[str, object]:
    """Return what every page of a table says of it."""
    state = State(found.state)
    return {
        "table": found,
        "told": told,
        "state": table_words.STATE[state],
        "colour": table_words.COLOUR[state],
        "rhythm": table_words.RHYTHM[rules.Rhythm(found.rhythm)],
    }


def fields_shown(
    fields: Sequence[rules.Field], there: Mapping[str, Sequence[int]]
) -> list[dict[str, object]]:
    """Return fields as a page shows them: what each is, what fills it, and which tables ask it already."""
    categories = duties.categories_by_id({one.category_id for one in fields if one.category_id})
    return [
        {
            "field": one,
            "kind": table_words.KIND[one.kind],
            "figure": figure_words.NAME.get(one.figure, one.figure),
            "category": categories[one.category_id].name if one.category_id in categories else "",
            "there": there.get(one.same, ()),
        }
        for one in fields
    ]


def _turns(
    request: StaffRequest, found: "Table", names: Mapping[int, str], on: date
) -> list[dict[str, object]]:
    """Return the periods of a table that are asked for, each with what the units have done."""
    if State(found.state) not in rules.ASKED_FOR - {State.NOTED}:
        return []
    filed = queries.filings(request.actor, found)
    units = seen_units(request, found, names)[:UNITS]
    fills = request.actor.role in rules.FILLERS
    shown = queries.turns(found, on=on)[-TURNS:]
    return [
        {
            "turn": turn,
            "late": turn.late(on),
            "done": sum(_in(filed, pk, turn) for pk in names),
            "of": len(names),
            "cells": [
                _cell(found, pk, name, filed, turn, on, own=fills and pk == request.actor.unit_id)
                for pk, name in units
            ],
            "query": f"?first_on={turn.period.first}",
        }
        for turn in reversed(shown)
    ]


def seen_units(
    request: StaffRequest, found: "Table", names: Mapping[int, str]
) -> list[tuple[int, str]]:
    """Return the units of which one reads here: a unit that is asked itself and those below, others all."""
    actor = request.actor
    if actor.role not in rules.FILLERS or actor.unit_id == found.asker_id:
        units = list(names.items())
    else:
        own = queries.own_units(actor)
        units = [(pk, name) for pk, name in names.items() if pk in own]
    return sorted(units, key=lambda one: one[1])


def _in(filed: Mapping[tuple[int, date], "Filing"], unit_id: int, turn: queries.Turn) -> bool:
    one = filed.get((unit_id, turn.period.first))
    return one is not None and one.version > 0


def _cell(
    found: "Table",
    unit_id: int,
    name: str,
    filed: Mapping[tuple[int, date], "Filing"],
    turn: queries.Turn,
    on: date,
    *,
    own: bool,
) -> Cell:
    one = filed.get((unit_id, turn.period.first))
    done, late = _in(filed, unit_id, turn), turn.late(on)
    state = "done" if done else "late" if late else "draft" if one else "open"
    return Cell(
        unit=name,
        url=fill_url(found, unit_id, turn.period.first) if one or own else "",
        words=table_words.FILLED[state],
        colour=table_words.FILLED_COLOUR[state],
    )


def _step_url(found: "Table", taken: Step) -> str:
    if taken is Step.SET_TEMPLATE:
        return reverse("staff-table-layout", args=[found.pk])
    return reverse("staff-table-step", args=[found.pk, taken])


def fill_url(found: "Table", unit_id: int, first_on: date) -> str:
    """Return the address at which a unit fills a table in for a period."""
    return reverse("staff-table-fill", args=[found.pk, unit_id, first_on.isoformat()])


def find(request: StaffRequest, table_id: int) -> "Table":
    """Return the table of an address, or answer 404 where there is none that this actor may see."""
    try:
        return queries.find(request.actor, table_id)
    except NotFound as refusal:
        raise Http404 from refusal
