"""The registers to read: which there are, page by page, one row with its history, and what is amiss."""

from collections.abc import Mapping

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import carried, shell, words
from lianxin.interfaces.web.staff.registers import reading, telling
from lianxin.interfaces.web.staff.registers.columns import Sheet
from lianxin.interfaces.web.staff.registers.sheets import SHEETS
from lianxin.interfaces.web.staff.shell import StaffRequest
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import KEPT, Register
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

AMISS = 20  # faults that the overview names
WORDS = 40  # characters that one searches by
OWN_PAGES = {Register.STAFF: "staff-people", Register.CALENDAR: "staff-calendar"}


def sheet(name: str) -> Sheet:
    """Return the sheet of a register by its name in an address, or answer 404."""
    try:
        return SHEETS[Register(name)]
    except ValueError as fault:
        raise Http404 from fault


def url_of(register: Register) -> str:
    """Return the address of a register's list."""
    own = OWN_PAGES.get(register)
    return reverse(own) if own else reverse("staff-register", args=[register.value])


def overview(request: StaffRequest) -> HttpResponseBase:
    """Show which registers there are, what waits, and what does not fit together in them."""
    on, by = timezone.localdate(), request.actor
    faults, unowned = orgs.faults(on), duties.unowned(on)
    amiss = [labels.named(words.AMISS[fault.kind], fault.code) for fault in faults]
    amiss += [_("No unit answers for: %(category)s") % {"category": row.name} for row in unowned]
    context = {
        "tiles": [
            {"url": url_of(one.register), "text": one.title, "hint": one.hint}
            for one in SHEETS.values()
            if one.register is not Register.STAFF or by.role in shell.KEEPERS
        ],
        "waiting": changes.waiting_for(by),
        "in_service": changes.in_service(),
        "starts": by.role is Role.ADMINISTRATOR,
        "amiss": amiss[:AMISS],
        "more_amiss": max(len(amiss) - AMISS, 0),
    }
    return shell.show(request, "staff/registers/overview.html", context)


@shell.page(*shell.DECIDERS)
@require_safe
def index(request: StaffRequest) -> HttpResponseBase:
    """Show which registers there are."""
    return overview(request)


@shell.page(*shell.DECIDERS)
@require_safe
def listed(request: StaffRequest, name: str) -> HttpResponseBase:
    """Show one page of a register, or of what fits some words."""
    found, on = sheet(name), timezone.localdate()
    if found.register in OWN_PAGES:
        raise Http404
    sought, after = asked(request)
    rows, known, behind = reading.page(found, request.actor, on, words=sought, after=after)
    head = [column for column in found.columns if column.brief]
    context = {
        **frame(found, request.actor),
        "head": [column.label for column in head],
        "rows": [
            {
                "url": reverse("staff-register-row", args=[name, key or "-"]),
                "cells": [
                    (column.label, reading.said(column, row.get(column.name, ""), known))
                    for column in head
                ],
            }
            for key, row in rows
        ],
        "words": sought,
        "next_url": f"?{urlencode({'words': sought, 'after': behind})}" if behind else "",
    }
    return shell.show(request, "staff/registers/list.html", context)


def asked(request: StaffRequest) -> tuple[str, str]:
    """Return what somebody looks for, and behind which key; no code and no name has a null."""
    sought, after = (request.GET.get(name, "").strip() for name in ("words", "after"))
    if "\0" in sought + after:
        raise Http404
    return sought[:WORDS], after


def frame(found: Sheet, by: Actor) -> dict[str, object]:
    """Return what every page of a register needs: its name, and what may be done there."""
    name = found.register.value
    may = by.role in KEPT[found.register].authors
    return {
        "sheet": found,
        "title": found.title,
        "list_url": url_of(found.register),
        "new_url": reverse("staff-register-new", args=[name]) if may else "",
        "file_url": reverse("staff-register-file", args=[name]) if may else "",
        "rows_url": reverse("staff-register-rows", args=[name]),
    }


@shell.page(*shell.DECIDERS)
@require_safe
def detail(request: StaffRequest, name: str, key: str) -> HttpResponseBase:
    """Show one row: what it says, what was done to it by whom, and what may be done now."""
    found, on, key = sheet(name), timezone.localdate(), clean(key)
    row = reading.row(found, request.actor, on, key)
    past = changes.history(found.register, key)
    if row is None and not past:
        raise Http404
    said = row or past[0].row.before or past[0].row.after or {}
    known = reading.names(found, [said], on)
    may = row is not None and request.actor.role in KEPT[found.register].authors
    named = KEPT[found.register]
    context = {
        **frame(found, request.actor),
        "title": reading.title(found, said, known),
        "over": row is None,
        "facts": [
            {"key": column.label, "value": reading.said(column, said.get(column.name, ""), known)}
            for column in found.columns
        ],
        "history": telling.history(found, past, on),
        "change_url": reverse("staff-register-change", args=[name, key or "-"]) if may else "",
        "end_url": reverse("staff-register-end", args=[name, key]) if may and named.ends else "",
        **_beside(request, found, said),
    }
    return shell.show(request, "staff/registers/row.html", context)


def clean(key: str) -> str:
    """Return a row's key from an address: "-" stands for the one that is empty."""
    if "\0" in key:
        raise Http404
    return "" if key == "-" else key


def _beside(request: StaffRequest, found: Sheet, row: Mapping[str, str]) -> dict[str, object]:
    """Return who works at a unit, for whom to ask; their accounts are the administrators'."""
    if found.register is not Register.UNITS:
        return {}
    unit = orgs.unit(row["code"])
    posts = orgs.colleagues(unit.pk, timezone.localdate(), STAFF)
    opens = request.actor.role in shell.KEEPERS
    return {
        "share_url": reverse("staff-unit-share-out", args=[unit.code]) if opens else "",
        "rounds": carried.shown(unit),
        "again_url": request.path,
        "posts": [
            {
                "url": reverse("staff-person", args=[post.staff.username]) if opens else "",
                "name": post.staff.name,
                "role": labels.of(Role, post.role),
                "username": post.staff.username,
            }
            for post in posts
        ],
    }
