"""Rows of registers for a reader: a page of them, found by words, with names in the place of codes."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.staff import words
from lianxin.interfaces.web.staff.registers.columns import Ask, Column, Sheet
from lianxin.registers.changes import queries as changes
from lianxin.registers.changes.rules import Register, Row
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.policies import queries as policies

PAGE = 50
OFFICE: dict[str, labels.Words] = {
    "@subdistrict": words.OF_THE_SUBDISTRICT,
    "@community": words.OF_THE_COMMUNITY,
}
Keyed = tuple[str, Row]


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names behind the codes of some rows."""

    divisions: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=dict)


def names(sheet: Sheet, rows: Iterable[Row | None], on: date) -> Names:
    """Return the names that some rows need: one query for each kind of code that the sheet has."""
    codes: dict[Ask, set[str]] = {}
    for row in rows:
        for column in sheet.columns if row else ():
            text = (row or {}).get(column.name, "")
            codes.setdefault(column.ask, set()).update(text.split(";"))
    units = codes.get(Ask.UNIT, set()) | codes.get(Ask.UNITS, set())
    return Names(
        divisions=orgs.division_names(codes.get(Ask.DIVISION, set()) - {""}, on),
        units=orgs.unit_names_by_code(units - {""} - OFFICE.keys()),
        categories=duties.category_names(codes.get(Ask.CATEGORY, set()) - {""}),
        profiles=profiles() if sheet.register is Register.LIMITS else {},
    )


def profiles() -> dict[str, str]:
    """Return the names of the profiles of time limits."""
    known = policies.policies().profiles
    return {code: one.profile.name for code, one in known.items()}


def said(column: Column, text: str, known: Names) -> str:
    """Return what a column says, for a person to read."""
    if column.ask is Ask.WORD:
        return str((column.choices or known.profiles).get(text, text))
    if column.ask is Ask.OUTLINE:
        return _("%(count)d points") % {"count": _points(json.loads(text or "null"))}
    if column.ask in (Ask.UNIT, Ask.UNITS):
        return labels.listed(OFFICE.get(one) or known.units.get(one, one) for one in _parts(text))
    if column.ask is Ask.CATEGORY:
        return known.categories.get(text, text)
    if column.ask is Ask.DIVISION and column.name in ("division_code", "division") and not text:
        return pgettext("place", "everywhere")
    return known.divisions.get(text, text) if column.ask is Ask.DIVISION else text


def _parts(text: str) -> list[str]:
    return [part for part in text.split(";") if part]


def _points(outline: object) -> int:
    """Return how many corners a geometry has."""
    if isinstance(outline, dict):
        return _points(outline.get("coordinates"))
    if not isinstance(outline, list):
        return 0
    if outline and isinstance(outline[0], int | float):
        return 1
    return sum(_points(part) for part in outline)


def title(sheet: Sheet, row: Row, known: Names) -> str:
    """Return what names a row to a person: its first columns."""
    parts = (said(column, row.get(column.name, ""), known) for column in sheet.columns[:2])
    return " ".join(part for part in parts if part)


def page(
    sheet: Sheet, by: Actor, on: date, *, words: str, after: str
) -> tuple[list[Keyed], Names, str]:
    """Return one page of a register, the names that it needs, and behind which key the next begins."""
    if sheet.register in SEARCHED:
        keys = _keys(sheet.register, by, on, words, after)
        rows = list(changes.table(sheet.register, on, keys).items())
        known = names(sheet, [row for _, row in rows], on)
    else:
        every = changes.table(sheet.register, on)
        known = names(sheet, every.values(), on)
        fitting = [one for one in every.items() if _says(sheet, one, known, words)]
        rows = _behind(fitting, after)[: PAGE + 1]
    more = len(rows) > PAGE
    return rows[:PAGE], known, rows[PAGE - 1][0] if more else ""


def _keys(register: Register, by: Actor, on: date, words: str, after: str) -> list[str]:
    found = SEARCHED[register](by, on).filter(code__gt=after).order_by("code")
    if words:
        found = found.filter(Q(code__startswith=words) | Q(name__contains=words))
    return list(found.values_list("code", flat=True).distinct()[: PAGE + 1])


SEARCHED: Mapping[Register, Callable[[Actor, date], QuerySet[Any]]] = {
    Register.DIVISIONS: lambda by, on: orgs.divisions_in_force(on, by.division),
    Register.UNITS: lambda by, on: orgs.units_visible_to(by).filter(orgs.lasting(on)),
    Register.GRIDS: lambda by, on: orgs.grids_visible_to(by).filter(orgs.lasting(on)),
    Register.BUILDINGS: lambda by, on: orgs.buildings_visible_to(by).filter(orgs.lasting(on)),
}


def _says(sheet: Sheet, one: Keyed, known: Names, words: str) -> bool:
    if not words:
        return True
    _, row = one
    texts = (said(column, row.get(column.name, ""), known) for column in sheet.columns)
    return any(words in text for text in (*row.values(), *texts))


def _behind(rows: list[Keyed], after: str) -> list[Keyed]:
    """Return what comes behind a key in the register's own order; behind an unknown one, nothing."""
    keys = [key for key, _ in rows]
    if not after:
        return rows
    return rows[keys.index(after) + 1 :] if after in keys else []


def row(sheet: Sheet, by: Actor, on: date, key: str) -> Row | None:
    """Return one row that somebody may see, or None."""
    found = changes.table(sheet.register, on, [key]).get(key)
    if found is None or sheet.register not in SEARCHED:
        return found
    return found if SEARCHED[sheet.register](by, on).filter(code=key).exists() else None
