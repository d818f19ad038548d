"""A table's files: the asker's own layout taken in, and what was handed in given out in it, or as CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from lianxin.casework.paperwork import actions, queries, rules
from lianxin.casework.paperwork.rules import Kind, Step
from lianxin.foundation import words
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.exchange import layouts
from lianxin.interfaces.web import saved
from lianxin.interfaces.web.saved import plain
from lianxin.interfaces.web.staff import shell, table_words, tables
from lianxin.interfaces.web.staff import table_forms as of
from lianxin.interfaces.web.staff.registers.filing import WORKBOOK
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.paperwork.models import Table

ONCE = ("title", "basis", "asker", "period", "due")
EACH = ("unit", "version", "handed_in")
NAMELESS = "{}"  # signs that no placeholder can have


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What was handed in for a period: what holds for all, and for each unit a row by placeholder."""

    once: Mapping[str, str]
    each: Sequence[Mapping[str, str]]


def placeholders(fields: Sequence[rules.Field]) -> list[str]:
    """Return what may stand in a layout for one unit: the fields' codes and names, and what EACH names."""
    named = [one.name for one in fields if not set(NAMELESS) & set(one.name)]
    return [*EACH, *(one.code for one in fields), *named]


@shell.page(*sorted(rules.who(Step.SET_TEMPLATE)))
def layout(request: StaffRequest, table_id: int) -> HttpResponseBase:
    """Take in the asker's own layout, or say what is wrong with it."""
    found = tables.find(request, table_id)
    tables.allowed(request, found, Step.SET_TEMPLATE)
    told = queries.told([found])[found.pk]
    sent = request.method == "POST"
    form = of.LayoutForm(
        request.POST if sent else None, request.FILES if sent else None, initial={"seen": found.seq}
    )
    if form.is_valid() and _kept(request, form, found, told.fields):
        messages.success(request, str(table_words.VERB[rules.deeds.TEMPLATE_SET]))
        return shell.see_other("staff-table", found.pk)
    context = {
        **tables.heading(found, told),
        "form": form,
        "title": table_words.STEP[Step.SET_TEMPLATE],
        "once": [f"{{{{{name}}}}}" for name in ONCE],
        "each": [f"{{{{{name}}}}}" for name in EACH],
        "codes": [(f"{{{{{one.code}}}}}", one.name) for one in told.fields],
    }
    status = 422 if form.is_bound else 200
    return shell.show(request, "staff/table_layout.html", context, status=status)


def _kept(
    request: StaffRequest, form: of.LayoutForm, found: "Table", fields: Sequence[rules.Field]
) -> bool:
    """Keep a layout that can be filled in, or write into the form why not."""
    said = form.cleaned_data
    content = said["file"].read(layouts.LARGEST * layouts.KILOBYTE + 1)
    try:
        layouts.checked(content, once=ONCE, each=placeholders(fields))
        actions.set_template(
            table_id=found.pk,
            content=content,
            by=request.actor,
            at=timezone.now(),
            key=said["key"],
            seen=said["seen"],
        )
    except Refusal as refusal:
        form.add_error("file", words.of(refusal))
        return False
    return True


@shell.page(*shell.READERS)
@require_safe
def download(request: StaffRequest, table_id: int, suffix: str) -> HttpResponseBase:
    """Give out what was handed in for a period: as CSV, or as a workbook in the asker's layout if there is one."""
    found = tables.find(request, table_id)
    told = queries.told([found])[found.pk]
    filled, turn = _filled(request, found, told)
    name = f"table-{found.pk}-{turn.period.first}"
    if suffix == "csv":
        return saved.table(name, _saved(told.fields, filled))
    template = queries.template(found)
    if template is None:
        content = layouts.plain(_head(told.fields), [_row(told.fields, one) for one in filled.each])
    else:
        names = placeholders(told.fields)
        content = layouts.filled(template, once=filled.once, each=filled.each, names=names)
    answer = HttpResponse(content, content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return answer


def _filled(
    request: StaffRequest, found: "Table", told: queries.Told
) -> tuple[Filled, queries.Turn]:
    """Return what the reader may read of a period, or answer 404 where there is no such one."""
    try:
        first_on = date.fromisoformat(request.GET.get("first_on", ""))
        turn = queries.turn(found, first_on, on=timezone.localdate())
    except (ValueError, rules.NoSuchPeriod) as error:
        raise Http404 from error
    filed = queries.filings(request.actor, found, first_on)
    done = {unit_id: one for (unit_id, _first), one in filed.items() if one.version}
    values, names = queries.newest(done.values()), orgs.unit_names(found.unit_ids)
    each = [
        {
            "unit": name,
            "version": str(done[pk].version) if pk in done else "",
            "handed_in": _moment(done[pk].handed_in_at) if pk in done else "",
            **_values(told.fields, values.get(done[pk].pk, {}) if pk in done else {}),
        }
        for pk, name in tables.seen_units(request, found, names)
    ]
    once = {
        "title": told.title,
        "basis": told.basis,
        "asker": found.asker.name,
        "period": f"{_date(turn.period.first)} – {_date(turn.period.last)}",
        "due": _date(turn.due_on),
    }
    return Filled(once=once, each=each), turn


def _moment(at: datetime | None) -> str:
    return _date(day_of(at)) if at else ""


def _date(day: date) -> str:
    return date_format(day, "Y-m-d")


def _values(fields: Sequence[rules.Field], answers: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a unit by the code and by the name of each field, as people read them."""
    said = {one.code: _said(one, answers.get(one.code, "")) for one in fields}
    return {**{one.name: said[one.code] for one in fields}, **said}


def _said(field: rules.Field, value: str) -> str:
    return str(table_words.ANSWER.get(value, value)) if field.kind is Kind.YES_NO else value


def _head(fields: Sequence[rules.Field]) -> list[str]:
    return [
        pgettext("table", "Unit"),
        *(one.name for one in fields),
        pgettext("table", "Version"),
        pgettext("table", "Handed in on"),
    ]


def _row(fields: Sequence[rules.Field], of_unit: Mapping[str, str]) -> list[str]:
    codes = ("unit", *(one.code for one in fields), "version", "handed_in")
    return [of_unit[code] for code in codes]


def _saved(fields: Sequence[rules.Field], filled: Filled) -> Iterator[list[str]]:
    yield [plain(one) for one in _head(fields)]
    for of_unit in filled.each:
        yield [cell(said) for said in _row(fields, of_unit)]


def cell(said: str) -> str:
    """Return a value that no spreadsheet takes for a formula; a number stays one, below zero too."""
    return said if layouts.NUMBER.fullmatch(said) else plain(said)
