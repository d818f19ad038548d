"""The dispatch catalogue: who answers for what where, and why."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from lianxin.foundation.memory import while_unchanged
from lianxin.foundation.refusal import NotFound
from lianxin.registers.duties import rules
from lianxin.registers.duties.models import (
    Catalogue,
    CatalogueRow,
    Category,
)
from lianxin.registers.duties.queries.tree import in_force, leaves, parents, stamps
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.models import Unit
from lianxin.registers.orgs.rules import UnitKind, padded
from lianxin.registers.policies.rules import Tier

OFFICES = {rules.SUBDISTRICT: UnitKind.SUBDISTRICT, rules.COMMUNITY: UnitKind.COMMUNITY}


class Named(NamedTuple):
    """Whom a row of the catalogue names: units' codes, or the office of the place ("@subdistrict")."""

    key: str  # of the row in the catalogue's table
    lead: str
    assist: tuple[str, ...]


def catalogue(on: date) -> Catalogue | None:
    """Return the version of the dispatch catalogue that is in force on a day."""
    known = Catalogue.objects.filter(valid_from__lte=on)
    return known.order_by("-valid_from", "-version").first()


def catalogues() -> QuerySet[Catalogue]:
    """Return every version of the catalogue, the newest first."""
    return Catalogue.objects.order_by("-version")


def rows(catalogue_id: int) -> QuerySet[CatalogueRow]:
    """Return the rows of one version with what they name, by category and place."""
    found = CatalogueRow.objects.filter(catalogue=catalogue_id)
    return found.select_related("category", "lead_unit", "duty").order_by(
        "category__position", "division_prefix"
    )


def unowned(on: date) -> list[Category]:
    """Return the leaf categories for which the catalogue of a day names nobody everywhere."""
    current = catalogue(on)
    everywhere = CatalogueRow.objects.filter(catalogue=current, division_prefix="")
    owned = set(everywhere.values_list("category__code", flat=True)) if current else set()
    found = {row.code: row for row in in_force()}
    parents = {row.code: row.parent.code if row.parent else None for row in found.values()}
    return [found[code] for code in rules.unowned(owned, parents)]


def owner_of(category_id: int, division_code: str, on: date) -> rules.Assignment | None:
    """Return who answers for a category at a place, or None where the catalogue names nobody.

    The place may be coarse (a district) or unknown (""): then only what holds there is taken.
    """
    found = book().answering(category_id, division_code, on)
    return _assigned(_row(found[1]), division_code, on) if found else None


def lead_of(category_id: int, division_code: str, on: date) -> tuple[int, int] | None:
    """Return who leads, a unit's id, and by which row; None where nobody is named or known there.

    It says what `owner_of` says, from memory and without its words: for many tickets at once.
    """
    found = book().answering(category_id, division_code, on)
    if found is None:
        return None
    edition, row_id = found
    lead = edition.leads[row_id]
    office = None if lead.unit_id else _office(lead.name, division_code, on)
    unit_id = lead.unit_id or (office.pk if office else None)
    return (unit_id, row_id) if unit_id else None


@while_unchanged(stamps)
def book() -> rules.Book:
    """Return the catalogue in memory: one small query, and its rows only when they changed."""
    return rules.Book(
        editions=[_edition(one) for one in Catalogue.objects.order_by("-valid_from", "-version")],
        parents=parents(),
        leaves=frozenset(leaf.pk for leaf in leaves()),
    )


def _edition(catalogue: Catalogue) -> rules.Edition:
    candidates: dict[int, list[rules.Candidate]] = {}
    found = list(CatalogueRow.objects.filter(catalogue=catalogue))
    for one in found:
        row = rules.Candidate(
            row_id=one.pk, category_id=one.category_id, prefix=one.division_prefix
        )
        candidates.setdefault(one.category_id, []).append(row)
    return rules.Edition(
        valid_from=catalogue.valid_from,
        rows=candidates,
        tiers={one.pk: Tier(one.tier) for one in found},
        leads={one.pk: rules.Lead(unit_id=one.lead_unit_id, name=one.lead) for one in found},
    )


def named(catalogue_id: int) -> dict[int, Named]:
    """Return whom each row of a version names, by the rows' ids."""
    found = CatalogueRow.objects.filter(catalogue=catalogue_id)
    return {
        pk: Named(f"{category}~{padded(prefix) if prefix else ''}", lead, tuple(assist))
        for pk, category, prefix, lead, assist in found.values_list(
            "pk", "category__code", "division_prefix", "lead", "assist"
        )
    }


def why(row_id: int, division_code: str, on: date) -> rules.Why:
    """Return the facts that explain an assignment: category, place, duty, law, version, since when."""
    row = _row(row_id)
    return _why(row, _lead(row, division_code, on), division_code, on)


def _row(row_id: int) -> CatalogueRow:
    found = CatalogueRow.objects.select_related("catalogue", "category", "duty", "lead_unit")
    row = found.filter(pk=row_id).first()
    if row is None:
        raise NotFound(pk=row_id)
    return row


def _assigned(row: CatalogueRow, division_code: str, on: date) -> rules.Assignment:
    lead = _lead(row, division_code, on)
    assist = {name: _office(name, division_code, on) for name in row.assist if name in OFFICES}
    named = orgs.units(on).in_bulk(
        [name for name in row.assist if name not in OFFICES], field_name="code"
    )
    units: Sequence[Unit | None] = [named.get(name, assist.get(name)) for name in row.assist]
    ids = dict.fromkeys(unit.pk for unit in units if unit and unit != lead)
    return rules.Assignment(
        lead_unit_id=lead.pk if lead else None,
        assist_unit_ids=tuple(ids),
        unresolved=tuple(name for name, office in assist.items() if office is None),
        tier=Tier(row.tier),
        row_id=row.pk,
        version=row.catalogue.version,
        why=_why(row, lead, division_code, on),
    )


def _lead(row: CatalogueRow, division_code: str, on: date) -> Unit | None:
    return row.lead_unit if row.lead_unit_id else _office(row.lead, division_code, on)


def _office(name: str, division_code: str, on: date) -> Unit | None:
    return orgs.unit_of_division(division_code, OFFICES[name], on) if division_code else None


def _why(row: CatalogueRow, lead: Unit | None, division_code: str, on: date) -> rules.Why:
    wanted = {code for code in (division_code, row.division_prefix) if code}
    names = {
        found.code: found.name
        for found in orgs.divisions_in_force(on).filter(code__in=map(padded, wanted))
    }
    return rules.Why(
        category_code=row.category.code,
        category_name=row.category.name,
        asked_place=names.get(division_code, ""),
        row_place=names.get(padded(row.division_prefix), ""),
        lead=row.lead,
        lead_name=lead.name if lead else "",
        duty_code=row.duty.code if row.duty else "",
        duty_title=row.duty.title if row.duty else "",
        legal_basis=row.legal_basis or (row.duty.legal_basis if row.duty else ""),
        version=row.catalogue.version,
        valid_from=row.catalogue.valid_from,
    )
