"""The duties, and what is in force as the rows of its file."""

from collections.abc import Mapping
from datetime import date

from lianxin.foundation.refusal import NotFound
from lianxin.registers.duties.models import (
    CatalogueRow,
    Duty,
)
from lianxin.registers.duties.queries.catalogue import catalogue, rows
from lianxin.registers.duties.queries.tree import in_force
from lianxin.registers.orgs.rules import padded


def duty(code: str) -> Duty:
    """Return the duty that has a code with its unit, or refuse."""
    found = Duty.objects.select_related("unit").filter(code=code).first()
    if found is None:
        raise NotFound(code=code)
    return found


def category_table() -> dict[str, Mapping[str, str]]:
    """Return the categories in force as the rows of their file, by code."""
    return {
        row.code: {
            "code": row.code,
            "name": row.name,
            "parent_code": row.parent.code if row.parent else "",
            "description": row.description,
            "keywords": ";".join(row.keywords),
            "public": "yes" if row.public else "no",
        }
        for row in in_force()
    }


def duty_table() -> dict[str, Mapping[str, str]]:
    """Return the duties in force as the rows of their file, by code."""
    found = Duty.objects.filter(in_force=True).select_related("unit").order_by("pk")
    return {
        row.code: {
            "code": row.code,
            "title": row.title,
            "unit_code": row.unit.code,
            "list_kind": row.list_kind,
            "legal_basis": row.legal_basis,
        }
        for row in found
    }


def catalogue_table(on: date) -> dict[str, Mapping[str, str]]:
    """Return the catalogue of a day as the rows of its file, by category and place."""
    current = catalogue(on)
    found = rows(current.pk) if current else CatalogueRow.objects.none()
    listed = [
        {
            "category_code": row.category.code,
            "division_code": padded(row.division_prefix) if row.division_prefix else "",
            "lead": row.lead,
            "assist": ";".join(row.assist),
            "tier": row.tier,
            "duty_code": row.duty.code if row.duty else "",
            "legal_basis": row.legal_basis,
        }
        for row in found
    ]
    return {f"{row['category_code']}~{row['division_code']}": row for row in listed}


def duties_of(unit_code: str) -> int:
    """Return how many duties in force a unit has."""
    return Duty.objects.filter(in_force=True, unit__code=unit_code).count()


def rows_naming(unit_code: str, on: date) -> int:
    """Return how many rows of the catalogue of a day name a unit, as lead or to assist."""
    found = catalogue_table(on).values()
    return sum(unit_code in (row["lead"], *row["assist"].split(";")) for row in found)
