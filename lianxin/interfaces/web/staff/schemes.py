"""Schemes of unit evaluation for staff: the list, one version with every line, and a new one from a file."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.oversight.actions import evaluation as actions
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.rules.evaluation import moves
from lianxin.foundation import words
from lianxin.foundation.refusal import BadRows, NotFound, Refusal
from lianxin.interfaces.exchange import evaluation as exchange
from lianxin.interfaces.exchange import sheets
from lianxin.interfaces.web import scheme_lines
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers.filing import at_hand
from lianxin.interfaces.web.staff.shell import StaffRequest


class FileForm(Form):
    """A scheme's file."""

    file = forms.FileField(label=pgettext_lazy("file", "The file"))


@shell.page(*shell.EVALUATORS)
@require_safe
def listed(request: StaffRequest) -> HttpResponseBase:
    """Show the newest version of every scheme."""
    rows = [(row, queries.said(row)) for row in queries.schemes()]
    context = {"rows": rows, "may_import": request.actor.role in moves.IMPORTERS}
    return shell.show(request, "staff/schemes.html", context)


@shell.page(*shell.EVALUATORS)
@require_safe
def scheme(request: StaffRequest, scheme_id: int) -> HttpResponseBase:
    """Show one version of a scheme with every line."""
    try:
        row = queries.scheme(scheme_id)
    except NotFound as refusal:
        raise Http404 from refusal
    said = queries.said(row)
    versions = list(queries.versions(row.code))
    context = {"row": row, "versions": versions, **scheme_lines.shown(said)}
    return shell.show(request, "staff/scheme.html", context)


@shell.page(*shell.EVALUATORS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Ask for a scheme's file, and keep it as the next version or say what is wrong with each line."""
    if request.actor.role not in moves.IMPORTERS:
        raise PermissionDenied
    posted = request.method == "POST"
    form = FileForm(*((request.POST, request.FILES) if posted else ()))
    refused: list[tuple[int, str]] = []
    if posted and form.is_valid():
        try:
            entry = _import(form, request)
        except BadRows as refusal:
            refused = list(exchange.reasons(refusal))
            form.add_error("file", _("Nothing was taken in. What is wrong stands below."))
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            messages.success(request, _("The scheme was taken in."))
            return shell.see_other("staff-scheme", entry)
    context = {"form": form, "refused": refused, "columns": sheets.columns("scheme")}
    return shell.show(request, "staff/scheme_new.html", context, status=422 if posted else 200)


def _import(form: FileForm, request: StaffRequest) -> int:
    with at_hand(form.cleaned_data["file"]) as path:
        rows, sha256 = sheets.read("scheme", path)
    entry = actions.import_scheme(
        rows=rows,
        sha256=sha256,
        figures=exchange.COMPARABLE,
        by=request.actor,
        at=timezone.now(),
        key=form.cleaned_data["key"],
    )
    return entry.about_id
