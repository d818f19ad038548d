"""Registers by file: taken in with a preview of every row, and given out in the same columns."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.foundation import words
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import Refusal
from lianxin.interfaces.exchange import sheets as exchange
from lianxin.interfaces.web.forms import DateInput, Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers import pages
from lianxin.interfaces.web.staff.registers.columns import Sheet
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes import actions
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import KEPT, Register, Row
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.foundation.ledger.models import Entry

NOTE = 200  # characters of a file's name that are kept
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(Form):
    """A register's file, and from which day on it holds."""

    file = forms.FileField(label=pgettext_lazy("file", "The file"))
    valid_from = forms.DateField(label=pgettext_lazy("column", "In force from"), widget=DateInput)

    def prepared(self, register: Register, by: Actor) -> "Entry":
        """Read the file and prepare what it says."""
        said = self.cleaned_data
        with at_hand(said["file"]) as path:
            rows, sha256 = exchange.read(register.value, path)
        given: dict[str, Any] = {"note": str(said["file"].name)[:NOTE], "settles": None}
        at = timezone.now()
        frame: dict[str, Any] = {"by": by, "at": at, "key": said["key"], "sha256": sha256}
        frame["valid_from"] = said.get("valid_from") or timezone.localdate(at)
        return actions.prepare(register=register, rows=rows, **given | self.more(), **frame)

    def more(self) -> dict[str, Any]:
        """Return what this register needs beside the rows."""
        return {}


class NoticeForm(FileForm):
    """A notice on holidays: the days that it names, and the year that it settles."""

    valid_from = None  # type: ignore[assignment]  # a notice holds at once
    note = forms.CharField(
        label=pgettext_lazy("column", "The notice that says so"), max_length=NOTE
    )
    settles = forms.IntegerField(
        label=pgettext_lazy("file", "The year that is now announced"),
        help_text=_("Leave it empty for single days of a year that is announced already."),
        required=False,
        min_value=2010,
        max_value=2100,
    )

    def more(self) -> dict[str, Any]:
        """Return the notice and its year."""
        return {name: self.cleaned_data[name] for name in ("note", "settles")}


@contextmanager
def at_hand(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """Yield a path where an upload can be read; it is gone afterwards."""
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name or "").suffix) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


@shell.page(*shell.DECIDERS)
def file(request: StaffRequest, name: str) -> HttpResponseBase:
    """Ask for a register's file, and lead to the preview of what it does."""
    sheet = pages.sheet(name)
    if request.actor.role not in KEPT[sheet.register].authors:
        raise Http404
    kind = NoticeForm if sheet.register is Register.CALENDAR else FileForm
    initial = {"valid_from": timezone.localdate()}
    typed, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind(typed, files, initial=initial)
    if form.is_valid():
        try:
            entry = form.prepared(sheet.register, request.actor)
        except Refusal as refusal:
            form.add_error(None, words.of(refusal))
        else:
            return shell.see_other("staff-change", entry.about_id)
    return _show(request, sheet, form)


def _show(request: StaffRequest, sheet: Sheet, form: forms.Form) -> HttpResponseBase:
    needed, _bar, more = exchange.COLUMNS[sheet.register.value].partition("|")
    context = {
        **pages.frame(sheet, request.actor),
        "form": form,
        "needed": [(one, sheet.column(one).label) for one in needed.split()],
        "more": [(one, sheet.column(one).label) for one in more.split()],
        "whole": KEPT[sheet.register].whole,
        "is_map": sheet.register is Register.GRIDS,
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/registers/file.html", context, status=status)


@shell.page(*shell.DECIDERS)
@require_safe
def rows(request: StaffRequest, name: str) -> HttpResponseBase:
    """Give a register out in the columns that its file has: to correct it, or as a form to fill in."""
    sheet, on = pages.sheet(name), timezone.localdate()
    if request.actor.role not in KEPT[sheet.register].authors:
        raise Http404
    found = changes.table(sheet.register, on).values()
    within = _within(sheet.register, found, request.actor)
    is_map = sheet.register is Register.GRIDS
    answer = HttpResponse(
        exchange.written(sheet.register.value, within),
        content_type="application/geo+json" if is_map else WORKBOOK,
    )
    ending = "geojson" if is_map else "xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


OF_PLACE = {
    Register.DIVISIONS: "code",
    Register.GRIDS: "code",
    Register.BUILDINGS: "grid_code",
    Register.UNITS: "division_code",
}


def _within(register: Register, found: Iterable[Row], by: Actor) -> list[Row]:
    """Return the rows that lie in the division that somebody looks after."""
    if register is Register.STAFF:
        units = set(orgs.units_visible_to(by).values_list("code", flat=True))
        return [row for row in found if row["unit_code"] in units]
    column = OF_PLACE.get(register)
    return [row for row in found if column is None or row[column].startswith(by.division)]
