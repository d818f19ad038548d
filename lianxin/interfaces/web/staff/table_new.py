"""Proposing a table, and noting one that nobody has registered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from lianxin.casework.paperwork import actions, rules
from lianxin.casework.paperwork.rules import Field, Step
from lianxin.foundation import words
from lianxin.foundation.actor import IN_A_UNIT
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import shell, table_words
from lianxin.interfaces.web.staff import table_figures as figures
from lianxin.interfaces.web.staff import table_forms as of
from lianxin.interfaces.web.staff.shell import StaffRequest

PROPOSERS = tuple(sorted(rules.PROPOSERS))
NOTERS = tuple(sorted(rules.who(Step.NOTE)))


@shell.page(*PROPOSERS)
def propose(request: StaffRequest) -> HttpResponseBase:
    """Ask that a table be registered; a unit asks for itself."""
    own = request.actor.unit_id if request.actor.role in IN_A_UNIT else None
    form = of.RequestForm(_sent(request), on=timezone.localdate(), own=own)
    return _answered(request, form, actions.propose, Step.PROPOSE)


@shell.page(*NOTERS)
def note(request: StaffRequest) -> HttpResponseBase:
    """Note a table that the own unit is asked for without registration."""
    noting = request.actor.unit_id if request.actor.role in IN_A_UNIT else None
    form = of.NoteForm(_sent(request), on=timezone.localdate(), noting=noting)
    return _answered(request, form, actions.note, Step.NOTE)


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answered(
    request: StaffRequest, form: of.RequestForm, act: Callable[..., Any], step: Step
) -> HttpResponseBase:
    """Show the form with its rows of fields, or do what it says; "more" only adds rows."""
    at = timezone.now()
    wanted = number(request.POST.get("rows", "")) or of.ROWS
    more = "more" in request.POST
    count = min(wanted + (of.MORE if more else 0), rules.fields.MOST)
    rows = [
        of.FieldForm(_sent(request), prefix=f"field{place}", figures=figures.OFFERED, at=at)
        for place in range(count)
    ]
    right = form.is_bound and not more and all([form.is_valid(), *(row.is_valid() for row in rows)])
    if right:
        asked = [field for row in rows if (field := row.field()) is not None]
        entry = _done(request, form, asked, act)
        if entry is not None:
            return shell.see_other("staff-table", entry.about_id)
    context = {"form": form, "rows": rows, "count": count, "title": table_words.STEP[step]}
    status = 422 if form.is_bound and not more else 200
    return shell.show(request, "staff/table_new.html", context, status=status)


def _done(
    request: StaffRequest, form: of.RequestForm, asked: list[Field], act: Callable[..., Any]
) -> Any:
    """Propose or note the table, or write into the form why not."""
    try:
        return act(
            request=form.request(asked),
            figures=figures.OFFERED,
            by=request.actor,
            at=timezone.now(),
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return None
