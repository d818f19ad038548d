"""Changing one row by hand: a form from the register's sheet, then the preview of what it does."""

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.casework.matters import queries as matters
from lianxin.casework.tickets import queries as tickets
from lianxin.foundation import words
from lianxin.foundation.refusal import BadRows, Refusal
from lianxin.interfaces.web.forms import Form
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.registers import pages, reading
from lianxin.interfaces.web.staff.registers.columns import Sheet
from lianxin.interfaces.web.staff.registers.profile_form import CopyForm
from lianxin.interfaces.web.staff.registers.row_forms import CloseForm, EndForm, RowForm
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes import actions, rules
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import KEPT, Difference, Kind, Load, Register

if TYPE_CHECKING:
    from lianxin.registers.changes.rules import Row


@shell.page(*shell.DECIDERS)
def new(request: StaffRequest, name: str) -> HttpResponseBase:
    """Ask for a new row."""
    sheet = _may_change(request, name)
    if sheet.register is Register.PROFILES:
        return _copy(request, sheet)
    return _form(request, sheet, key="", row=None)


@shell.page(*shell.DECIDERS)
def change(request: StaffRequest, name: str, key: str) -> HttpResponseBase:
    """Ask what a row is to say."""
    sheet, key = _may_change(request, name), pages.clean(key)
    row = reading.row(sheet, request.actor, timezone.localdate(), key)
    if row is None:
        raise Http404
    return _form(request, sheet, key=key, row=row)


@shell.page(*shell.DECIDERS)
def end(request: StaffRequest, name: str, key: str) -> HttpResponseBase:
    """Ask from which day on a row is out of force."""
    sheet, on, key = _may_change(request, name), timezone.localdate(), pages.clean(key)
    row = reading.row(sheet, request.actor, on, key)
    if row is None or not KEPT[sheet.register].ends:
        raise Http404
    kind = CloseForm if sheet.register is Register.UNITS else EndForm
    form = kind(request.POST if request.method == "POST" else None, by=request.actor, on=on)
    if form.is_valid():
        ended = Difference(kind=Kind.ENDED, key=key, before=row)
        return _prepared(request, sheet, form, ended) or _show(request, sheet, form, row, 422)
    return _show(request, sheet, form, row, 422 if form.is_bound else 200, ends=True)


def _may_change(request: StaffRequest, name: str) -> Sheet:
    sheet = pages.sheet(name)
    if request.actor.role not in KEPT[sheet.register].authors or sheet.register is Register.STAFF:
        raise Http404
    return sheet


def _form(request: StaffRequest, sheet: Sheet, *, key: str, row: "Row | None") -> HttpResponseBase:
    typed, on = request.POST if request.method == "POST" else None, timezone.localdate()
    form = RowForm(typed, sheet=sheet, by=request.actor, on=on, row=row)
    if form.is_valid():
        after = form.said()
        key = key or rules.key_of(sheet.register, after)
        known = changes.table(sheet.register, on, [key]).get(key)
        if row is None and known is not None and sheet.register not in SET_ANEW:
            form.add_error(None, _("This code is there already. Change that row instead."))
        else:
            kind = Kind.ADDED if known is None else Kind.CHANGED
            one = Difference(kind=kind, key=key, before=known, after=after)
            if (answer := _prepared(request, sheet, form, one)) is not None:
                return answer
    return _show(request, sheet, form, row, 422 if form.is_bound else 200)


def _copy(request: StaffRequest, sheet: Sheet) -> HttpResponseBase:
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = _prepared(request, sheet, form, *form.differences())
        if answer is not None:
            return answer
    return _show(request, sheet, form, None, 422 if form.is_bound else 200)


SET_ANEW = frozenset({Register.CALENDAR, Register.LIMITS})  # a day is always something


def _prepared(
    request: StaffRequest, sheet: Sheet, form: Form, *found: Difference
) -> HttpResponseBase | None:
    """Prepare the change and lead to its preview; say what stands against it, where something does."""
    said = form.cleaned_data
    at = timezone.now()
    try:
        entry = actions.prepare_by_hand(
            register=sheet.register,
            differences=found,
            valid_from=said.get("valid_from") or timezone.localdate(at),
            note=said.get("note", ""),
            successor=form.heir() if isinstance(form, CloseForm) else None,
            load=load([one.key for one in found if one.kind is Kind.ENDED]),
            by=request.actor,
            at=at,
            key=said["key"],
        )
    except BadRows as refusal:
        for row in refusal.rows:
            form.add_error(None, words.sentence(row.code, row.facts))
        return None
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
        return None
    return shell.see_other("staff-change", entry.about_id)


def load(codes: list[str]) -> Load:
    """Return how many open tickets and matters some units hold: none is left without a unit."""
    if not codes:
        return Load()
    return Load(tickets=tickets.held_by(codes), matters=matters.owned_by(codes))


def _show(
    request: StaffRequest,
    sheet: Sheet,
    form: forms.Form,
    row: "Row | None",
    status: int,
    *,
    ends: bool = False,
) -> HttpResponseBase:
    known = reading.names(sheet, [row], timezone.localdate())
    closes = row["code"] if row and isinstance(form, CloseForm) else ""
    context = {
        **pages.frame(sheet, request.actor),
        "title": reading.title(sheet, row, known) if row else sheet.one,
        "form": form,
        "row": row,
        "ends": ends,
        "held": load([closes]).tickets.get(closes, 0) if closes else 0,
    }
    return shell.show(request, "staff/registers/form.html", context, status=status)
