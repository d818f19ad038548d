"""The burden meter: what each department demands of which units by month; of units only, never of a worker."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from lianxin.casework.paperwork import queries
from lianxin.casework.paperwork.rules.burden import Burden, meter
from lianxin.interfaces.web import labels, saved
from lianxin.interfaces.web.staff import shell
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.orgs import queries as orgs

PAGE = 100
HEAD: Mapping[str, labels.Words] = {
    "month": pgettext_lazy("burden", "Month"),
    "asker": pgettext_lazy("burden", "Asked by"),
    "tables": pgettext_lazy("burden", "Tables"),
    "units": pgettext_lazy("burden", "Units"),
    "filled_in": pgettext_lazy("burden", "Times to fill in"),
    "fields": pgettext_lazy("burden", "Fields"),
    "known": pgettext_lazy("burden", "Filled by the ledger"),
    "photos": pgettext_lazy("burden", "Fields for photos"),
    "minutes": pgettext_lazy("burden", "Minutes told"),
    "without_basis": pgettext_lazy("burden", "Without a basis"),
    "past_their_end": pgettext_lazy("burden", "Past the end date"),
}


@shell.page(*shell.READERS)
@require_safe
def burden(request: StaffRequest) -> HttpResponseBase:
    """Show what is demanded of the units that one sees; `csv` in the query downloads the table."""
    found = meter(queries.burden(request.actor, on=timezone.localdate()))
    names = orgs.unit_names({one.asker_id for one in found})
    if "csv" in request.GET:
        return saved.table("burden", _saved(found, names))
    context = {
        "head": list(HEAD.values()),
        "rows": [list(zip(HEAD.values(), _said(one, names), strict=True)) for one in found[:PAGE]],
        "more": max(0, len(found) - PAGE),
        "faulty": sum(one.without_basis + one.past_their_end > 0 for one in found),
    }
    return shell.show(request, "staff/burden.html", context)


def _said(one: Burden, names: Mapping[int, str]) -> Iterable[object]:
    """Return a row as people read it: minutes with how often somebody told them, "n/a" where nobody did."""
    told = _("%(minutes)d (told %(said)d times)") % {"minutes": one.minutes, "said": one.said}
    return (
        one.month,
        names.get(one.asker_id, ""),
        one.tables,
        one.units,
        one.filled_in,
        one.fields,
        one.known,
        one.photos,
        told if one.said else _("n/a"),
        one.without_basis,
        one.past_their_end,
    )


def _saved(found: Sequence[Burden], names: Mapping[int, str]) -> Iterator[list[object]]:
    yield [*HEAD, "minutes_told"]
    for one in found:
        row = [*_said(one, names)]
        row[1], row[8] = saved.plain(str(row[1])), one.minutes if one.said else ""
        yield [*row, one.said]
