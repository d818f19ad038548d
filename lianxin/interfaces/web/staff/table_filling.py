"""Filling a table in: a unit's page for one period, with drafts, what the ledger knows, and corrections."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.casework.paperwork import actions, queries, rules
from lianxin.casework.paperwork.actions import Sheet
from lianxin.casework.paperwork.rules import Step
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.web.staff import shell, table_words, tables
from lianxin.interfaces.web.staff import table_figures as figures
from lianxin.interfaces.web.staff import table_forms as of
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.paperwork.models import Filing, Table


class Desk:
    """One unit's table for one period on somebody's desk: what is asked, begun, known, and may be done."""

    def __init__(
        self, request: StaffRequest, found: "Table", unit_id: int, first_on: date, at: datetime
    ) -> None:
        self.table, self.unit_id, self.first_on, self.at = found, unit_id, first_on, at
        self.turn = queries.turn(found, first_on, on=day_of(at))
        self.told = queries.told([found])[found.pk]
        self.filing: Filing | None = queries.filing(found, unit_id, first_on)
        self.correcting = self.filing is not None and self.filing.version > 0
        standing = queries.standing(found, unit_id)
        self.step = Step.CORRECT if self.correcting else Step.HAND_IN
        self.may = rules.may(self.step, standing, request.actor)
        self.known, self.fault = self._known()

    def _known(self) -> tuple[Any, str]:
        """Return what the ledger fills in; where nobody may fill it in any more, nothing is read."""
        if not self.may:
            return {}, ""
        try:
            return figures.known(self.told.fields, self.unit_id, self.turn.period, self.at), ""
        except Refusal as refusal:
            return {}, words.of(refusal)

    def form(self, request: StaffRequest) -> of.FillForm:
        """Return the form with what was typed last, or what another table holds already."""
        offered = {
            code: of.Offered(
                value=one.value,
                words=_(
                    "Taken from table %(table)s, up to %(day)s. Change it where it is not the same."
                )
                % {"table": one.table_id, "day": govuk_day(one.last_on)},
            )
            for code, one in queries.known_elsewhere(
                self.table, self.told.fields, self.unit_id, self.turn.period
            ).items()
        }
        return of.FillForm(
            request.POST if request.method == "POST" else None,
            asked=self.told.fields,
            offered=offered,
            correcting=self.correcting,
            initial={
                **queries.draft(self.filing),
                "seen": self.filing.seq if self.filing else 0,
            },
        )


@shell.page(*shell.READERS)
def fill(request: StaffRequest, table_id: int, unit_id: int, first_on: str) -> HttpResponseBase:
    """Show what a unit fills in for a period, or keep, hand in or correct it."""
    found, at = tables.find(request, table_id), timezone.now()
    desk = _desk(request, found, unit_id, first_on, at)
    form = desk.form(request)
    saving = "draft" in request.POST and not desk.correcting
    if form.is_bound and _right(form, saving=saving) and _done(request, desk, form, saving=saving):
        done = Step.SAVE if saving else desk.step
        messages.success(request, str(table_words.DONE[done]))
        if saving:
            return shell.see_other("staff-table-fill", found.pk, unit_id, first_on)
        return shell.see_other("staff-table", found.pk)
    versions = queries.versions([desk.filing]).get(desk.filing.pk, []) if desk.filing else []
    context = {
        **tables.heading(found, desk.told),
        "form": form if desk.may else None,
        "unit": orgs.unit_names([unit_id]).get(unit_id, ""),
        "turn": desk.turn,
        "late": not desk.correcting and desk.turn.late(day_of(at)),
        "known": [(one, desk.known.get(one.code, "")) for one in desk.told.fields if one.figure],
        "fault": desk.fault,
        "filing": desk.filing,
        "title": table_words.STEP[desk.step],
        "may_save": not desk.correcting,
        "versions": [
            (one, [(field, one.answers.get(field.code, "")) for field in desk.told.fields])
            for one in reversed(versions)
        ],
    }
    return shell.show(
        request, "staff/table_fill.html", context, status=422 if form.is_bound else 200
    )


def _desk(request: StaffRequest, found: "Table", unit_id: int, first_on: str, at: datetime) -> Desk:
    """Return the desk of an address, or answer 404: not asked, no such period, or not to be read."""
    try:
        desk = Desk(request, found, unit_id, date.fromisoformat(first_on), at)
    except (ValueError, rules.NoSuchPeriod) as error:
        raise Http404 from error
    reads = queries.filings(request.actor, found, desk.first_on)
    if unit_id not in found.unit_ids or not (desk.may or (unit_id, desk.first_on) in reads):
        raise Http404
    if request.method == "POST" and not desk.may:
        tables.allowed(request, found, desk.step, unit_id)
    return desk


def _right(form: of.FillForm, *, saving: bool) -> bool:
    """Tell whether the form's own fields are right; a draft may hold anything, of a page that was seen."""
    valid = form.is_valid()
    return valid or (saving and form.cleaned_data.keys() >= {"key", "seen"})


def _done(request: StaffRequest, desk: Desk, form: of.FillForm, *, saving: bool) -> bool:
    """Keep, hand in or correct, or write into the form what is wrong with which field."""
    said = form.cleaned_data
    sheet = Sheet(
        table_id=desk.table.pk,
        unit_id=desk.unit_id,
        first_on=desk.first_on,
        typed=form.values(),
    )
    given: dict[str, Any] = {"sheet": sheet, "by": request.actor, "at": desk.at, "key": said["key"]}
    given["seen"] = said.get("seen")
    more = {"known": desk.known, "minutes": said.get("minutes")}
    try:
        if saving:
            actions.save(**given)
        elif desk.correcting:
            actions.correct(**given, **more, words=said["words"])
        else:
            actions.hand_in(**given, **more)
    except rules.FieldsWrong as refusal:
        for code, fault in refusal.faults.items():
            place = code if code in form.fields else None
            form.add_error(place, str(table_words.FAULT[fault]))
        form.add_error(None, words.of(refusal))
    except Refusal as refusal:
        form.add_error(None, words.of(refusal))
    else:
        return True
    return False
