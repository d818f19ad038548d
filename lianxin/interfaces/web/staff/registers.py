"""The registers as lists to read: units and who works there, grids, catalogue, calendar, limits."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from lianxin.foundation.actor import STAFF, Role
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import shell, words
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.interfaces.web.templatetags.lianxin import govuk_day
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs import rules as bodies
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import NoProfileInForce, Tier

PAGE = 50
AMISS = 20  # faults that the overview names
ID = re.compile("[0-9]{1,18}")
Line = Sequence[object]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell that leads somewhere."""

    text: str
    url: str


def overview(request: StaffRequest) -> HttpResponseBase:
    """Show which registers there are, and what does not fit together in them."""
    on = timezone.localdate()
    faults, unowned = orgs.faults(on), duties.unowned(on)
    amiss = [labels.named(words.AMISS[fault.kind], fault.code) for fault in faults]
    amiss += [_("No unit answers for: %(category)s") % {"category": row.name} for row in unowned]
    tiles = [
        ("staff-units", _("Units and posts"), _("Who answers for what, and who works there.")),
        ("staff-grids", _("Grids"), _("Each with its public contact card.")),
        ("staff-catalogue", _("Dispatch catalogue"), _("Which unit leads for which category.")),
        ("staff-calendar", _("Calendar"), _("Working days, year by year.")),
        ("staff-limits", _("Time limits"), _("The profile in force, each line with its source.")),
    ]
    context = {
        "tiles": [{"url": reverse(name), "text": text, "hint": hint} for name, text, hint in tiles],
        "amiss": amiss[:AMISS],
        "more_amiss": max(len(amiss) - AMISS, 0),
    }
    return shell.show(request, "staff/registers.html", context)


@shell.page(*shell.KEEPERS)
@require_safe
def index(request: StaffRequest) -> HttpResponseBase:
    """Show which registers there are."""
    return overview(request)


@shell.page(*shell.KEEPERS)
@require_safe
def units(request: StaffRequest) -> HttpResponseBase:
    """List the units in the order of their codes."""
    found = orgs.units_visible_to(request.actor).order_by("code")
    head = (
        pgettext("field", "Code"),
        pgettext("field", "Name"),
        pgettext("field", "Kind"),
        pgettext("field", "Division"),
        pgettext("field", "Phone"),
        pgettext("field", "In force"),
    )

    def line(row: Any) -> Line:
        kind = words.UNIT_KIND[bodies.UnitKind(row.kind)]
        name = Cell(text=row.name, url=reverse("staff-unit", args=[row.code]))
        lasts = _lasting(row.valid_from, row.valid_to)
        return (row.code, name, kind, row.division.name, row.phone, lasts)

    return _listed(request, _("Units and posts"), head, found, line)


@shell.page(*shell.KEEPERS)
@require_safe
def unit(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show who works at a unit, in which role."""
    found = orgs.units_visible_to(request.actor).filter(code=code.replace("\0", "?")).first()
    if found is None:  # no code has either sign
        raise Http404
    posts = orgs.colleagues(found.pk, timezone.localdate(), STAFF)
    head = (
        pgettext("field", "Name"),
        pgettext("field", "Role"),
        pgettext("field", "User name"),
        pgettext("field", "In force"),
    )
    lines = [
        (
            post.staff.name,
            labels.of(Role, post.role),
            post.staff.username,
            _lasting(post.valid_from, post.valid_to),
        )
        for post in posts
    ]
    return _table(request, found.name, head, lines, back="staff-units")


@shell.page(*shell.KEEPERS)
@require_safe
def grids(request: StaffRequest) -> HttpResponseBase:
    """List the grids with their public contact cards."""
    found = orgs.grids_visible_to(request.actor)
    head = (
        pgettext("field", "Code"),
        pgettext("field", "Name"),
        pgettext("field", "Community"),
        pgettext("field", "Grid worker"),
        pgettext("field", "Phone"),
        pgettext("field", "Supervision phone"),
        pgettext("field", "In force"),
    )

    def line(row: Any) -> Line:
        card = (row.worker_name, row.worker_phone, row.supervision_phone)
        lasts = _lasting(row.valid_from, row.valid_to)
        return (row.code, row.name, row.community.name, *card, lasts)

    return _listed(request, _("Grids"), head, found, line)


@shell.page(*shell.KEEPERS)
@require_safe
def catalogue(request: StaffRequest) -> HttpResponseBase:
    """List the rows of the catalogue that is in force."""
    current = duties.catalogue(timezone.localdate())
    head = (
        pgettext("field", "Category"),
        pgettext("field", "Place"),
        pgettext("field", "Lead unit"),
        pgettext("field", "Assisting"),
        pgettext("field", "Time limit"),
        pgettext("field", "Basis"),
    )
    if current is None:
        return _table(request, _("Dispatch catalogue"), head, [])

    def line(row: Any) -> Line:
        lead = row.lead_unit.name if row.lead_unit else OFFICE[row.lead]
        assists = labels.listed(OFFICE.get(name, name) for name in row.assist)
        basis = row.legal_basis or (row.duty.legal_basis if row.duty else "")
        place = row.division_prefix or _("everywhere")
        return (row.category.name, place, lead, assists, labels.of(Tier, row.tier), basis)

    title = _("Dispatch catalogue, version %(version)s, in force since %(since)s") % {
        "version": current.version,
        "since": govuk_day(current.valid_from),
    }
    rows = duties.rows(current.pk).order_by("pk")
    return _listed(request, title, head, rows, line, key="pk")


OFFICE: dict[str, labels.Words] = {
    "@subdistrict": words.OF_THE_SUBDISTRICT,
    "@community": words.OF_THE_COMMUNITY,
}


@shell.page(*shell.KEEPERS)
@require_safe
def calendar(request: StaffRequest) -> HttpResponseBase:
    """List the years of the calendar."""
    head = (
        pgettext("field", "Year"),
        pgettext("field", "Working days"),
        pgettext("field", "State"),
    )
    lines = [
        (
            str(year.year),
            str(year.working_days),
            _("Provisional: not announced yet") if year.provisional else _("Announced"),
        )
        for year in reversed(calendars.years())
    ]
    return _table(request, _("Calendar"), head, lines)


@shell.page(*shell.KEEPERS)
@require_safe
def limits(request: StaffRequest) -> HttpResponseBase:
    """Show the profile in force for the actor's division, each line with its source."""
    try:
        found = policies.limits(request.actor.division, timezone.localdate()).profile
    except NoProfileInForce:
        return _table(request, _("Time limits"), (), [])
    head = (
        pgettext("field", "What"),
        pgettext("field", "Tier"),
        pgettext("field", "How long or how many"),
        pgettext("field", "Source"),
        pgettext("field", "Grade"),
    )
    lines: list[Line] = [
        (
            words.line(limit.step),
            labels.of(Tier, limit.tier) or _("every"),
            words.span(limit.span),
            limit.source,
            limit.grade.value,
        )
        for limit in found.limits
    ]
    lines += [
        (words.line(one.figure), "", f"{one.amount.normalize():f}", one.source, one.grade.value)
        for one in found.numbers
    ]
    return _table(request, labels.named(_("Time limits"), found.name), head, lines)


def _lasting(since: date, until: date | None) -> str:
    return f"{since:%Y-%m-%d} – {until:%Y-%m-%d}" if until else f"{since:%Y-%m-%d} –"


def _listed(
    request: StaffRequest,
    title: str,
    head: Sequence[str],
    found: QuerySet[Any],
    line: Callable[[Any], Line],
    *,
    key: str = "code",
) -> HttpResponseBase:
    """Show one page of a register, beginning behind the key of the row before."""
    after = request.GET.get("after", "")
    if "\0" in after or (key == "pk" and after and not ID.fullmatch(after)):
        raise Http404
    behind = found.filter(Q(**{f"{key}__gt": after})) if after else found
    rows = list(behind[: PAGE + 1])
    more = len(rows) > PAGE
    next_url = f"?{urlencode({'after': getattr(rows[PAGE - 1], key)})}" if more else ""
    return _table(request, title, head, [line(row) for row in rows[:PAGE]], next_url=next_url)


def _table(
    request: StaffRequest,
    title: str,
    head: Sequence[str],
    lines: Sequence[Line],
    *,
    next_url: str = "",
    back: str = "staff-registers",
) -> HttpResponseBase:
    context = {
        "title": title,
        "head": head,
        "lines": [list(zip(head, line, strict=True)) for line in lines],
        "next_url": next_url,
        "back_url": reverse(back),
    }
    return shell.show(request, "staff/register.html", context)
