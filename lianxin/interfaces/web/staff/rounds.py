"""Rounds of unit evaluation for staff: the list, a new one, and one round with its units."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.rules.evaluation import RoundState, State, moves
from lianxin.foundation import words
from lianxin.foundation.refusal import NotFound, Refusal
from lianxin.foundation.time import month_before, month_of
from lianxin.interfaces.exchange import evaluation as exchange
from lianxin.interfaces.web.forms import Decision
from lianxin.interfaces.web.numbers import number
from lianxin.interfaces.web.staff import evaluation_words, result_lines, shell
from lianxin.interfaces.web.staff.evaluation_forms import RoundForm
from lianxin.interfaces.web.staff.shell import StaffRequest

if TYPE_CHECKING:
    from lianxin.casework.oversight.models import EvaluationRound

DAY = timedelta(days=1)


@shell.page(*shell.EVALUATORS)
@require_safe
def listed(request: StaffRequest) -> HttpResponseBase:
    """Show the rounds that one may know of, the newest first."""
    found = queries.rounds(request.actor)
    if (before := number(request.GET.get("before", ""))) is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: queries.PAGE + 1])
    shown = rows[: queries.PAGE]
    context = {
        "rows": [_told(row) for row in shown],
        "next_url": f"?before={shown[-1].pk}" if len(rows) > len(shown) else "",
        "may_open": request.actor.role in moves.OPENERS,
    }
    return shell.show(request, "staff/rounds_listed.html", context)


@shell.page(*shell.EVALUATORS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Open a round for some units."""
    if request.actor.role not in moves.OPENERS:
        raise PermissionDenied
    at, posted = timezone.now(), request.method == "POST"
    on = timezone.localdate(at)
    initial = {"first": month_before(on), "last": month_of(on) - DAY}
    form = RoundForm(request.POST if posted else None, at=at, initial=initial)
    if posted and form.is_valid():
        key = form.cleaned_data["key"]
        try:
            entry = actions.open_round(**form.given(), by=request.actor, at=at, key=key)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("The round is open."))
            return shell.see_other("staff-round", entry.about_id)
    status = 422 if posted else 200
    return shell.show(request, "staff/round_new.html", {"form": form}, status=status)


@shell.page(*shell.EVALUATORS)
def round_(request: StaffRequest, round_id: int) -> HttpResponseBase:
    """Show a round with the units that one may know of; sent, it keeps the figures as they are now."""
    try:
        row = queries.round_(request.actor, round_id)
    except NotFound as refusal:
        raise Http404 from refusal
    posted, may = request.method == "POST", request.actor.role in moves.OPENERS
    if posted and not may:
        raise PermissionDenied
    form = Decision(request.POST if posted else None, initial={"seen": row.seq})
    if posted and form.is_valid() and _fixed(form, row, request):
        messages.success(request, _("The figures are kept."))
        return shell.see_other("staff-round", row.pk)
    scheme = queries.said(row.scheme)
    context = {
        **_told(row),
        "form": form if may and row.state == RoundState.OPEN else None,
        "rows": [
            {
                "found": one,
                "state": evaluation_words.STATE[State(one.state)],
                "colour": evaluation_words.COLOUR[State(one.state)],
                "result": result_lines.kept(scheme, one),
                "again": result_lines.again(scheme, one),
            }
            for one in queries.of_round(request.actor, row.pk)
        ],
    }
    return shell.show(request, "staff/round.html", context, status=422 if posted else 200)


def _fixed(form: Decision, row: "EvaluationRound", request: StaffRequest) -> bool:
    """Keep the figures, or write into the form why not."""
    at = timezone.now()
    units = queries.of_round(request.actor, row.pk).values_list("unit_id", "unit__path")
    lines = queries.said(row.scheme).measures(row.domain)
    frame: dict[str, Any] = {"by": request.actor, "at": at, "key": form.cleaned_data["key"]}
    try:
        days = {"first": row.first, "last": row.last}
        figures = exchange.figures(lines, units=dict(units), **days, at=at) if lines else []
        seen = form.cleaned_data["seen"]
        actions.fix_figures(round_id=row.pk, figures=figures, **frame, seen=seen)
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return False
    return True


def _told(row: "EvaluationRound") -> dict[str, object]:
    scheme = queries.said(row.scheme)
    domain = scheme.domain(row.domain)
    return {
        "round": row,
        "scheme": scheme,
        "domain": domain,
        "round_state": evaluation_words.ROUND[RoundState(row.state)],
    }
